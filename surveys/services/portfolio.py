"""Keeps a row for each partnership and instrument: made when a round closes, made anew, and proven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.db import transaction

from surveys.models import PortfolioRow, PortfolioSection, Round
from surveys.portfolio import ClosedRound, SectionSummary, Summary, summary_of


def refresh_portfolio(*, partnership_id: int, instrument_key: str) -> None:
    """Makes the row anew from all closed rounds; the caller holds the partnership, so that two cannot cross."""
    summary = _summary(partnership_id, instrument_key)
    if summary is None:
        PortfolioRow.objects.filter(partnership=partnership_id, instrument_key=instrument_key).delete()
        return
    values = {name: value for name, value in _values(summary).items() if name != "sections"}
    row, _ = PortfolioRow.objects.update_or_create(
        partnership_id=partnership_id, instrument_key=instrument_key, defaults=values
    )
    row.sections.all().delete()
    PortfolioSection.objects.bulk_create(PortfolioSection(row=row, **asdict(item)) for item in summary.sections)


def _summary(partnership_id: int, instrument_key: str) -> Summary | None:
    rounds = Round.objects.filter(
        partnership=partnership_id, instrument__key=instrument_key, state=Round.State.CLOSED, result__isnull=False
    )
    newest_first = rounds.select_related("result", "instrument").order_by("-closes_at", "-pk")
    found = [closed_round(round_) for round_ in newest_first]
    return summary_of(found) if found else None


def closed_round(round_: Round) -> ClosedRound:
    """A closed round as a value; one that was brought in ended when its people answered, not when it was brought in."""
    return ClosedRound(
        pk=round_.pk,
        closes_at=round_.closes_at,
        ended_at=round_.closes_at if round_.imported or round_.closed_at is None else round_.closed_at,
        points=round_.instrument.content.scale.points,
        answered=round_.result.answered,
        invited=round_.result.invited,
        figures=round_.result.figures,
    )


def _values(summary: Summary) -> dict[str, Any]:
    return {name: getattr(summary, name) for name in Summary.__dataclass_fields__}


Place = tuple[int, str]
"""A partnership's id and an instrument's key."""


def places_with_rounds() -> Iterator[Place]:
    """Where a row belongs: every partnership and instrument with a closed round."""
    closed = Round.objects.filter(state=Round.State.CLOSED, result__isnull=False)
    yield from closed.order_by("partnership").values_list("partnership", "instrument__key").distinct().iterator()


def rebuild_portfolio() -> int:
    """Makes every row anew and removes those that belong nowhere; how many rows there are now."""
    wanted = set(places_with_rounds())
    for partnership, key in _kept() - wanted:
        PortfolioRow.objects.filter(partnership=partnership, instrument_key=key).delete()
    for partnership, key in sorted(wanted):
        with transaction.atomic():
            refresh_portfolio(partnership_id=partnership, instrument_key=key)
    return len(wanted)


def differences() -> Iterator[Place]:
    """Rows that are missing, belong nowhere, or say something else than the results; none where all is well."""
    wanted = set(places_with_rounds())
    yield from sorted(_kept() ^ wanted)
    for partnership, key in sorted(wanted & _kept()):
        row = PortfolioRow.objects.prefetch_related("sections").get(partnership=partnership, instrument_key=key)
        if _stored(row) != _summary(partnership, key):
            yield partnership, key


def _kept() -> set[Place]:
    return set(PortfolioRow.objects.values_list("partnership", "instrument_key"))


def _stored(row: PortfolioRow) -> Summary:
    names = set(Summary.__dataclass_fields__) - {"sections"}
    sections = {item.key: SectionSummary(**_section_values(item)) for item in row.sections.all()}
    order = row.round.result.figures["figures"]["sections"]
    found = tuple(sections[key] for key in order if key in sections)
    return Summary(**{name: getattr(row, name) for name in names}, sections=found)


def _section_values(item: PortfolioSection) -> dict[str, Any]:
    return {name: getattr(item, name) for name in SectionSummary.__dataclass_fields__}
