"""A partnership on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from partnerships.access import MemberRequest, with_partnership
from partnerships.models import Partnership
from partnerships.rules import Permission
from reports.charts.levels import levels
from reports.pages import Picture, shared_view
from reports.queries import closed_rounds, comparison_of, results_of, same_instrument
from reports.results import one_decimal
from reports.words.finding import finding, who_answered
from surveys.models import Round
from surveys.queries import rounds_of
from surveys.words import deadline_words, time_left


@with_partnership(Permission.SEE_PARTNERSHIP)
def overview(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """What it is, who is in it, how it is doing, and what comes next."""
    rounds = closed_rounds(partnership)
    running = [round_ for round_ in rounds_of(partnership, request.standing) if round_.state != Round.State.CLOSED]
    context = {
        "partnership": partnership,
        "partners": [item for item in partnership.partners.select_related("organisation") if item.left_on is None],
        "latest": _latest(rounds) if rounds else None,
        "history": [_history_row(round_) for round_ in rounds],
        "open": [_open_row(round_) for round_ in running if round_.state == Round.State.OPEN],
        "drafts": [round_ for round_ in running if round_.state == Round.State.DRAFT],
        "may_manage": request.standing.may(Permission.MANAGE_ROUND),
        "may_edit": request.standing.may(Permission.EDIT_PARTNERSHIP),
    }
    return render(request, "reports/overview.html", context)


@dataclass(frozen=True)
class OpenRow:
    """A round that takes answers, or will: when that ends, and how long it is until then."""

    round: Round
    deadline: str
    left: str


def _open_row(round_: Round) -> OpenRow:
    now: datetime = timezone.now()
    return OpenRow(round_, deadline_words(round_.closes_at, round_.zone), time_left(round_.closes_at, now))


def _latest(rounds: list[Round]) -> dict[str, Any]:
    """The last closed round in a few figures, a sentence and a picture."""
    round_ = rounds[0]
    results = results_of(round_)
    before = same_instrument(rounds[1:], round_)
    comparison = comparison_of(before, results)
    earlier = results_of(before) if before and comparison else None
    overall = results.all(results.overall)
    return {
        "round": round_,
        "finding": finding(results),
        "answered": who_answered(results),
        "part": results.part_word,
        "health": one_decimal(overall["mean"]) if overall["mean"] is not None else "",
        "points": results.points,
        "band": results.band(overall),
        "shared": shared_view(results),
        "facts": results.facts,
        "picture": Picture(levels(results, earlier, comparison, before.title if before else "")),
    }


def _history_row(round_: Round) -> tuple[Round, str]:
    figure = round_.result.figures["figures"]["overall"]["all"]["one_partner_one_voice"]
    points = round_.instrument.content.scale.points
    return round_, f"{one_decimal(figure['mean'])} of {points}" if figure["mean"] is not None else "no overall score"
