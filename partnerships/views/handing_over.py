"""Handing a facilitator's role over."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from partnerships.access import MemberRequest, with_partnership
from partnerships.forms import HandOverForm
from partnerships.models import Partnership
from partnerships.queries import standing_of
from partnerships.rules import Permission, Role
from partnerships.services.people import can_take_over, hand_over


@with_partnership(Permission.MANAGE_PEOPLE)
def hand(request: MemberRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Asks to whom, and whether the holder stays a facilitator as well."""
    held = partnership.memberships.filter(role=Role.FACILITATOR, ended_at=None).select_related("person")
    membership = get_object_or_404(held, pk=pk)
    people = can_take_over(partnership)
    form = HandOverForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        to, keeps = form.cleaned_data["person"], form.cleaned_data["keeps"]
        try:
            hand_over(membership=membership, to=to, keeps=keeps, by=request.user)
            messages.success(request, f"{to} is a facilitator now, and was told by mail.")
            return _onward(request, partnership)
        except ValidationError as error:
            form.add_error("person", error)
    context = {"partnership": partnership, "membership": membership, "form": form, "people": people}
    return render(request, "partnerships/hand_over.html", context)


def _onward(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """Whoever gave up the own role may not see the list of people any more."""
    standing = standing_of(request.user, partnership)
    if standing.may(Permission.MANAGE_PEOPLE):
        return redirect("partnerships:people", partnership.slug)
    return redirect("home") if standing.is_outsider else redirect(partnership)
