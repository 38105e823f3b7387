"""Reads of closed rounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from accounts.models import User
from partnerships.models import Partnership
from reports.charts import ChartSpec
from reports.charts.levels import levels
from reports.document import results_document
from reports.results import Results, Voice
from surveys.change import Comparison, compare
from surveys.models import Round


def results_of(round_: Round, voice: Voice = "partner") -> Results:
    """A closed round's results, counted by a voice."""
    return Results(results_document(round_), round_.instrument.content, voice)


def closed_rounds(partnership: Partnership) -> list[Round]:
    """Closed rounds with their results, newest first (one query)."""
    rounds = Round.objects.filter(partnership=partnership, state=Round.State.CLOSED)
    return list(rounds.select_related("result", "instrument", "partnership").order_by("-closes_at", "-pk"))


def round_before(round_: Round) -> Round | None:
    """The last closed round before this one with the same instrument, whatever its version; None for the first."""
    rounds = Round.objects.filter(
        partnership_id=round_.partnership_id,
        state=Round.State.CLOSED,
        instrument__key=round_.instrument.key,
        closes_at__lt=round_.closes_at,
    )
    return rounds.select_related("result", "instrument", "partnership").order_by("-closes_at", "-pk").first()


def comparison_of(before: Round | None, results: Results) -> Comparison | None:
    """What moved since `before`; None without one, or when the scales differ."""
    if before is None or before.instrument.content.scale.points != results.points:
        return None
    return compare(before.result.figures, results.document, results.points)


def levels_of(results: Results, before: Round | None) -> ChartSpec:
    """The overview's picture of a closed round, beside the one before it."""
    comparison = comparison_of(before, results)
    earlier = results_of(before) if before and comparison else None
    return levels(results, earlier, comparison, before.title if before else "")


def same_instrument(rounds: list[Round], round_: Round) -> Round | None:
    """The first of these closed rounds, newest first, that used the instrument of `round_`; None if none did."""
    return next((item for item in rounds if item.instrument.key == round_.instrument.key), None)


@dataclass(frozen=True)
class LatestRound:
    """A partnership and the overall of its last closed round.

    `mean` is per statement point, None without an overall; `band` the band's name, empty without a shared view;
    `round_id`, `title` and `closed_at` are None where no round was closed.
    """

    partnership: Partnership
    round_id: int | None
    title: str | None
    closed_at: datetime | None
    mean: float | None
    points: int | None
    band: str


def latest_rounds(user: User, most: int) -> list[LatestRound]:
    """The partnerships that concern this person, by name, with their last closed round (two queries)."""
    closed = Round.objects.filter(partnership=OuterRef("pk"), state=Round.State.CLOSED)
    last = Subquery(closed.order_by("-closes_at", "-pk").values("pk")[:1])
    partnerships: list[Any] = list(Partnership.objects.visible_to(user).annotate(last_round=last)[:most])
    figure = "result__figures__figures__overall__all__one_partner_one_voice"
    rounds = Round.objects.filter(pk__in=[row.last_round for row in partnerships if row.last_round])
    rows = rounds.select_related("instrument").annotate(mean=F(f"{figure}__mean"), letter=F(f"{figure}__band"))
    by_partnership = {round_.partnership_id: round_ for round_ in rows}
    return [_latest(item, by_partnership.get(item.pk)) for item in partnerships]


def _latest(partnership: Partnership, round_: Any) -> LatestRound:
    if round_ is None:
        return LatestRound(partnership, None, None, None, None, None, "")
    definition = round_.instrument.content
    band = next((band.name for band in definition.bands if band.letter == round_.letter), "")
    mean = None if round_.mean is None else float(round_.mean)
    return LatestRound(partnership, round_.pk, round_.title, round_.closed_at, mean, definition.scale.points, band)


def launched_rounds_of(partnerships: Iterable[Partnership]) -> list[Round]:
    """Rounds of these partnerships that take answers now or will, the first to close first."""
    rounds = Round.objects.filter(partnership__in=list(partnerships), state=Round.State.OPEN)
    return list(rounds.filter(closes_at__gt=timezone.now()).select_related("partnership").order_by("closes_at"))
