"""What would be visible at the expected response, for each choice there is before launch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.columns import partition
from surveys.models import Round

EXPECTED = 0.7
"""The share of those invited who may be expected to answer."""


@dataclass(frozen=True)
class Preview:
    """One choice: which partners (names) would stand alone, be pooled, or be left out; `is_chosen`: the draft's."""

    label: str
    alone: tuple[str, ...]
    pooled: tuple[str, ...]
    left_out: tuple[str, ...]
    is_chosen: bool


def expected_answers(invited: int) -> int:
    """How many of so many invited may be expected to answer: seven in ten, rounded, one at least."""
    return max(1, round(invited * EXPECTED))


def previews_of(round_: Round, invited: Mapping[str, tuple[str, int]]) -> list[Preview]:
    """All choices for these partners (key -> name and people): k of 3, 4, 5 and the draft's, together, attributed."""
    names = {key: name for key, (name, _) in invited.items()}
    people = {key: expected_answers(count) for key, (_, count) in invited.items()}
    attributed = round_.mode == Round.Mode.ATTRIBUTED
    together = round_.view == Round.View.TOGETHER

    def preview(label: str, mode: str, minimum_group: int, view: str, *, is_chosen: bool) -> Preview:
        plan = partition(people, names=names, mode=mode, minimum_group=minimum_group, view=view)
        alone, pooled, left_out = ([names[key] for key in keys] for keys in (plan.alone, plan.pooled, plan.left_out))
        return Preview(label, tuple(alone), tuple(pooled), tuple(left_out), is_chosen)

    groups = sorted({3, 4, 5, round_.minimum_group})
    side_by_side = [
        preview(
            f"Groups of {group} or more",
            Round.Mode.CONFIDENTIAL,
            group,
            Round.View.PARTNERS,
            is_chosen=not attributed and not together and group == round_.minimum_group,
        )
        for group in groups
    ]
    return [
        *side_by_side,
        preview(
            "All partners together",
            Round.Mode.CONFIDENTIAL,
            round_.minimum_group,
            Round.View.TOGETHER,
            is_chosen=together and not attributed,
        ),
        preview("Attributed", Round.Mode.ATTRIBUTED, 3, Round.View.PARTNERS, is_chosen=attributed),
    ]
