"""Changing one's e-mail address: asking for it, and the link in the mail."""

from __future__ import annotations

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import UserRequest
from accounts.addresses import address_change, ask_for_address, change_address
from accounts.forms import AddressForm
from common.private import private

KEPT = "changed_address"


def ask(request: UserRequest) -> HttpResponse:
    """Takes the new address; asks first that it is really them."""
    return cast("HttpResponse", _ask(request))


@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # allauth carries no types
def _ask(request: UserRequest) -> HttpResponse:
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_address(person=request.user, email=form.cleaned_data["email"])
            messages.success(request, "We sent a link to the new address. Nothing changes before you use it.")
            return redirect("accounts:profile")
        except ValidationError as error:
            form.add_error("email", error)
    return render(request, "accounts/address.html", {"form": form})


@login_not_required
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail: remembers it for this visit and goes on to a page without the token."""
    request.session[KEPT] = token
    return private(redirect("accounts:address-confirm"))


@login_not_required
def confirm(request: HttpRequest) -> HttpResponse:
    """Shows what would change; a button, and nothing else, changes it."""
    change = address_change(request.session.get(KEPT, ""))
    if change is None:
        return render(request, "accounts/address_gone.html", status=404)
    if request.method != "POST":
        response = render(request, "accounts/address_confirm.html", {"change": change})
        response["Cache-Control"] = "no-store"
        return response
    try:
        change_address(change)
    except ValidationError:
        return render(request, "accounts/address_gone.html", status=404)
    del request.session[KEPT]
    messages.success(request, f"Changed. Sign in as {change.email} from now on.")
    return redirect("accounts:profile")
