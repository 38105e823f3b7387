"""Addresses of sign-in and of people. Of allauth's pages only those that are wanted have one."""

from allauth.account import views as allauth
from django.conf import settings
from django.urls import URLPattern, include, path, re_path

from accounts.views import demonstration, people, profile

signing_in = [
    path("sign-in/", allauth.login, name="account_login"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("sign-up/", allauth.signup, name="account_signup"),
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

own = [
    path("profile/", profile.profile, name="profile"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
]
if settings.DEMONSTRATION:
    own.append(path("demonstration/sign-in/", demonstration.sign_in, name="demonstration-sign-in"))

urlpatterns: list[URLPattern] = [
    path("account/", include(signing_in)),  # type: ignore[list-item]  # an include, which Django accepts here
    path("", include((own, "accounts"))),  # type: ignore[list-item]
]
