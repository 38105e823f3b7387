"""How the partnership is doing, from its closed rounds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse

from reports.pages import Picture, shared_view
from reports.queries import levels_of, results_of, same_instrument
from reports.results import Results, one_decimal, shown
from reports.words.finding import finding, who_answered
from surveys.models import Round


def latest(rounds: list[Round]) -> tuple[Results | None, dict[str, Any] | None]:
    """The last closed round: its results, and what the page shows of it; both None where no round is closed."""
    if not rounds:
        return None, None
    round_ = rounds[0]
    results = results_of(round_)
    overall = results.all(results.overall)
    address = reverse("reports:round-results", args=[round_.partnership.slug, round_.pk])
    before = same_instrument(rounds[1:], round_)
    return results, {
        "round": round_,
        "finding": finding(results),
        "answered": who_answered(results),
        "part": results.part_word,
        "health": shown(overall),
        "points": results.points,
        "band": results.band(overall),
        "shared": shared_view(results),
        "picture": Picture(replace(levels_of(results, before), root=address)),
    }


def history_row(round_: Round) -> tuple[Round, str]:
    """An earlier round and its overall in words."""
    figure = round_.result.figures["figures"]["overall"]["all"]["one_partner_one_voice"]
    points = round_.instrument.content.scale.points
    return round_, f"{one_decimal(figure['mean'])} of {points}" if figure["mean"] is not None else "no overall score"
