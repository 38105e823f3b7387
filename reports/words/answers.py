"""How people answered, in words, from published counts alone. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reports.results import Results
from reports.words.phrases import isolated, listed, title
from surveys.definition import Section
from surveys.words import number_word

NAMED = 2
"""So many groups are named in a headline; more are counted."""


def agreeing(counts: Iterable[Mapping[str, int] | None], points: int) -> tuple[int, int]:
    """How many answers lie above the middle of the scale, and how many score at all."""
    above = scored = 0
    for item in counts:
        for answer, count in (item or {}).items():
            if answer.isdecimal():
                scored += count
                above += count if int(answer) > (points + 1) / 2 else 0
    return above, scored


def percent(part: int, whole: int) -> str:
    """A share in whole per cent, half up; never 0 or 100 unless it is."""
    share = (200 * part + whole) // (2 * whole)
    if part and not share:
        return "under 1 %"
    return "over 99 %" if share == 100 and part < whole else f"{share} %"


def bars_headline(results: Results) -> str:
    """How many answers agree, and on which section fewest do."""
    shares = [(section, agreeing(_of_all(results, section), results.points)) for section in results.definition.sections]
    counted = people_counted(results)
    base = f"Among the {counted:,} people in {_groups(results)}, " if counted < results.facts["answered"] else ""
    return _headline(results, [(section, pair) for section, pair in shares if pair[1]], base)


def people_counted(results: Results) -> int:
    """How many people took part in the columns whose answers are counted together."""
    keys = results.document["agreement_of"] or ()
    return sum(column["people"] for column in results.columns if column["key"] in keys)


def _groups(results: Results) -> str:
    named = _counted_names(results)
    return listed(named) if len(named) <= NAMED else f"{number_word(len(named))} groups"


def _counted_names(results: Results) -> list[str]:
    keys = results.document["agreement_of"] or ()
    return [isolated(column["name"]) for column in results.columns if column["key"] in keys]


def column_bars_headline(results: Results, key: str) -> str:
    """The same for one column."""
    shares = []
    for section in results.definition.sections:
        counts = (results.statement(item)["columns"][key]["counts"] for item in section.statement_keys)
        shares.append((section, agreeing(counts, results.points)))
    return _headline(results, [(section, pair) for section, pair in shares if pair[1]])


def _of_all(results: Results, section: Section) -> Iterable[Mapping[str, int] | None]:
    for key in section.statement_keys:
        people: dict[str, Any] | None = results.statement(key)["all"]["people"]
        yield people["counts"] if people else None


def _headline(results: Results, shares: list[tuple[Section, tuple[int, int]]], base: str = "") -> str:
    if not shares:
        return "No answer counts can be shown."
    above, scored = (sum(pair[index] for _, pair in shares) for index in (0, 1))
    words = f"{base}{percent(above, scored)} of the answers agree"
    ordered = sorted(shares, key=lambda item: item[1][0] / item[1][1])
    (least, (few, of)), (_, (many, out_of)) = ordered[0], ordered[-1]
    if percent(few, of) == percent(many, out_of):
        return f"{words}." if len(shares) == 1 else f"{words}, and about as many on every {results.part_word}."
    return f"{words}; fewest on {title(least)}: {percent(few, of)}."


def no_bars(results: Results) -> str:
    """Why answers are not shown as bars."""
    if not results.columns:
        return "No column can be shown, so no answers can be counted."
    return (
        "How many gave each answer is not shown: most people belong to groups that are too small for their answers to "
        "be counted without giving single people away."
    )


def whose_answers(results: Results) -> str:
    """Whose answers are counted, where not everybody’s are."""
    named, people = _counted_names(results), people_counted(results)
    if len(named) == len(results.columns) or not named:
        return ""
    groups = f"the {number_word(len(named))} groups" if len(named) > 1 else f"{named[0]}, the one group"
    return f"Answers of {people:,} of the {results.facts['answered']:,} people, in {groups} large enough to count. "
