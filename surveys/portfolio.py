"""What a partnership's closed rounds come to, in a row beside other partnerships': from published figures alone. Pure.

Works on the `figures` documents of docs/results-format.md, counted one partner, one voice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import floor
from typing import Any

from surveys.change import CLOSE, Change, compare

VOICE = "one_partner_one_voice"
MOST_ROUNDS = 12
"""So many rounds, the newest ones, are kept as history."""


@dataclass(frozen=True)
class ClosedRound:
    """One closed round of an instrument; `points` is A, `invited` None where nobody was asked (it was brought in)."""

    pk: int
    closes_at: datetime
    ended_at: datetime
    points: int
    answered: int
    invited: int | None
    figures: Mapping[str, Any]


@dataclass(frozen=True)
class SectionSummary:
    """All partners on one section; `mean` 1 to A, None where it cannot be shown; `tenths` the mean as it is shown.

    `band` is empty, and `no_shared_view` None, where the document has null.
    """

    key: str
    mean: float | None
    tenths: int | None
    bound: str
    band: str
    no_shared_view: bool | None


@dataclass(frozen=True)
class Summary:
    """The newest round of an instrument, what moved since the one before, and the overall of all rounds so far.

    `before` and `after` are the matched partners' means, None without a round to compare; `moved` is 1, -1 or 0 by the
    rule of `surveys.change`. `history`, oldest first: when a round ended (ISO), its overall or None, whether its
    partners are those of the round before it.
    """

    round_id: int
    ended_at: datetime
    points: int
    answered: int
    invited: int | None
    mean: float | None
    bound: str
    band: str
    no_shared_view: bool | None
    before: float | None
    after: float | None
    matched: int
    moved: int
    history: list[list[Any]]
    sections: tuple[SectionSummary, ...]


def summary_of(rounds: Sequence[ClosedRound]) -> Summary:
    """Of one or more closed rounds of one instrument, newest first; rounds on another scale are left out."""
    last = rounds[0]
    change = _change(rounds)
    row = last.figures["figures"]["overall"]["all"]
    figure = row[VOICE]
    return Summary(
        round_id=last.pk,
        ended_at=last.ended_at,
        points=last.points,
        answered=last.answered,
        invited=last.invited,
        mean=figure["mean"],
        bound=figure["bound"] or "",
        band=figure["band"] or "",
        no_shared_view=row["no_shared_view"],
        before=change.before if change else None,
        after=change.after if change else None,
        matched=change.matched if change else 0,
        moved=_way(change),
        history=_history([item for item in rounds if item.points == last.points][:MOST_ROUNDS]),
        sections=tuple(_section(key, row["all"]) for key, row in last.figures["figures"]["sections"].items()),
    )


def _change(rounds: Sequence[ClosedRound]) -> Change | None:
    """Of the overall, since the last round that closed earlier; None without one on the same scale."""
    last = rounds[0]
    before = next((item for item in rounds[1:] if item.closes_at < last.closes_at), None)
    if before is None or before.points != last.points:
        return None
    return compare(before.figures, last.figures, last.points).overall


def _way(change: Change | None) -> int:
    if change is None or not change.moved:
        return 0
    return 1 if change.difference > 0 else -1


def _history(rounds: Sequence[ClosedRound]) -> list[list[Any]]:
    oldest_first = rounds[::-1]
    found = []
    for number, item in enumerate(oldest_first):
        mean = item.figures["figures"]["overall"]["all"][VOICE]["mean"]
        found.append([item.ended_at.isoformat(), mean, not number or _same(oldest_first[number - 1], item)])
    return found


def _same(before: ClosedRound, after: ClosedRound) -> bool:
    comparison = compare(before.figures, after.figures, after.points)
    return not comparison.joined and not comparison.left


def _section(key: str, row: Mapping[str, Any]) -> SectionSummary:
    figure = row[VOICE]
    return SectionSummary(
        key=key,
        mean=figure["mean"],
        tenths=tenths(figure["mean"]),
        bound=figure["bound"] or "",
        band=figure["band"] or "",
        no_shared_view=row["no_shared_view"],
    )


def tenths(mean: float | None) -> int | None:
    """A mean as it is shown, in tenths, half up: what is shown alike is ranked alike."""
    return None if mean is None else floor(mean * 10 + 0.5 + CLOSE)
