"""Roles: who holds which, from when to when."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from common.followers import Moment
from common.mail import queue_mail
from partnerships.models import Membership, Partner, Partnership
from partnerships.rules import Role
from partnerships.services.closing import hold_open

leads_changed: Moment[Partner] = Moment("Somebody became a lead of a partner")


@transaction.atomic
def add_member(
    *, partnership: Partnership, person: User, role: Role, by: User | None, partner: Partner | None = None
) -> Membership:
    """Gives a role; the same role twice is the same membership.

    ValidationError where the person already sits with another partner here, or in another role with this one.
    """
    hold_open(partnership.pk)
    held = Membership.objects.filter(partnership=partnership, person=person, ended_at=None)
    same_kind = held.filter(role=Role.FACILITATOR) if partner is None else held.exclude(role=Role.FACILITATOR)
    existing = same_kind.select_related("partner__organisation").first()
    if existing is not None:
        if existing.role == role and existing.partner_id == (partner.pk if partner else None):
            return existing
        raise ValidationError(f"{person} already sits with {existing.partner} here. End that role first.")
    membership = Membership.objects.create(partnership=partnership, person=person, role=role, partner=partner)
    _record("role.given", membership, by)
    _tell_followers(membership)
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: Role, by: User) -> Membership:
    """Turns a member into a lead or back: the old role ends, the new one begins, both stay on record.

    ValidationError for a role that has ended, and for turning a facilitator into anything.
    """
    if membership.ended_at is not None:
        raise ValidationError("This role has ended. Invite the person again to give a new one.")
    if Role.FACILITATOR in {membership.role, role}:
        raise ValidationError(
            "A facilitator’s role cannot be changed into another. End it, and invite the person anew."
        )
    if membership.role == role:
        return membership
    hold_open(membership.partnership_id)
    membership.ended_at = timezone.now()
    membership.save()
    changed = Membership.objects.create(
        partnership=membership.partnership, person=membership.person, role=role, partner=membership.partner
    )
    _record("role.changed", changed, by)
    _tell_followers(changed)
    return changed


def _tell_followers(membership: Membership) -> None:
    if membership.role == Role.LEAD and membership.partner is not None:
        leads_changed.happened(membership.partner)


@transaction.atomic
def end_membership(*, membership: Membership, by: User) -> None:
    """Ends a role; it takes effect at the person's next request. Ending twice changes nothing.

    ValidationError when a partnership would be left without a facilitator.
    """
    if membership.ended_at is not None:
        return
    if membership.role == Role.FACILITATOR:
        others = Membership.objects.filter(
            partnership=membership.partnership, role=Role.FACILITATOR, ended_at=None, person__is_active=True
        ).exclude(pk=membership.pk)
        if not others.exists():
            raise ValidationError("This is the only facilitator. Hand the role over, or invite another one, first.")
    membership.ended_at = timezone.now()
    membership.save()
    _record("role.ended", membership, by)


@transaction.atomic
def hand_over(*, membership: Membership, to: User, keeps: bool, by: User) -> Membership:
    """Makes `to`, who takes part here already, a facilitator; ends the given role unless its holder `keeps` it.

    The new facilitator is told by mail. ValidationError for a role that has ended, and for somebody who has no part
    here, facilitates it already, or cannot sign in.
    """
    if membership.ended_at is not None or membership.role != Role.FACILITATOR:
        raise ValidationError("This role has ended. Look at the list of people again.")
    if not to.is_active or to.pk not in {person.pk for person in can_take_over(membership.partnership)}:
        raise ValidationError(f"{to} has no part here, or facilitates it already. Choose somebody from the list.")
    given = add_member(partnership=membership.partnership, person=to, role=Role.FACILITATOR, by=by)
    if not keeps:
        end_membership(membership=membership, by=by)
    _tell(given, membership, keeps)
    return given


def can_take_over(partnership: Partnership) -> QuerySet[User]:
    """Those who take part for a partner, can sign in, and do not facilitate the partnership yet."""
    held = Membership.objects.filter(partnership=partnership, ended_at=None)
    facilitators = held.filter(role=Role.FACILITATOR)
    members = held.exclude(role=Role.FACILITATOR)
    people = User.objects.filter(is_active=True, pk__in=members.values("person"))
    return people.exclude(pk__in=facilitators.values("person")).order_by("name", "email")


def _tell(given: Membership, before: Membership, keeps: bool) -> None:
    beside = f"{before.person} stays one, too." if keeps else f"{before.person} no longer is."
    queue_mail(
        key=f"handed-over/{given.pk}",
        to=given.person.email,
        subject=f"You are a facilitator of {given.partnership} now",
        text=(
            f"The role of facilitator of {given.partnership} was handed to you. {beside}\n\n"
            "Facilitators set up rounds and look after people. You still answer for your own organisation; your rounds "
            "say that you do both. When you sign in next, you are asked for a second factor.\n\n"
            f"Begin here: {settings.SITE_URL}{given.partnership.get_absolute_url()}\n"
        ),
    )


def _record(action: str, membership: Membership, by: User | None) -> None:
    record_audit(
        action,
        by=by,
        partnership_id=membership.partnership_id,
        partner_id=membership.partner_id,
        target=str(membership.person),
        role=membership.role,
    )
