"""What every request of somebody signed in goes through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from accounts.second_factor import lacks_second_factor
from accounts.sign_ins import note_sign_in

REACHABLE = {"help", "account_logout", "account_reauthenticate"}
"""Without a second factor; allauth's pages for setting one up (mfa_...) are reachable, too."""


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Leads to the sign-in page, and says there that a form which came too late was not taken."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseRedirect:
        """Not said to scripts, which keep what they send, nor to those who wanted to sign out anyway."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.method == "POST" and request.content_type != "application/json" and name != "account_logout":
            messages.warning(
                request,
                "Your sign-in had expired. Nothing of the last page was saved or sent: sign in, then do it once more.",
            )
        return super().handle_no_permission(request, view_func)


class SignInsMiddleware:
    """Notes where somebody is signed in, once an hour."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Before the view, so that the list of sign-ins holds this one."""
        if request.user.is_authenticated:
            note_sign_in(request, request.user)
        return self.get_response(request)


class SecondFactorMiddleware:
    """Leads those who need a second factor, and have none yet, to set one up before anything else.

    Not at the API's addresses: who is signed in counts for nothing there, and the person behind a token is asked for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Does nothing by itself: the name of the page is known in `process_view`."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        """A redirect to the page that says why, or None."""
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in REACHABLE or name.startswith(("mfa_", "api:")) or not lacks_second_factor(request.user):
            return None
        return redirect("mfa_index")
