"""A person's second factor, and where they are signed in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import UserRequest
from accounts.second_factor import FACTORS, needs_second_factor
from accounts.sign_ins import end_other_sign_ins, end_sign_in, sign_ins_of
from accounts.tokens import working_tokens


def second_factor(request: UserRequest) -> HttpResponse:
    """What is set up, what can be, and why it may be asked for."""
    found = list(Authenticator.objects.filter(user=request.user).order_by("created_at", "pk"))
    codes = next((item.wrap() for item in found if item.type == Authenticator.Type.RECOVERY_CODES), None)
    context = {
        "app": next((item for item in found if item.type == Authenticator.Type.TOTP), None),
        "passkeys": [item for item in found if item.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(codes.get_unused_codes()) if codes else 0,
        "has_codes": codes is not None,
        "is_set_up": any(item.type in FACTORS for item in found),
        "is_needed": needs_second_factor(request.user),
    }
    return render(request, "mfa/index.html", context)


def sign_ins(request: UserRequest) -> HttpResponse:
    """The browsers in which the person is signed in; this one is marked."""
    context = {
        "sign_ins": sign_ins_of(request.user),
        "here": request.session.session_key,
        "tokens": working_tokens(request.user).count(),
    }
    return render(request, "accounts/sign_ins.html", context)


@require_POST
def end(request: UserRequest, pk: int) -> HttpResponse:
    """Signs out one browser; one that is signed out already is no error."""
    end_sign_in(person=request.user, pk=pk)
    messages.success(request, "That browser was signed out.")
    return redirect("accounts:sign-ins")


@require_POST
def end_others(request: UserRequest) -> HttpResponse:
    """Signs out every browser but this one, and revokes API tokens."""
    tokens = working_tokens(request.user).count()
    count = end_other_sign_ins(person=request.user, session_key=request.session.session_key)
    words = (
        "Nobody was signed in elsewhere." if not count else f"Signed out of {count} other browser{'s'[: count > 1]}."
    )
    if tokens:
        words += f" {tokens} API token{'s were' if tokens > 1 else ' was'} revoked."
    messages.success(request, words)
    return redirect("accounts:sign-ins")
