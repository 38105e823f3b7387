"""A person's tokens for the API: the list, making one, revoking."""

from __future__ import annotations

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import UserRequest
from accounts.forms import TokenForm
from accounts.models import ApiToken
from accounts.tokens import make_token, revoke_token, tokens_of
from common.private import private


@require_safe
def tokens(request: UserRequest) -> HttpResponse:
    """Those that have not run out."""
    return render(request, "accounts/tokens.html", {"tokens": tokens_of(request.user)})


def make(request: UserRequest) -> HttpResponse:
    """A new one, shown this once; asks first that it is really them."""
    return cast("HttpResponse", _make(request))


@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # allauth carries no types
def _make(request: UserRequest) -> HttpResponse:
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            secret = make_token(person=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            context = {"secret": secret, "name": form.cleaned_data["name"]}
            return private(render(request, "accounts/token_made.html", context), "same-origin")
    return render(request, "accounts/token_make.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def revoke(request: UserRequest, pk: int) -> HttpResponse:
    """Stops one of one's own; one that is stopped already is no error."""
    token = get_object_or_404(ApiToken.objects.select_related("person"), pk=pk, person=request.user)
    revoke_token(token=token, by=request.user)
    messages.success(request, f"Revoked. Programs that use “{token.name}” get nothing any more.")
    return redirect("accounts:tokens")
