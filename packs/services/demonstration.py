"""The demonstration's one schedule."""

from __future__ import annotations

from accounts.models import User
from packs.contents import all_kinds
from packs.models import Schedule
from packs.services.schedules import set_schedule
from partnerships.models import Membership
from partnerships.rules import Role


def plan_demonstration(facilitator: User) -> None:
    """When a round closes in the first partnership, its leads and its facilitator get everything."""
    role = Membership.objects.filter(person=facilitator, role=Role.FACILITATOR).select_related("partnership")
    partnership = role.order_by("partnership_id")[0].partnership
    leads = User.objects.filter(memberships__partnership=partnership, memberships__role=Role.LEAD)
    set_schedule(
        partnership=partnership,
        schedule=None,
        occasion=Schedule.Occasion.CLOSING,
        files=all_kinds(),
        people=[facilitator, *leads.filter(memberships__ended_at=None).distinct()],
        by=facilitator,
    )
