"""Partnerships and the partners within them."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from common.audit import record_audit
from common.followers import Moment
from partnerships.models import Membership, Organisation, Partner, Partnership
from partnerships.services.closing import hold_open

RESERVED_SLUGS = {"new", "bring-in"}
partner_left: Moment[Partner] = Moment("A partner left")


def free_slug(name: str) -> str:
    """A short name for addresses, made from `name`, that no partnership has yet."""
    base = slugify(name)[:50] or "partnership"
    number, slug = 1, base
    while slug in RESERVED_SLUGS or Partnership.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def create_partnership(
    *,
    name: str,
    kind: str,
    by: User | None,
    stage: str = Partnership.Stage.WORKING,
    summary: str = "",
    time_zone: str = "Europe/London",
    slug: str | None = None,
) -> Partnership:
    """A new partnership, without partners or people yet."""
    partnership = Partnership.objects.create(
        name=name, kind=kind, stage=stage, summary=summary, time_zone=time_zone, slug=slug or free_slug(name)
    )
    record_audit("partnership.created", by=by, partnership_id=partnership.pk, target=name)
    return partnership


@transaction.atomic
def edit_partnership(
    *, partnership: Partnership, name: str, kind: str, stage: str, summary: str, time_zone: str, by: User
) -> None:
    """Changes what a partnership is called and where it stands; its address stays.

    ValidationError for the stage "closed": closing is a step of its own, because it ends rounds.
    """
    if stage == Partnership.Stage.CLOSED:
        raise ValidationError("To close a partnership, use the page for closing it: it says what will happen.")
    hold_open(partnership.pk)
    before = {"name": partnership.name, "stage": partnership.stage}
    partnership.name, partnership.kind, partnership.stage = name, kind, stage
    partnership.summary, partnership.time_zone = summary, time_zone
    partnership.save()
    record_audit("partnership.edited", by=by, partnership_id=partnership.pk, target=name, before=before)


@transaction.atomic
def add_partner(
    *, partnership: Partnership, organisation: Organisation, by: User | None, joined_on: date | None = None
) -> Partner:
    """Brings an organisation in, or back in; ValidationError where it is a partner already."""
    hold_open(partnership.pk)
    partner = Partner.objects.filter(partnership=partnership, organisation=organisation).first()
    if partner is not None and partner.left_on is None:
        raise ValidationError(f"{organisation} is a partner here already.")
    if partner is None:
        partner = Partner(partnership=partnership, organisation=organisation)
    partner.joined_on, partner.left_on = joined_on or timezone.localdate(), None
    partner.save()
    record_audit("partner.joined", by=by, partnership_id=partnership.pk, partner_id=partner.pk, target=partner.name)
    return partner


@transaction.atomic
def partner_leaves(*, partner: Partner, on: date, by: User) -> None:
    """Marks a partner as left and ends its people's roles; what it said in closed rounds stays.

    ValidationError for a day before it joined.
    """
    hold_open(partner.partnership_id)
    if on < partner.joined_on:
        raise ValidationError(
            f"{partner.name} joined on {partner.joined_on:%-d %B %Y}: choose that day or a later one."
        )
    partner.left_on = on
    partner.save()
    Membership.objects.filter(partner=partner, ended_at=None).update(ended_at=timezone.now())
    partner.invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=timezone.now())
    record_audit(
        "partner.left", by=by, partnership_id=partner.partnership_id, partner_id=partner.pk, target=partner.name
    )
    partner_left.happened(partner)
