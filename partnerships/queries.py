"""Reads that pages of a partnership share."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from common.bounces import bounced_addresses, complaining_addresses
from common.models import AuditEntry
from common.prepared import Prepared
from partnerships.models import Membership, Organisation, Partnership
from partnerships.rules import Role, Standing

# Every page of a partnership begins with it. In no order, which would take a join.
ROLES = Prepared(
    Membership.objects.filter(ended_at=None).order_by().values_list("role", "partner_id"), "partnership", "person"
)


def standing_of(user: User, partnership: Partnership) -> Standing:
    """What the person is in the partnership now (one query); an ended role counts no longer."""
    held = ROLES.all(partnership=partnership.pk, person=user.pk)
    roles = frozenset(Role(role) for role, _ in held)
    partner_id = next((partner for _, partner in held if partner is not None), None)
    return Standing(
        roles=roles,
        partner_id=partner_id,
        is_administrator=user.is_administrator,
        is_closed=partnership.is_closed,
    )


def people_of(partnership: Partnership, standing: Standing) -> dict[str, Any]:
    """Partners with their people and waiting invitations, and facilitators: as far as the reader manages them.

    A lead sees its own partner's people only; other partners appear by name alone. `came_back` and `complained` are
    addresses whose last mail came back, or from which mail of ours was called unwanted.
    """
    now = timezone.now()
    members = list(partnership.memberships.filter(ended_at=None).select_related("person", "partner__organisation"))
    waiting = list(
        partnership.invitations.filter(accepted_at=None, revoked_at=None, expires_at__gt=now).select_related("partner")
    )
    rows: list[dict[str, Any]] = [
        {
            "partner": partner,
            "manages": standing.may_manage_people_of(partner.pk),
            "members": sorted((item for item in members if item.partner_id == partner.pk), key=_lead_first),
            "waiting": [item for item in waiting if item.partner_id == partner.pk],
        }
        for partner in partnership.partners.select_related("organisation")
    ]
    addresses = [item.person.email for item in members] + [item.email for item in waiting]
    return {
        "came_back": set(bounced_addresses(addresses)),
        "complained": complaining_addresses(addresses),
        "rows": [row for row in rows if row["partner"].left_on is None and row["manages"]],
        "others": [row["partner"] for row in rows if row["partner"].left_on is None and not row["manages"]],
        "left": [row["partner"] for row in rows if row["partner"].left_on is not None],
        "facilitators": [item for item in members if item.role == Role.FACILITATOR],
        "waiting_facilitators": [item for item in waiting if item.partner_id is None],
    }


def _lead_first(membership: Membership) -> tuple[bool, str]:
    return membership.role != Role.LEAD, str(membership.person)


def names_before(organisation: Organisation) -> list[tuple[str, datetime]]:
    """Names it had, and names of organisations that were merged into it, with when that ended; newest first."""
    entries = AuditEntry.objects.filter(
        action__in=["organisation.edited", "organisation.merged"], details__organisation=organisation.pk
    )
    told = [(str(entry.details.get("before", "")), entry) for entry in entries]
    return [(before, entry.at) for before, entry in told if before not in {"", entry.target}]
