"""Say and do in words, never more certain than the figures. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from reports.results import Results
from reports.say_do import READINGS, PrincipleReading
from reports.words.phrases import plural, titles, upper_first
from surveys.words import lower_first, number_word

HIDDEN = "Cannot be told"
"""In place of a reading where the score is not shown."""
MEANINGS = (
    ("Said and done", "people score it A or B and do not stand apart, and two thirds of its checks or more are met"),
    ("Said, not done", "people score it A or B and do not stand apart, and under two thirds of its checks are met"),
    ("Done, not felt", "two thirds of its checks or more are met, and people score it lower or have no shared view"),
    ("Neither", "people score it lower or have no shared view, and under two thirds of its checks are met"),
)
"""The four readings, for the page."""


def reading_words(item: PrincipleReading) -> str:
    """A principle's reading as it is called."""
    return READINGS[item.reading] if item.reading else HIDDEN


def headline(found: Sequence[PrincipleReading]) -> str:
    """Which principles have which reading."""
    names = [*READINGS.values(), HIDDEN]
    groups = {name: [item.section for item in found if reading_words(item) == name] for name in names}
    told = [f"{name}: {titles(sections)}." for name, sections in groups.items() if sections]
    if len(told) == 1 and len(found) > 1:
        return (
            f"{next(name for name, sections in groups.items() if sections)}: all {number_word(len(found))} principles."
        )
    return " ".join(told)


def sentence(item: PrincipleReading, results: Results) -> str:
    """What a principle's reading rests on."""
    checks = _checks(item.met, len(item.held))
    if item.mean is None:
        why = "too few of its statements are scored" if results.is_attributed else "it is hidden for confidentiality"
        return f"No score can be shown: {why}. {upper_first(checks)}{_by_draft(item)}."
    joint = "and" if item.is_said == item.is_done else "but"
    return f"{_score(item, results)}, {joint} {checks}{_by_draft(item)}.{_unknown(item)}"


def _checks(met: int, of: int) -> str:
    if met in {0, of}:
        return f"{'all' if met else 'none of'} {number_word(of)} checks are met"
    return f"{number_word(met)} of {number_word(of)} checks {plural(met, 'is', 'are')} met"


def _score(item: PrincipleReading, results: Results) -> str:
    score = f"{item.text} of {results.points}"
    if item.is_apart:
        return f"There is no shared view (the average is {score})"
    band = f" (band {item.band.letter}: {lower_first(item.band.name)})" if item.band else ""
    return f"People score it {score}{band}"


def _unknown(item: PrincipleReading) -> str:
    return " How far people agree is not known." if item.is_apart is None else ""


def _by_draft(item: PrincipleReading) -> str:
    """Where something that is met stands in a draft only."""
    drafts = dict.fromkeys(held.part_title.lower() for held in item.held if held.is_draft and held.is_met)
    return f" ({', '.join(drafts)}: by a draft)" if drafts else ""
