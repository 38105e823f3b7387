"""The heat map: how each partner sees each section. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from reports.charts import CellState, ChartCell, ChartRow, ChartSpec
from reports.charts.grounds import grounds
from reports.links import to_column, to_section
from reports.results import VOICE_WORDS, Results, one_decimal, short, shown
from reports.words.headlines import heat_headline
from reports.words.phrases import isolated, plural
from surveys.agreement import Label
from surveys.words import lower_first, number_word

WORST_FIRST: tuple[Label, ...] = ("split", "mixed", "agree")
NAME = "name"
LETTERED = 8
"""Among more sections than this, cells are too narrow for a band’s letter."""


def heat_map(results: Results, order: str = NAME) -> ChartSpec:
    """A row a column of the results, all partners last. `order` is one of `orders`; pools and the absent stay last."""
    sections = results.definition.sections
    rows = [*_column_rows(results, order), *_absent_rows(results)]
    if results.is_side_by_side:
        rows.append(_total_row(results))
    several = plural(len(results.columns), "column", "columns")
    return ChartSpec(
        key="heat",
        kind="heat",
        question=f"How does each partner see each {results.part_word}?",
        headline=heat_headline(results),
        name=f"Heat map of {number_word(len(results.columns))} {several} of partners by {number_word(len(sections))} "
        f"{results.part_word}s, with agreement",
        caption=_caption(results),
        row_word="Partner",
        columns=tuple(section.short_title for section in sections),
        rows=tuple(rows),
        low=1,
        high=results.points,
        grounds=grounds(results.points),
        foot=_foot(results),
        foot_label=_foot_label(results),
    )


def orders(results: Results) -> list[tuple[str, str]]:
    """Ways to sort the rows, by key, with words; alphabetical first."""
    ways = [(NAME, "Alphabetical")]
    for section in results.definition.sections:
        ways += [(section.key, f"{section.short_title}, highest first")]
        ways += [(f"-{section.key}", f"{section.short_title}, lowest first")]
    return ways


def _column_rows(results: Results, order: str) -> list[ChartRow]:
    columns = [column for column in results.columns if column["kind"] == "partner"]
    pools = [column for column in results.columns if column["kind"] == "pool"]
    key = order.removeprefix("-")
    if key in {section.key for section in results.definition.sections}:
        means = {column["key"]: results.section(key)["columns"][column["key"]]["mean"] for column in columns}
        way = 1 if order.startswith("-") else -1
        columns.sort(key=lambda column: (means[column["key"]] is None, way * (means[column["key"]] or 0)))
    return [_row(results, column) for column in [*columns, *pools]]


def _row(results: Results, column: dict[str, Any]) -> ChartRow:
    key = column["key"]
    cells = tuple(
        column_cell(
            results, row["columns"][key], to_column(results, key, section.key), is_framed=_is_framed(results, row)
        )
        for section in results.definition.sections
        for row in [results.section(section.key)]
    )
    pooled = f" ({len(column['partners'])} pooled)" if column["kind"] == "pool" else ""
    link = to_column(results, key)
    return ChartRow(f"{column['name']}{pooled}", _agreement(results, column), cells=cells, link=link)


def _is_framed(results: Results, row: dict[str, Any]) -> bool:
    """Whether a cell says that there is no shared view: one column alone stands for all partners."""
    return not results.is_side_by_side and bool(row["all"]["no_shared_view"])


def _absent_rows(results: Results) -> list[ChartRow]:
    left_out, silent = results.document["left_out"], results.document["no_answers"]
    return [
        *(ChartRow(row["name"], "left out: too few answers", kind="absent") for row in left_out),
        *(ChartRow(row["name"], "no answers", kind="absent") for row in silent),
    ]


def _total_row(results: Results) -> ChartRow:
    cells = []
    for section in results.definition.sections:
        row = results.section(section.key)
        is_framed = bool(row["all"]["no_shared_view"])
        cells.append(_total_cell(results, results.all(row), to_section(results, section.key), is_framed=is_framed))
    return ChartRow("All partners", VOICE_WORDS[results.voice], kind="total", cells=tuple(cells))


def column_cell(results: Results, figure: dict[str, Any], link: str, *, is_framed: bool = False) -> ChartCell:
    """One figure: what is printed, its ground, and in words all that is known of it."""
    value = figure["mean"]
    if value is None:
        state: CellState = "too few" if results.is_attributed else "hidden"
        why = "too few of its statements are scored" if results.is_attributed else "hidden for confidentiality"
        return ChartCell(None, "too few" if results.is_attributed else "", None, state, why, link=link)
    words = [
        f"{shown(figure)}, of {results.points}" if figure["bound"] else f"{one_decimal(value)} of {results.points}"
    ]
    words += ["no shared view"] if is_framed else []
    words += [f"its people {_label_words(figure['label'])}"] if figure["label"] else []
    words += [f"{_signed(figure['gap'])} the mean of the others"] if figure["gap"] is not None else []
    return ChartCell(value, short(shown(figure)), results.level(value), "shown", ", ".join(words), is_framed, link)


def _total_cell(results: Results, figure: dict[str, Any], link: str, *, is_framed: bool) -> ChartCell:
    """A cell of all partners: its band’s letter stands beside the mean, where there is room for both."""
    cell, band = column_cell(results, figure, link, is_framed=is_framed), results.band(figure)
    if band is None or cell.value is None:
        return cell
    text = f"{cell.text} {band.letter}" if len(results.definition.sections) <= LETTERED else cell.text
    return replace(cell, text=text, words=f"{cell.words}, band {band.letter}: {lower_first(band.name)}")


def _label_words(label: str) -> str:
    return {"agree": "agree", "mixed": "are mixed", "split": "are split"}[label]


def _signed(gap: float) -> str:
    size = one_decimal(abs(gap))
    return "level with" if size == "0.0" else f"{size} {'above' if gap > 0 else 'below'}"


def _agreement(results: Results, column: dict[str, Any]) -> str:
    """The commonest of the published labels of its statements; between equals, the less agreeing one."""
    figures = [row["columns"][column["key"]] for row in results.document["figures"]["statements"].values()]
    labels = Counter(figure["label"] for figure in figures if figure["label"])
    if labels:
        return max(WORST_FIRST, key=lambda label: labels[label])
    if column["people"] == 1:
        return "one answer"
    return "not shown" if column["kind"] == "pool" else "too few"


def _foot(results: Results) -> tuple[str, ...]:
    """Agreement among all people by section, where answer counts are published and there is more than one column."""
    if results.document["agreement_of"] is None or not results.is_side_by_side:
        return ()
    people = [results.section(section.key)["all"]["people"] for section in results.definition.sections]
    return tuple(item["label"] if item else "too few" for item in people)


def _foot_label(results: Results) -> str:
    keys = results.document["agreement_of"] or []
    columns = [column for column in results.columns if column["key"] in keys]
    people = sum(column["people"] for column in columns)
    if people == results.facts["answered"]:
        return f"Agreement among all {people:,} {results.people_word}"
    if len(columns) == 1:
        return f"Agreement in {isolated(columns[0]['name'])}"
    return f"Agreement among {people:,} people"


def _caption(results: Results) -> str:
    sentences = [f"Mean of the statements shown, 1 to {results.points}, counted {VOICE_WORDS[results.voice]}."]
    if results.is_side_by_side and not results.is_official:
        sentences.append("The word at the end of a row is the commonest agreement among its people on a statement.")
    sentences += _limits(results)
    sentences += _letters(results)
    bad = [section.short_title for section in results.definition.sections if section.direction == "high_is_bad"]
    if bad:
        sentences.append(f"High is bad on {', '.join(bad)}.")
    if results.without_shared_view:
        sentences.append("Amber frame: no shared view, so the average is not a verdict.")
    return " ".join(sentences)


def _limits(results: Results) -> list[str]:
    """What the signs before figures mean, where there are any."""
    rows = [results.section(section.key)["columns"] for section in results.definition.sections]
    bounds = {figure["bound"] for row in rows for figure in row.values() if figure["mean"] is not None}
    signs = [words for bound, words in (("or_below", "≤ or below"), ("or_above", "≥ or above")) if bound in bounds]
    return [f"{' and '.join(signs)}: figures of a small group, kept within limits."] if signs else []


def _letters(results: Results) -> list[str]:
    """What the letters beside the means of all partners mean, as far as any stands there."""
    if not results.is_side_by_side or len(results.definition.sections) > LETTERED:
        return []
    figures = [results.all(results.section(section.key)) for section in results.definition.sections]
    letters = {figure["band"] for figure in figures}
    named = [f"{band.letter} {lower_first(band.name)}" for band in results.definition.bands if band.letter in letters]
    return [f"Letters are bands: {', '.join(named)}."] if named else []
