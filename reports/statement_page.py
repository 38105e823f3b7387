"""One statement of a closed round: every column's figure, both voices, and what moved. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reports.explorer import dont_know, why_hidden
from reports.results import VOICE_WORDS, VOICES, Results, one_decimal, shown
from reports.words.ends import end_name
from reports.words.moved import Earlier
from reports.words.phrases import isolated, plural, upper_first
from reports.words.statements import statements_of
from surveys.agreement import MOVED
from surveys.change import Change
from surveys.definition import Section, Statement
from surveys.words import number_word


@dataclass(frozen=True)
class ColumnLine:
    """One column's figure of a statement; texts are empty where nothing is known."""

    key: str
    name: str
    mean: str
    scored: str
    agreement: str
    gap: str
    is_flagged: bool


@dataclass(frozen=True)
class Neighbours:
    """A statement's number, of how many, and the statements before and after it."""

    number: int
    of: int
    before: Statement | None
    after: Statement | None


def find_statement(results: Results, key: str) -> tuple[Section, Statement]:
    """The statement with this key and its section; KeyError when there is none."""
    for section, statement in statements_of(results):
        if statement.key == key:
            return section, statement
    raise KeyError(key)


def neighbours(results: Results, key: str) -> Neighbours:
    """Where a statement stands."""
    found = [statement for _, statement in statements_of(results)]
    index = [statement.key for statement in found].index(key)
    before = found[index - 1] if index else None
    after = found[index + 1] if index + 1 < len(found) else None
    return Neighbours(index + 1, len(found), before, after)


def column_lines(results: Results, key: str) -> list[ColumnLine]:
    """Every column, alphabetical, a pool last."""
    row = results.statement(key)
    return [_column_line(results, column, row["columns"][column["key"]]) for column in results.columns]


def _column_line(results: Results, column: dict[str, Any], figure: dict[str, Any]) -> ColumnLine:
    return ColumnLine(
        key=column["key"],
        name=column["name"],
        mean=shown(figure) or nothing(results),
        scored="" if figure["n"] is None else f"{figure['n']:,}",
        agreement=figure["label"] or "",
        gap=gap_words(figure),
        is_flagged=figure["gap_flag"],
    )


def nothing(results: Results) -> str:
    """What stands in place of a mean that is not shown."""
    return "no score" if results.is_attributed else "hidden"


def gap_words(figure: dict[str, Any]) -> str:
    """How far a column lies from the mean of the others: “0.7 lower”, “about the same”; empty where not known."""
    if figure["gap"] is None:
        return ""
    size = one_decimal(abs(figure["gap"]))
    if size == "0.0":
        return "about the same"
    is_higher = figure["gap"] > 0
    is_more = figure["bound"] == ("or_above" if is_higher else "or_below")
    return f"{size} {'or more ' if is_more else ''}{'higher' if is_higher else 'lower'}"


def voices(results: Results, key: str) -> list[tuple[str, str]]:
    """The mean of all partners by both voices; empty where nothing is shown.

    Where each partner gave one official answer the two are one.
    """
    figures = results.statement(key)["all"]
    if results.is_official:
        return [(VOICE_WORDS["partner"], shown(figure))] if shown(figure := figures[VOICES["partner"]]) else []
    return [(VOICE_WORDS[voice], shown(figures[name])) for voice, name in VOICES.items() if shown(figures[name])]


def statement_words(results: Results, section: Section, key: str) -> list[str]:
    """What came out on a statement, in sentences that say no more than the figures do."""
    row, figure = results.statement(key), results.all(results.statement(key))
    if figure["mean"] is None:
        return [f"There is no figure for this statement: {why_hidden(results).removeprefix('hidden: ')}."]
    bad = " High is bad here." if section.direction == "high_is_bad" else ""
    found = [f"{_whose(results)} {shown(figure)} of {results.points}.{bad}"]
    return [
        sentence
        for sentence in (*found, _ends(results, row), _people(results, row), _dont_know(results, row))
        if sentence
    ]


def _whose(results: Results) -> str:
    if results.is_side_by_side:
        return "Over all partners the mean is"
    return f"{isolated(results.columns[0]['name'])}: the mean is"


def _ends(results: Results, row: dict[str, Any]) -> str:
    everyone = row["all"]
    if everyone["range"] is None:
        return ""
    if one_decimal(everyone["range"]) == "0.0":
        return "Everyone that is shown scores it alike."
    low, high = (
        f"{end_name(results, row, end)} ({shown(row['columns'][everyone[end]])})" for end in ("lowest", "highest")
    )
    return f"The means reach from {low} to {high}."


def _people(results: Results, row: dict[str, Any]) -> str:
    """How far people agree, and whose agreement it is where small groups are not in it."""
    label = (row["all"]["people"] or {}).get("label") or ""
    if not label:
        return ""
    who = results.people_word
    words = {
        "agree": f"{who} largely agree",
        "mixed": f"the answers of {who} are mixed",
        "split": f"{who} are split",
    }[label]
    is_part = len(results.document["agreement_of"] or ()) < len(results.columns)
    return f"In the groups large enough to count, {words}." if is_part else f"{upper_first(words)}."


def _dont_know(results: Results, row: dict[str, Any]) -> str:
    count = dont_know(row)
    if not count:
        return ""
    one = "organisation" if results.is_official else "person"
    people = f"{upper_first(number_word(count))} {plural(count, one, results.people_word)}"
    return f"{people} did not know, where answers are counted."


def statement_moved(results: Results, earlier: Earlier | None, change: Change | None, *, was_asked: bool) -> str:
    """What moved on a statement since the round before, by the rule of `surveys.change`."""
    if earlier is None:
        return "This is the first closed round with this instrument, so there is nothing to compare it with yet."
    name = isolated(earlier.title)
    if earlier.points != results.points:
        return f"{name} used another scale, so the two cannot be compared."
    if not was_asked:
        return f"This statement was not asked in {name}."
    if change is None:
        return f"No partner has a figure of its own for it both now and in {name}, so none is compared."
    return _changed(results, change)


def _changed(results: Results, change: Change) -> str:
    before, after = one_decimal(change.before), one_decimal(change.after)
    over = (
        f"over the {plural(change.matched, 'one partner', f'{number_word(change.matched)} partners')} shown both times"
    )
    if change.moved:
        return f"It went {'up' if change.difference > 0 else 'down'} from {before} to {after}, {over}."
    if before == after:
        return f"It did not move: {after} then and now, {over}."
    step = "half a point" if results.points == 4 else f"{one_decimal(results.cut(float(MOVED)))} points"
    unmoved = f"Most of them did not move the same way by {step}, so we do not call it a change."
    return f"From {before} to {after}, {over}. {unmoved}"
