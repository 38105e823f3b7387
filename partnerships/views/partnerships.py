"""Partnerships: the list, what they are, and who belongs to them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import UserRequest, for_administrators
from partnerships.access import MemberRequest, with_partnership
from partnerships.forms import LeaveForm, NewPartnershipForm, PartnerAddForm, PartnershipForm, ReopenForm
from partnerships.models import Partner, Partnership
from partnerships.rules import Permission, Role
from partnerships.services.closing import reopen_partnership
from partnerships.services.invitations import invite_person
from partnerships.services.partnerships import add_partner, create_partnership, edit_partnership, partner_leaves


def partnership_list(request: UserRequest) -> HttpResponse:
    """Those that concern the reader."""
    page = Paginator(Partnership.objects.visible_to(request.user), 50).get_page(request.GET.get("page"))
    return render(request, "partnerships/list.html", {"page": page})


@for_administrators
def create(request: UserRequest) -> HttpResponse:
    """A new one, with an invitation to whoever will facilitate it."""
    form = NewPartnershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        facilitator = values.pop("facilitator")
        partnership = create_partnership(**values, by=request.user)
        if facilitator:
            invite_person(partnership=partnership, email=facilitator, role=Role.FACILITATOR, by=request.user)
        messages.success(request, "Created. Add the partner organisations now, then invite their people.")
        return redirect("partnerships:people", partnership.slug)
    return render(request, "partnerships/partnership_form.html", {"form": form})


@with_partnership(Permission.EDIT_PARTNERSHIP)
def edit(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """Changes what it is called and where it stands."""
    names = ("name", "summary", "kind", "stage", "time_zone")
    form = PartnershipForm(request.POST or None, initial={name: getattr(partnership, name) for name in names})
    if request.method == "POST" and form.is_valid():
        edit_partnership(partnership=partnership, **form.cleaned_data, by=request.user)
        messages.success(request, "Changed.")
        return redirect(partnership)
    return render(request, "partnerships/partnership_edit.html", {"form": form, "partnership": partnership})


@with_partnership(Permission.MANAGE_PEOPLE)
def partner_add(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """Brings an organisation in."""
    form = PartnerAddForm(request.POST or None, partnership=partnership)
    if request.method == "POST" and form.is_valid():
        try:
            partner = add_partner(
                partnership=partnership, organisation=form.cleaned_data["organisation"], by=request.user
            )
            messages.success(
                request, f"{partner} is a partner now. Invite its people; an open round can ask them once they accept."
            )
            return redirect("partnerships:people", partnership.slug)
        except ValidationError as error:
            form.add_error("organisation", error)
    return render(request, "partnerships/partner_add.html", {"form": form, "partnership": partnership})


@with_partnership(Permission.MANAGE_PEOPLE)
def partner_leave(request: MemberRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Asks once, then marks a partner as left and ends its people's roles."""
    partner = get_object_or_404(Partner, pk=pk, partnership=partnership, left_on=None)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            partner_leaves(partner=partner, on=form.cleaned_data["on"], by=request.user)
            messages.success(request, f"{partner} has left. What its people sent stays, and counts.")
            return redirect("partnerships:people", partnership.slug)
        except ValidationError as error:
            form.add_error("on", error)
    people = partner.memberships.filter(ended_at=None).count()
    context = {"form": form, "partnership": partnership, "partner": partner, "people": people}
    return render(request, "partnerships/partner_leave.html", context)


@with_partnership(Permission.REOPEN_PARTNERSHIP)
def reopen(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """Asks in which stage it goes on, then reopens a closed partnership; its rounds stay closed."""
    if not partnership.is_closed:
        messages.info(request, "This partnership is not closed.")
        return redirect(partnership)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reopen_partnership(partnership=partnership, stage=form.cleaned_data["stage"], by=request.user)
            messages.success(request, "Reopened. Closed rounds stay closed; people can write and ask again.")
            return redirect(partnership)
        except ValidationError as error:
            form.add_error("stage", error)
    return render(request, "partnerships/partnership_reopen.html", {"form": form, "partnership": partnership})
