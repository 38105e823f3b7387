"""What moved between two closed rounds: over matched partners only. Pure.

Works on the `figures` documents of docs/results-format.md, whose numbers are floats of exact fractions: cuts are
compared within 1e-9.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.agreement import MOVED, scaled

CLOSE = 1e-9


@dataclass(frozen=True)
class Change:
    """One section (or the overall) over the partners with a column of their own in both rounds.

    `before` and `after` are the matched partners' mean of means, per statement point; `matched` how many they are.
    `moved`: by half a point (of four) or more, and more than half of them (at least two) that much the same way.
    """

    before: float
    after: float
    matched: int
    moved: bool

    @property
    def difference(self) -> float:
        """After less before, in points."""
        return self.after - self.before


@dataclass(frozen=True)
class Comparison:
    """Two rounds side by side; a section without matched partners is missing from `sections`."""

    overall: Change | None
    sections: Mapping[str, Change]
    matched: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]


def compare(before: Mapping[str, Any], after: Mapping[str, Any], points: int) -> Comparison:
    """What moved from one round's document to a later one's, on a scale of `points`."""
    earlier, later = _own_columns(before), _own_columns(after)
    matched = [key for key in later if key in earlier]
    cut = float(scaled(MOVED, points))
    rows = {
        key: change
        for key, row in after["figures"]["sections"].items()
        if (change := _change(before["figures"]["sections"].get(key), row, matched, cut))
    }
    return Comparison(
        overall=_change(before["figures"]["overall"], after["figures"]["overall"], matched, cut),
        sections=rows,
        matched=tuple(later[key] for key in matched),
        joined=tuple(_everybody(after)[key] for key in _everybody(after) if key not in _everybody(before)),
        left=tuple(_everybody(before)[key] for key in _everybody(before) if key not in _everybody(after)),
    )


def statement_change(before: Mapping[str, Any], after: Mapping[str, Any], key: str, points: int) -> Change | None:
    """What moved on one statement by the same rule; None without matched partners, or where it was not asked before."""
    earlier, later = _own_columns(before), _own_columns(after)
    matched = [column for column in later if column in earlier]
    row = after["figures"]["statements"][key]
    return _change(before["figures"]["statements"].get(key), row, matched, float(scaled(MOVED, points)))


def _own_columns(document: Mapping[str, Any]) -> dict[str, str]:
    return {column["key"]: column["name"] for column in document["columns"] if column["kind"] == "partner"}


def _everybody(document: Mapping[str, Any]) -> dict[str, str]:
    inside = [partner for column in document["columns"] for partner in column["partners"]]
    return {row["key"]: row["name"] for row in [*inside, *document["left_out"], *document["no_answers"]]}


def _change(
    before: Mapping[str, Any] | None, after: Mapping[str, Any], matched: list[str], cut: float
) -> Change | None:
    if before is None:
        return None
    pairs = [
        (start, end)
        for key in matched
        if (start := before["columns"][key]["mean"]) is not None and (end := after["columns"][key]["mean"]) is not None
    ]
    if not pairs:
        return None
    first = sum(start for start, _ in pairs) / len(pairs)
    last = sum(end for _, end in pairs) / len(pairs)
    way = 1 if last > first else -1
    same_way = sum((end - start) * way >= cut - CLOSE for start, end in pairs)
    moved = abs(last - first) >= cut - CLOSE and same_way >= 2 and 2 * same_way > len(pairs)
    return Change(first, last, len(pairs), moved)
