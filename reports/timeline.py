"""Closed rounds with one instrument, side by side in time: a function of their published results alone. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal
from zoneinfo import ZoneInfo

from reports.results import Results
from surveys.change import Change, Comparison, compare

OVERALL = ""
"""Stands for the overall where a section's key is asked for."""
Place = Literal["own", "pooled", "left out", "no answers", "not asked"]
"""Where a partner's answers to a round are: in a column of its own, in a pool, or nowhere, and why."""


@dataclass(frozen=True)
class Timeline:
    """Rounds on the scale of the newest, oldest first, at least one; `off_scale` are those on another scale."""

    rounds: tuple[Results, ...]
    off_scale: tuple[Results, ...] = ()

    @property
    def newest(self) -> Results:
        """The round that closed last: its sections, words and bands are those of the page."""
        return self.rounds[-1]

    @property
    def first(self) -> Results:
        """The round that closed first."""
        return self.rounds[0]

    @cached_property
    def steps(self) -> tuple[Comparison, ...]:
        """What moved from each round to the next."""
        return tuple(compared(*pair) for pair in pairwise(self.rounds))

    @cached_property
    def from_end_to_end(self) -> Comparison:
        """What moved from the first round to the newest."""
        return compared(self.first, self.newest)

    @cached_property
    def partners(self) -> dict[str, str]:
        """Every partner that was ever asked: its name in the newest round that has it, by key, alphabetical."""
        names = {key: name for results in self.rounds for key, name in asked_in(results).items()}
        return dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))


def timeline(found: Sequence[Results]) -> Timeline:
    """The rounds, newest first as they are read (one at least), in time, those on another scale apart."""
    oldest_first = tuple(reversed(found))
    points = found[0].points
    return Timeline(
        tuple(item for item in oldest_first if item.points == points),
        tuple(item for item in oldest_first if item.points != points),
    )


def compared(before: Results, after: Results) -> Comparison:
    """What moved between two rounds on one scale."""
    return compare(before.document, after.document, after.points)


def change_of(comparison: Comparison, key: str) -> Change | None:
    """What moved on a section, or overall; None where no partner is matched."""
    return comparison.overall if key == OVERALL else comparison.sections.get(key)


def row_of(results: Results, key: str) -> dict[str, Any] | None:
    """A section's row, or the overall; None where the round did not ask about the section."""
    rows: dict[str, dict[str, Any]] = results.document["figures"]["sections"]
    return results.overall if key == OVERALL else rows.get(key)


def statements_behind(results: Results, key: str) -> frozenset[str]:
    """The keys of the statements that a figure rests on; none where the section was not asked about."""
    if key == OVERALL:
        return frozenset(results.definition.statement_keys)
    sections = (section for section in results.definition.sections if section.key == key)
    return frozenset(next((section.statement_keys for section in sections), ()))


def closed_on(results: Results) -> date:
    """The day the round closed, in the partnership's zone."""
    moment = datetime.fromisoformat(results.facts["closed"])
    return moment.astimezone(ZoneInfo(results.facts["time_zone"])).date()


def place_of(results: Results, partner: str) -> Place:
    """Where the partner's answers are."""
    for column in results.columns:
        if any(row["key"] == partner for row in column["partners"]):
            return "own" if column["kind"] == "partner" else "pooled"
    if any(row["key"] == partner for row in results.document["left_out"]):
        return "left out"
    return "no answers" if any(row["key"] == partner for row in results.document["no_answers"]) else "not asked"


def asked_in(results: Results) -> dict[str, str]:
    """The partners that were asked, whether or not they are counted: their names by key."""
    document = results.document
    rows = [row for column in results.columns for row in column["partners"]]
    return {row["key"]: row["name"] for row in [*rows, *document["left_out"], *document["no_answers"]]}


def counted_in(results: Results) -> frozenset[str]:
    """The partners whose answers stand in a column, so that the figures of all partners rest on them."""
    return frozenset(row["key"] for column in results.columns for row in column["partners"])


def is_alike(before: Results, after: Results, key: str) -> bool:
    """Whether the same was asked, under the same promise: only then is a partner's figure the same measure twice."""
    same_statements = statements_behind(before, key) == statements_behind(after, key)
    return same_statements and all(before.facts[term] == after.facts[term] for term in ("mode", "official"))


def is_matched(before: Results, after: Results, key: str) -> bool:
    """As `is_alike`, and for all partners: whether the same ones are counted, and shown the same way."""
    same_view = before.facts["view"] == after.facts["view"]
    return is_alike(before, after, key) and same_view and counted_in(before) == counted_in(after)
