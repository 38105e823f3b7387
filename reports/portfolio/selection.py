"""Which partnerships a reader asks for, and in which order: filters that the database answers over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Count, Exists, F, FilteredRelation, FloatField, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, NullIf
from django.utils import timezone

from accounts.models import User
from partnerships.models import Partner, Partnership, PartnershipQuerySet
from record.models import Entry, Version
from record.parts import PARTS
from record.queries import refusals
from reports.portfolio.facts import half_of, low_letters
from reports.portfolio.parting import readiness_of
from reports.portfolio.wishes import ANY, NAME, PortfolioWishes
from reports.words.visit import is_unready, year_ago
from surveys.definition import Definition
from surveys.models import Instrument, PortfolioRow, PortfolioSection

DUE_FIELDS = ("next_review_on", "term_ends_on", "due_on")
DUE_CLAUSES = {
    clause.key
    for part in PARTS.values()
    for clause in part.clauses
    if any(field.key in DUE_FIELDS for field in clause.fields)
}
Stage = Partnership.Stage


def portfolio_of(user: User) -> PartnershipQuerySet:
    """Everything that the reader looks after, closed partnerships too."""
    return Partnership.objects.in_portfolio_of(user)


@dataclass(frozen=True)
class Measure:
    """An instrument by which partnerships are put side by side: its newest version, and how many have a round of it."""

    key: str
    title: str
    definition: Definition
    count: int


def measures(user: User) -> list[Measure]:
    """The instruments used in the portfolio, the most used first (two queries)."""
    rows = PortfolioRow.objects.filter(partnership__in=portfolio_of(user).values("pk"))
    if user.is_administrator:
        rows = PortfolioRow.objects.all()
    counts = dict(rows.order_by().values_list("instrument_key").annotate(Count("pk")))
    newest: dict[str, Instrument] = {}
    for instrument in Instrument.objects.filter(key__in=counts).order_by("version"):
        newest[instrument.key] = instrument
    found = [Measure(key, item.title, item.content, counts[key]) for key, item in newest.items()]
    return sorted(found, key=lambda item: (-item.count, item.title))


@dataclass(frozen=True)
class Selection:
    """The partnerships asked for, and how to find those of them that may need a visit for any reason."""

    chosen: PartnershipQuerySet
    find_needing: Callable[[], PartnershipQuerySet]


def selection(user: User, wishes: PortfolioWishes, measure: Measure | None, today: date) -> Selection:
    """Without a stage, all but those that are closed."""
    key = measure.key if measure else ""
    row = FilteredRelation("portfolio_rows", condition=Q(portfolio_rows__instrument_key=key))
    found = portfolio_of(user).annotate(row=row)
    found = found.filter(stage=wishes.stage) if wishes.stage else found.going()
    if wishes.kind:
        found = found.filter(kind=wishes.kind)
    if wishes.organisation:
        named = Partner.objects.filter(
            partnership=OuterRef("pk"), left_on=None, organisation__name__icontains=wishes.organisation
        )
        found = found.filter(Exists(named))
    holds = conditions(user, measure, today)
    going = found.exclude(stage=Stage.CLOSED)

    @cache
    def find_needing() -> PartnershipQuerySet:
        return going.filter(reduce(or_, (make() for make in holds.values())))

    if wishes.why:
        found = find_needing() if wishes.why == ANY else going.filter(holds[wishes.why]())
    return Selection(_sorted(found, wishes.sort), find_needing)


def _sorted(found: PartnershipQuerySet, order: str) -> PartnershipQuerySet:
    share = Cast(F("row__answered"), FloatField()) / NullIf(F("row__invited"), 0)
    ways = {
        NAME: [],
        "health": [F("row__mean").asc(nulls_last=True)],
        "-health": [F("row__mean").desc(nulls_last=True)],
        "answered": [share.asc(nulls_last=True)],
        "round": [F("row__ended_at").asc(nulls_first=True)],
    }
    return found.order_by(*ways[order], "name", "pk")


def conditions(user: User, measure: Measure | None, today: date) -> dict[str, Callable[[], Q]]:
    """The rules of `reports.words.visit`, by key, as the database asks for them; a test holds the two together."""
    return {
        "low": lambda: _is_low(measure) if measure else Q(pk__in=[]),
        "apart": lambda: Q(row__no_shared_view=True),
        "fell": lambda: Q(row__moved=-1),
        "few": lambda: Q(row__invited__gt=F("row__answered") * 2),
        "unready": lambda: Q(pk__in=_unready(user, today)),
        "declined": lambda: Q(pk__in=_declined()),
        "late": lambda: Q(_is_late(today)),
        "long-ago": lambda: _is_long_ago(today),
    }


def _is_low(measure: Measure) -> Q:
    """The overall, or half of the sections, in the lower bands."""
    letters = low_letters(measure.definition)
    low = PortfolioSection.objects.filter(row__instrument_key=measure.key, band__in=letters)
    many = low.order_by().values("row").annotate(count=Count("pk")).filter(count__gte=half_of(measure.definition))
    return Q(row__band__in=letters) | Q(row__pk__in=many.values("row"))


def _declined() -> QuerySet[Any, Any]:
    """Partnerships with a version put forward that a partner, still there, declined."""
    return refusals().order_by().values("version__partnership")


def _unready(user: User, today: date) -> list[int]:
    winding_down = portfolio_of(user).filter(stage=Stage.WINDING_DOWN).order_by("pk").values_list("pk", flat=True)
    ids = list(winding_down)
    scores = readiness_of(ids, today)
    return [pk for pk in ids if is_unready(scores.get(pk))]


def _is_late(today: date) -> Exists:
    """Reviews, steps of an exit and terms that lie back, in what holds: agreed, or kept up as it stands."""
    held = Entry.objects.filter(
        version__partnership=OuterRef("pk"),
        version__state__in=[Version.State.AGREED, Version.State.KEPT],
        clause__in=DUE_CLAUSES,
        removed_at=None,
    )
    dated = held.annotate(**{name: Cast(KeyTextTransform(name, "values"), CharField()) for name in DUE_FIELDS})
    past = [Q(**{f"{name}__lt": today.isoformat(), f"{name}__gt": ""}) for name in DUE_FIELDS]
    past[-1] &= ~Q(values__state="done")  # of a step; nothing else has a state
    return Exists(dated.filter(reduce(or_, past)))


def _is_long_ago(today: date) -> Q:
    limit = start_of(year_ago(today))
    rounds = PortfolioRow.objects.filter(partnership=OuterRef("pk"))
    return ~Exists(rounds.filter(ended_at__gte=limit)) & (Q(Exists(rounds)) | Q(created_at__lt=limit))


def start_of(day: date) -> datetime:
    """The first moment of a day, in the product's own zone."""
    return timezone.make_aware(datetime.combine(day, time()))


def ids_of(partnerships: Iterable[Partnership]) -> list[int]:
    """Their ids."""
    return [item.pk for item in partnerships]
