"""Each picture's answer to its question, in a sentence. Pure."""

from __future__ import annotations

from reports.results import Results, one_decimal, rounded
from reports.words.finding import finding, position
from reports.words.phrases import isolated, title, titles
from reports.words.statements import no_differences
from surveys.definition import Section


def heat_headline(results: Results) -> str:
    """How each partner sees each section."""
    if not results.section_means:
        return "Nothing can be shown."
    if not results.is_side_by_side:
        return f"{isolated(results.columns[0]['name'])}: {finding(results)}"
    highest, apart = _always_highest(results), results.without_shared_view
    if not highest:
        return finding(results)
    return f"{highest} There is no shared view of {titles(apart)}." if apart else highest


def _always_highest(results: Results) -> str:
    """Who scores every section highest, if one column clearly does; only where there are several sections."""
    tops = {_clear_top(results, section) for section, _ in results.section_means}
    top = tops.pop()
    if tops or top is None or len(results.section_means) < 2:
        return ""
    return f"{isolated(results.column_name(top))} scores every {results.part_word} highest."


def _clear_top(results: Results, section: Section) -> str | None:
    """The column whose shown mean is above every other's; None where another's may be as high, or is cut off."""
    columns = results.section(section.key)["columns"]
    known = sorted(
        ((rounded(row["mean"]), key) for key, row in columns.items() if row["mean"] is not None), reverse=True
    )
    if len(known) < 2 or known[0][0] == known[1][0]:
        return None
    cut_off = any(
        figure["bound"] == "or_above"
        for key in section.statement_keys
        for column, figure in results.statement(key)["columns"].items()
        if column != known[0][1]
    )
    return None if cut_off else known[0][1]


def dots_headline(results: Results) -> str:
    """Where columns differ most."""
    rows = [(results.section(item.key)["all"]["range"], item) for item in results.definition.sections]
    ranges = [(width, section) for width, section in rows if width is not None]
    if not ranges:
        return no_differences(results)
    width, section = max(ranges, key=lambda pair: pair[0])
    if one_decimal(width) == "0.0":
        return f"Nowhere: every {results.part_word} is scored alike."
    points = "point" if one_decimal(width) == "1.0" else "points"
    most = f"On {title(section)}, by {one_decimal(width)} {points}."
    others = [other for other, item in ranges if item is not section]
    if not others:
        return most
    if one_decimal(max(others)) == "0.0":
        return f"{most} Every other {results.part_word} is scored alike."
    return f"{most} On every other {results.part_word}, by {one_decimal(max(others))} or less."


def levels_headline(results: Results) -> str:
    """How healthy the partnership is, section by section."""
    if not results.section_means:
        return "Nothing can be shown."
    apart = results.without_shared_view
    rest = [pair for pair in results.section_means if pair[0] not in apart]
    words = [position(results, rest)] if rest else []
    return " ".join([*words, *([f"On {titles(apart)} the average hides a disagreement."] if apart else [])])
