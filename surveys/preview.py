"""What would be visible at the expected response, for each choice there is before launch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from surveys.columns import Proposal, partition
from surveys.models import Round
from surveys.words import number_word

EXPECTED = 0.7
"""The share of those invited who may be expected to answer."""


@dataclass(frozen=True)
class Preview:
    """One choice: which partners (names) would stand alone, be pooled, or be left out; `is_chosen`: the draft's.

    `groups` are the smallest groups that it stands for; empty where none is chosen.
    """

    label: str
    alone: tuple[str, ...]
    pooled: tuple[str, ...]
    left_out: tuple[str, ...]
    is_chosen: bool
    groups: tuple[int, ...] = ()

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """What it would show, to be compared with another."""
        return self.alone, self.pooled, self.left_out

    @property
    def partners(self) -> int:
        """How many partners there are."""
        return sum(map(len, self.columns))


def expected_answers(invited: int) -> int:
    """How many of so many invited may be expected to answer: seven in ten, rounded, one at least."""
    return max(1, round(invited * EXPECTED))


def previews_of(round_: Round, invited: Mapping[str, tuple[str, int]]) -> list[Preview]:
    """All choices for these partners (key -> name and people): k of 3, 4, 5 and the draft's, together, attributed."""
    names = {key: name for key, (name, _) in invited.items()}
    people = {key: expected_answers(count) for key, (_, count) in invited.items()}
    attributed = round_.mode == Round.Mode.ATTRIBUTED
    together = round_.view == Round.View.TOGETHER

    def preview(
        label: str, mode: str, minimum_group: int, view: str, *, is_chosen: bool, groups: tuple[int, ...] = ()
    ) -> Preview:
        plan = partition(people, names=names, mode=mode, minimum_group=minimum_group, view=view)
        alone, pooled, left_out = ([names[key] for key in keys] for keys in (plan.alone, plan.pooled, plan.left_out))
        return Preview(label, tuple(alone), tuple(pooled), tuple(left_out), is_chosen, groups)

    groups = sorted({3, 4, 5, round_.minimum_group})
    side_by_side = [
        preview(
            f"Groups of {group} or more",
            Round.Mode.CONFIDENTIAL,
            group,
            Round.View.PARTNERS,
            is_chosen=not attributed and not together and group == round_.minimum_group,
            groups=(group,),
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
        preview(
            "Attributed, one official answer each" if round_.official else "Attributed",
            Round.Mode.ATTRIBUTED,
            3,
            Round.View.PARTNERS,
            is_chosen=attributed,
        ),
    ]


def without_repeats(previews: Iterable[Preview]) -> list[Preview]:
    """The choices, with neighbouring sizes of group that would show the same in one."""
    kept: list[Preview] = []
    for preview in previews:
        before = kept[-1] if kept else None
        if before and before.groups and preview.groups and before.columns == preview.columns:
            kept[-1] = _joined(before, preview)
        else:
            kept.append(preview)
    return kept


def _joined(first: Preview, second: Preview) -> Preview:
    groups = (*first.groups, *second.groups)
    *most, last = groups
    label = f"Groups of at least {', '.join(map(str, most))} or {last}"
    return replace(first, label=label, groups=groups, is_chosen=first.is_chosen or second.is_chosen)


def proposal_words(proposal: Proposal) -> str:
    """What is proposed, and why, in a sentence or two."""
    if proposal.mode == Round.Mode.ATTRIBUTED:
        return (
            "Most partners here have fewer than four people, and groups that small cannot be kept confidential: "
            "we propose an attributed round, with one official answer from each organisation."
        )
    return (
        "For partners of this size we propose a confidential round with groups of "
        f"{number_word(proposal.minimum_group)} or more."
    )


def doubts_about(round_: Round, proposal: Proposal, previews: Sequence[Preview]) -> str:
    """What speaks against the draft as it is, in sentences; empty when nothing does."""
    chosen = next(preview for preview in previews if preview.is_chosen)
    if round_.mode == Round.Mode.ATTRIBUTED:
        if proposal.mode == Round.Mode.ATTRIBUTED:
            return ""
        proposed = next(preview for preview in previews if proposal.minimum_group in preview.groups)
        return f"This draft is attributed. {proposal_words(proposal)} {_nobody_alone(proposed, 'With that, though,')}"
    found = [_other_than_proposed(round_, proposal), _nobody_alone(chosen, "As the draft is,")]
    return " ".join(words for words in found if words)


def _other_than_proposed(round_: Round, proposal: Proposal) -> str:
    if proposal.mode == Round.Mode.ATTRIBUTED:
        return f"This draft is {round_.mode}. {proposal_words(proposal)}"
    if round_.view == Round.View.PARTNERS and round_.minimum_group != proposal.minimum_group:
        return f"This draft shows groups of {number_word(round_.minimum_group)} or more. {proposal_words(proposal)}"
    return ""


def _nobody_alone(preview: Preview, opening: str) -> str:
    """That no partner would be seen by itself, where that is not what was chosen; empty otherwise."""
    if preview.alone or (preview.pooled and not preview.groups):
        return ""
    everybody = f"all {number_word(preview.partners)}"
    fate = f"{everybody} would be shown together" if preview.pooled else f"{everybody} would be left out"
    return f"{opening} no partner would have a column of its own at the expected response: {fate}."
