"""The audit trail of a partnership, as far as its reader may see it, and filtered as they ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from accounts.audit_words import with_actors
from accounts.models import User
from common.models import AuditEntry
from partnerships.models import Membership, Partner, Partnership
from partnerships.rules import Role, Standing
from record.parts import PARTS

KINDS = {
    "record": "The whole record",
    **{key: part.title for key, part in PARTS.items()},
    "rounds": "Rounds and results",
    "exports": "Exports",
    "people": "Partners, people and the partnership",
}
ROUNDS = Q(action__startswith="round.") | Q(action__startswith="results.") | Q(action__startswith="official.")
EXPORTS = Q(action__endswith="exported") | Q(action__startswith="pack.") | Q(action__startswith="schedule.")
OF_KIND = {
    "record": Q(action__startswith="record."),
    **{key: Q(action__startswith="record.", details__part=key) for key in PARTS},
    "rounds": ROUNDS,
    "exports": EXPORTS,
    "people": ~(Q(action__startswith="record.") | ROUNDS | EXPORTS),
}


@dataclass(frozen=True)
class Wanted:
    """What a reader asks to see; empty and None: everything. Both days are counted in."""

    about: str = ""
    who: int | None = None
    since: date | None = None
    until: date | None = None


def entries_for(reader: User, standing: Standing, partnership: Partnership) -> QuerySet[AuditEntry]:
    """Facilitators and administrators see everything here, a lead its own partner's, a member their own acts."""
    entries = with_actors(AuditEntry.objects.filter(partnership_id=partnership.pk))
    if standing.is_administrator or Role.FACILITATOR in standing.roles:
        return entries
    own = Q(actor=reader) | Q(actor__merged_into=reader)
    if Role.LEAD in standing.roles:
        own |= Q(partner_id=standing.partner_id) | Q(actor__in=_colleagues(standing, partnership), partner_id=None)
    return entries.filter(own)


def _colleagues(standing: Standing, partnership: Partnership) -> QuerySet[User]:
    """Who takes or took part for the reader's partner and for nobody else here: what they did, it did."""
    held = Membership.objects.filter(partnership=partnership)
    others = held.exclude(partner=standing.partner_id, role__in=[Role.MEMBER, Role.LEAD])
    mine = held.filter(partner=standing.partner_id)
    return User.objects.filter(pk__in=mine.values("person")).exclude(pk__in=others.values("person"))


def scope_words(standing: Standing, partnership: Partnership) -> str:
    """Whose acts the reader sees, in a sentence."""
    if standing.is_administrator or Role.FACILITATOR in standing.roles:
        return "Who did what in this partnership."
    if Role.LEAD in standing.roles:
        partner = Partner.objects.select_related("organisation").get(pk=standing.partner_id or 0)
        return f"What was done by the people of {partner}, and about it."
    return "What you did in this partnership."


def export_scope_words(standing: Standing) -> str:
    """Whose exports the reader sees, as part of a sentence."""
    if standing.is_administrator or Role.FACILITATOR in standing.roles:
        return "what anybody took out of this partnership"
    return "what your partner’s people took out" if Role.LEAD in standing.roles else "what you took out"


def actors_of(entries: QuerySet[AuditEntry]) -> list[tuple[int, str]]:
    """Whose acts are among these: ids and names, by name."""
    people = User.objects.filter(pk__in=entries.order_by().values("actor"))
    return sorted(((person.pk, str(person)) for person in people), key=lambda pair: pair[1].lower())


def narrowed(entries: QuerySet[AuditEntry], wanted: Wanted, zone: ZoneInfo) -> QuerySet[AuditEntry]:
    """Those that were asked for; days are those of the partnership's time zone."""
    if wanted.about:
        entries = entries.filter(OF_KIND[wanted.about])
    if wanted.who is not None:
        entries = entries.filter(actor_id=wanted.who)
    if wanted.since:
        entries = entries.filter(at__gte=datetime.combine(wanted.since, time(), zone))
    if wanted.until:
        entries = entries.filter(at__lt=datetime.combine(wanted.until + timedelta(days=1), time(), zone))
    return entries
