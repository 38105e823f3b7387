"""The people of a partnership: who holds which role, invitations, changes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from partnerships.access import MemberRequest, with_partnership
from partnerships.forms import InviteForm
from partnerships.models import Invitation, Membership, Partner, Partnership
from partnerships.queries import people_of
from partnerships.rules import Permission, Role
from partnerships.services.invitations import invite_person, revoke_invitation
from partnerships.services.people import change_role, end_membership


@with_partnership(Permission.SEE_PEOPLE)
def people(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """Partners with their people, facilitators, and invitations that wait; a lead sees its own partner's."""
    context = {
        "partnership": partnership,
        **people_of(partnership, request.standing),
        "manages": Permission.MANAGE_PEOPLE in request.standing.granted,
    }
    return render(request, "partnerships/people.html", context)


@with_partnership(Permission.INVITE_OWN_PARTNER)
def invite(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """Invites addresses to a role; what cannot be sent is said line by line, the rest goes out."""
    partners = list(Partner.objects.filter(partnership=partnership, left_on=None).select_related("organisation"))
    form = InviteForm(
        request.POST or None, partners=partners, standing=request.standing, initial={"place": request.GET.get("as")}
    )
    if request.method == "POST" and form.is_valid():
        role, partner = form.cleaned_data["place"]
        problems = _invite_all(partnership, form.cleaned_data["emails"], role, partner, request)
        sent = len(form.cleaned_data["emails"]) - len(problems)
        if sent:
            messages.success(request, f"{sent} invited. They have two weeks to accept.")
        for problem in problems:
            messages.warning(request, problem)
        return redirect("partnerships:people", partnership.slug)
    return render(request, "partnerships/invite.html", {"form": form, "partnership": partnership})


def _invite_all(
    partnership: Partnership, emails: list[str], role: Role, partner: Partner | None, request: MemberRequest
) -> list[str]:
    problems: list[str] = []
    for email in emails:
        try:
            invite_person(partnership=partnership, email=email, role=role, partner=partner, by=request.user)
        except ValidationError as error:
            problems += error.messages
    return problems


def _own(request: MemberRequest, model: Any, partnership: Partnership, pk: int) -> Any:
    """The row of this partnership whose partner the reader looks after; Http404, else PermissionDenied."""
    row = get_object_or_404(model.objects.select_related("partner__organisation"), pk=pk, partnership=partnership)
    if not request.standing.may_manage_people_of(row.partner_id):
        raise PermissionDenied
    return row


@with_partnership(Permission.INVITE_OWN_PARTNER)
@require_POST
def role(request: MemberRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Makes a member a lead, or a lead a member."""
    membership: Membership = _own(request, Membership, partnership, pk)
    wanted = Role.LEAD if request.POST.get("role") == Role.LEAD else Role.MEMBER
    try:
        change_role(membership=membership, role=wanted, by=request.user)
        messages.success(request, f"{membership.person} is a {wanted} now.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("partnerships:people", partnership.slug)


@with_partnership(Permission.END_ROLE)
def end(request: MemberRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Asks once, then ends a role; it takes effect at the person's next request."""
    membership: Membership = _own(request, Membership, partnership, pk)
    if request.method != "POST":
        context = {"partnership": partnership, "membership": membership}
        return render(request, "partnerships/role_end.html", context)
    try:
        end_membership(membership=membership, by=request.user)
        messages.success(request, f"The role of {membership.person} has ended.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    still_inside = membership.person_id != request.user.pk or request.user.is_administrator
    return redirect("partnerships:people", partnership.slug) if still_inside else redirect("home")


@with_partnership(Permission.INVITE_OWN_PARTNER)
@require_POST
def invitation(request: MemberRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Sends an invitation again (with a new link), or withdraws it: `step` says which."""
    found: Invitation = _own(request, Invitation, partnership, pk)
    if request.POST.get("step") == "revoke":
        revoke_invitation(invitation=found, by=request.user)
        messages.success(request, f"The invitation of {found.email} was withdrawn.")
    else:
        _again(request, found)
    return redirect("partnerships:people", partnership.slug)


def _again(request: MemberRequest, found: Invitation) -> None:
    try:
        invite_person(
            partnership=found.partnership,
            email=found.email,
            role=Role(found.role),
            partner=found.partner,
            by=request.user,
        )
        messages.success(request, f"{found.email} was invited again, with a new link.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
