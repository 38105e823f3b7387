"""The overview's first sentence: how healthy the partnership is, and whether it could part well. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.results import Results
from reports.words.phrases import titles, upper_first
from reports.words.position import ranked_sections
from surveys.definition import Section
from surveys.words import number_word

NEARLY = 75
"""From this readiness on, it is said to be nearly there."""
NAMED = 2
"""So many sections are named; more are counted."""


@dataclass(frozen=True)
class Parting:
    """Exit readiness, 0 to 100, and whether the strategy it is read from was agreed; `score` None: none is begun."""

    score: int | None
    is_agreed: bool = False


def opening(results: Results | None, parting: Parting) -> str:
    """Health and readiness together, never more certain than the figures; `results` None: no round was closed."""
    health = _health(results) if results is not None else ["not yet assessed"]
    return f"{upper_first(', '.join([*health, f'and {_parting(parting)}']))}."


def _parting(parting: Parting) -> str:
    if parting.score is None:
        return "without an exit strategy"
    if parting.score < NEARLY:
        return "not ready to part well"
    if not parting.is_agreed:
        return "with an exit strategy that is not agreed"
    return "ready to part well, on paper" if parting.score == 100 else "nearly ready to part well"


def _health(results: Results) -> list[str]:
    good = [section for section in results.definition.sections if section.direction == "high_is_good"]
    apart = [section for section in results.without_shared_view if section in good]
    ranked = ranked_sections(results, [pair for pair in results.section_means if pair[0] in good])
    shared = [section for section, _ in ranked if section not in apart]
    sound = [section for section in shared if _is_sound(results, section)]
    weak = [section for section in reversed(shared) if section not in sound]
    told = [
        *_said("sound in", sound, good, results),
        *_said("divided on", apart, good, results),
        *_said("weak in", weak, good, results),
    ]
    return told or [_unknown(results)]


def _unknown(results: Results) -> str:
    if not results.facts["answered"]:
        return "assessed by nobody in the last round"
    return "assessed by too few to say how healthy it is"


def _said(word: str, sections: Sequence[Section], of: Sequence[Section], results: Results) -> list[str]:
    if not sections:
        return []
    part = results.part_word
    if len(sections) == len(of):
        return [f"{word} every {part}" if len(of) > 1 else f"{word} {titles(sections)}"]
    if len(sections) <= NAMED:
        return [f"{word} {titles(sections)}"]
    return [f"{word} {number_word(len(sections))} of {number_word(len(of))} {part}s"]


def _is_sound(results: Results, section: Section) -> bool:
    """Whether its band is in the better half; by the middle of the scale where an instrument has no bands."""
    figure = results.all(results.section(section.key))
    bands = results.definition.bands
    band = results.band(figure)
    if band is not None:
        return bands.index(band) < len(bands) / 2
    return bool(figure["mean"] is not None and figure["mean"] >= (1 + results.points) / 2)
