"""In which third of comparable partnerships one stands, section by section: from published means alone.

Comparable: not closed, of the same kind, their newest round of the same instrument on the same scale. Nothing is said
unless ten or more others can be compared, and those that the reader cannot see are none or ten or more: beside nine
that one knows, the place of the tenth could be worked out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from django.db.models import Count

from accounts.models import User
from partnerships.models import Partnership
from reports.portfolio.facts import Facts
from reports.portfolio.selection import Measure
from surveys.definition import Direction
from surveys.models import PortfolioSection
from surveys.portfolio import tenths

LEAST = 10
"""So many others are needed, and so many unseen ones where there are any."""
Third = Literal["top", "middle", "bottom"]
Place = tuple[str, str]
"""A kind of partnership and a section's key."""


@dataclass(frozen=True)
class Group:
    """Comparable partnerships on one section: how many have each mean (in tenths), and how many the reader can see."""

    counts: Mapping[int, int]
    seen: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def is_large_enough(self) -> bool:
        """Whether anything may be said of one of them that the reader sees."""
        unseen = self.total - self.seen
        return self.total > LEAST and (unseen == 0 or unseen >= LEAST)


def third_of(own: int, counts: Mapping[int, int], direction: Direction) -> Third:
    """Where a mean (in tenths) stands among `counts`, itself among them; equal ones share their middle."""
    below = sum(count for value, count in counts.items() if value < own)
    share = Fraction(2 * below + counts[own], 2 * sum(counts.values()))
    if direction == "high_is_bad":
        share = 1 - share
    if share < Fraction(1, 3):
        return "bottom"
    return "top" if share > Fraction(2, 3) else "middle"


def groups(user: User, measure: Measure, kinds: set[str]) -> dict[Place, Group]:
    """For each of these kinds and section (two queries, one for an administrator, who sees all)."""
    found = PortfolioSection.objects.filter(
        row__instrument_key=measure.key,
        row__points=measure.definition.scale.points,
        row__partnership__kind__in=kinds,
        tenths__isnull=False,
    ).exclude(row__partnership__stage=Partnership.Stage.CLOSED)
    counts: dict[Place, dict[int, int]] = defaultdict(dict)
    by_mean = found.order_by().values_list("row__partnership__kind", "key", "tenths").annotate(Count("pk"))
    for kind, key, value, count in by_mean:
        counts[kind, key][value] = count
    seen = {place: sum(row.values()) for place, row in counts.items()}
    if not user.is_administrator:
        visible = Partnership.objects.visible_to(user).order_by().values("pk")
        mine: Any = found.filter(row__partnership__in=visible).order_by()
        rows = mine.values_list("row__partnership__kind", "key").annotate(Count("pk"))
        seen = {(kind, key): count for kind, key, count in rows}
    return {place: Group(row, seen.get(place, 0)) for place, row in counts.items()}


@dataclass(frozen=True)
class Standing:
    """A partnership with its third on each section; None where it has no figure or too few can be compared.

    `why_not` says so where nothing at all can be compared.
    """

    partnership: Partnership
    thirds: tuple[Third | None, ...]
    why_not: str


def standings(
    user: User, measure: Measure, partnerships: Sequence[Partnership], facts: Mapping[int, Facts]
) -> list[Standing]:
    """Of the partnerships on a page, in their order."""
    found = groups(user, measure, {item.kind for item in partnerships})
    return [_standing(item, facts[item.pk], measure, found) for item in partnerships]


def _standing(partnership: Partnership, facts: Facts, measure: Measure, found: Mapping[Place, Group]) -> Standing:
    sections = measure.definition.sections
    nothing: tuple[Third | None, ...] = (None,) * len(sections)
    health = facts.health
    if health is None:
        return Standing(partnership, nothing, "No round of this instrument has closed yet.")
    if partnership.is_closed or health.points != measure.definition.scale.points:
        return Standing(partnership, nothing, "It is not compared: it is closed, or its answers ran on another scale.")
    thirds: list[Third | None] = []
    for section in sections:
        own = tenths(health.sections[section.key].mean) if section.key in health.sections else None
        group = found.get((partnership.kind, section.key))
        is_known = own is not None and group is not None and group.is_large_enough
        thirds.append(third_of(own, group.counts, section.direction) if is_known and own and group else None)
    return Standing(partnership, tuple(thirds), "" if any(thirds) else _why_not(partnership))


def _why_not(partnership: Partnership) -> str:
    kind = partnership.get_kind_display().lower()
    return f"Under ten others of this kind ({kind}) can be compared. With so few one could tell which is which."


def nothing_compared(rows: Sequence[Standing]) -> str:
    """One sentence where none of several can be compared, whatever keeps each from it; empty otherwise."""
    if len(rows) < 2 or not all(row.why_not for row in rows):
        return ""
    return (
        "None of these can be compared yet: each needs ten others of its kind with a closed round of this instrument. "
        "With fewer, one could tell which is which."
    )
