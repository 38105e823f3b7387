"""What an invited person sees: opening the link changes nothing, the button does."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.models import User
from common.private import private
from common.ratelimit import is_limited, note_failure
from common.tokens import digest
from partnerships.forms import AcceptForm
from partnerships.models import Invitation
from partnerships.services.invitations import accept_as_new_person, accept_invitation, open_invitation


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail: remembers the invitation for this visit and goes on to a page without the token.

    Wrong, expired, used and withdrawn links look the same. The page that follows has an address of its own because
    browsers send no origin from a page without a referrer, and a form without one is refused.
    """
    if is_limited("invitation", request):
        return private(render(request, "partnerships/too_many.html", status=429))
    found = open_invitation(digest(token))
    if found is None:
        note_failure("invitation", request)
        return private(render(request, "partnerships/invitation_gone.html", status=404))
    request.session["invitation"] = found.token_sha256
    return private(redirect("partnerships:invitation-accept"))


@login_not_required
def accept(request: HttpRequest) -> HttpResponse:
    """Shows who invites to what; a button, and nothing else, accepts."""
    found = open_invitation(request.session.get("invitation", ""))
    if found is None:
        return _unstored(render(request, "partnerships/invitation_gone.html", status=404))
    return _unstored(_invitation(request, found))


def _unstored(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _invitation(request: HttpRequest, found: Invitation) -> HttpResponse:
    existing = User.objects.filter(email=found.email).first()
    is_self = request.user.is_authenticated and request.user.email == found.email
    form = AcceptForm(request.POST or None) if existing is None and not request.user.is_authenticated else None
    if request.method == "POST":
        accepted = _accept(request, found, form) if is_self or form else None
        if accepted is not None:
            return accepted
    context = {
        "invitation": found,
        "form": form,
        "is_self": is_self,
        "is_other": request.user.is_authenticated and not is_self,
        "has_account": existing is not None,
    }
    return render(request, "partnerships/invitation.html", context)


def _accept(request: HttpRequest, found: Invitation, form: AcceptForm | None) -> HttpResponse | None:
    if form is not None and not form.is_valid():
        return None
    try:
        if form is not None:
            person = accept_as_new_person(invitation=found, name=form.cleaned_data["name"])
            login(request, person)
        else:
            accept_invitation(invitation=found, person=cast("User", request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("home")
    messages.success(request, f"Welcome to {found.partnership}.")
    return redirect(found.partnership)
