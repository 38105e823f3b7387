"""Invitations by mail: a token that only the mail knows, accepted by a button, never by opening the link."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from common.mail import queue_mail
from common.tokens import digest, new_token
from partnerships.models import Invitation, Membership, Partner, Partnership
from partnerships.rules import Role
from partnerships.services.closing import hold_open
from partnerships.services.people import add_member

VALID_FOR = timedelta(days=14)
ROLE_WORDS = {
    Role.MEMBER: "take part for {partner}",
    Role.LEAD: "lead for {partner}",
    Role.FACILITATOR: "be a facilitator",
}


@transaction.atomic
def invite_person(
    *, partnership: Partnership, email: str, role: Role, by: User, partner: Partner | None = None
) -> Invitation:
    """Invites an address to a role, by mail; an older invitation of the same address is revoked.

    ValidationError where the address already holds that kind of role here.
    """
    hold_open(partnership.pk)
    email = address_now(email.strip().lower())
    held = Membership.objects.filter(partnership=partnership, person__email=email, ended_at=None)
    held = held.filter(role=Role.FACILITATOR) if partner is None else held.exclude(role=Role.FACILITATOR)
    if held.exists():
        raise ValidationError(f"{email} already has that part here. Change the role in the list instead.")
    waiting = partnership.invitations.filter(email=email, partner=partner, accepted_at=None, revoked_at=None)
    waiting.update(revoked_at=timezone.now())
    token = new_token()
    invitation = Invitation.objects.create(
        partnership=partnership,
        email=email,
        role=role,
        partner=partner,
        token_sha256=digest(token),
        invited_by=by,
        expires_at=timezone.now() + VALID_FOR,
    )
    _send(invitation, token)
    _record("invitation.sent", invitation, by)
    return invitation


def address_now(email: str) -> str:
    """The address itself, or that of the account which took over the one that had it."""
    merged = User.objects.filter(email=email).exclude(merged_into=None).select_related("merged_into").first()
    return merged.merged_into.email if merged and merged.merged_into else email


def _send(invitation: Invitation, token: str) -> None:
    what = ROLE_WORDS[Role(invitation.role)].format(partner=invitation.partner)
    address = settings.SITE_URL + reverse("partnerships:invitation", args=[token])
    queue_mail(
        key=f"invitation/{invitation.pk}",
        to=invitation.email,
        subject=f"Your invitation to {invitation.partnership}",
        text=(
            f"{invitation.invited_by} invites you to {what} in {invitation.partnership}.\n\n"
            f"Open this link and choose Accept:\n{address}\n\n"
            f"It works until {invitation.expires_at:%-d %B %Y}. Opening it commits you to nothing. "
            "If you did not expect this mail, you need not do anything.\n"
        ),
    )


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> None:
    """Makes the link useless; revoking twice changes nothing."""
    if invitation.accepted_at is None and invitation.revoked_at is None:
        invitation.revoked_at = timezone.now()
        invitation.save()
        _record("invitation.revoked", invitation, by)


def open_invitation(token_sha256: str) -> Invitation | None:
    """The invitation whose token has this digest, if it can be accepted now; None for any other alike."""
    return (
        Invitation.objects.filter(
            token_sha256=token_sha256, accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
        )
        .select_related("partnership", "partner__organisation", "invited_by")
        .first()
    )


@transaction.atomic
def accept_invitation(*, invitation: Invitation, person: User) -> Membership:
    """Gives the person the role, and uses the invitation up.

    ValidationError where the invitation was used or revoked meanwhile, or the person already has such a role here.
    """
    used = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
        accepted_at=timezone.now()
    )
    if not used:
        raise ValidationError("This invitation has been used or withdrawn. Ask for a new one.")
    membership = add_member(
        partnership=invitation.partnership,
        person=person,
        role=Role(invitation.role),
        partner=invitation.partner,
        by=person,
    )
    _record("invitation.accepted", invitation, person)
    return membership


def _record(action: str, invitation: Invitation, by: User) -> None:
    record_audit(
        action,
        by=by,
        partnership_id=invitation.partnership_id,
        partner_id=invitation.partner_id,
        target=invitation.email,
        role=invitation.role,
    )


@transaction.atomic
def accept_as_new_person(*, invitation: Invitation, name: str) -> User:
    """Makes an account for the invited address, which the link has proved, and accepts."""
    person = User.objects.create_user(invitation.email, name=name)
    accept_invitation(invitation=invitation, person=person)
    return person
