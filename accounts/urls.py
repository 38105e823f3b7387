"""Addresses of sign-in and of people. Of allauth's pages only those that are wanted have one."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.urls import URLPattern, include, path, re_path
from django.views.generic import RedirectView

from accounts.views import addresses, demonstration, people, profile, security, tokens

signing_in = [
    path("sign-in/", allauth.login, name="account_login"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("sign-up/", allauth.signup, name="account_signup"),
    path("again/", allauth.reauthenticate, name="account_reauthenticate"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("code/", allauth.request_login_code, name="account_request_login_code"),
    path("code/confirm/", allauth.confirm_login_code, name="account_confirm_login_code"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

second_factor = [
    path("", security.second_factor, name="mfa_index"),
    path("sign-in/", mfa.authenticate, name="mfa_authenticate"),
    path("again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("app/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("passkeys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/sign-in/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/rename/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]

own = [
    path("profile/", profile.profile, name="profile"),
    path("profile/address/", addresses.ask, name="address"),
    path("profile/address/confirm/", addresses.confirm, name="address-confirm"),
    path("profile/address/link/<str:token>/", addresses.link, name="address-link"),
    path("profile/signed-in/", security.sign_ins, name="sign-ins"),
    path("profile/signed-in/<int:pk>/end/", security.end, name="sign-in-end"),
    path("profile/signed-in/end-others/", security.end_others, name="sign-ins-end"),
    path("profile/tokens/", tokens.tokens, name="tokens"),
    path("profile/tokens/make/", tokens.make, name="token-make"),
    path("profile/tokens/<int:pk>/revoke/", tokens.revoke, name="token-revoke"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/change/", people.change, name="person-change"),
]
if settings.DEMONSTRATION:
    own.append(path("demonstration/sign-in/", demonstration.sign_in, name="demonstration-sign-in"))

urlpatterns: list[URLPattern] = [
    path("account/second-factor/", include(second_factor)),  # type: ignore[list-item]
    path("account/", include(signing_in)),  # type: ignore[list-item]  # an include, which Django accepts here
    path("", include((own, "accounts"))),  # type: ignore[list-item]
]
