"""The tables behind the results page as rows to take away, in the words and order of the page. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from reports.column_page import column_sections
from reports.explorer import Asked, explore
from reports.results import Results
from reports.statement_page import column_lines

Rows = list[Sequence[object]]


def statements_table(results: Results, asked: Asked) -> Rows:
    """The statements as they are searched, filtered and sorted."""
    header = ("number", results.part_word, "statement", "mean", "range", "highest", "lowest", "agreement", "don't know")
    rows: Rows = [
        (
            line.number,
            line.section,
            line.text,
            line.mean or line.hidden,
            line.range,
            *(line.ends or ("", "")),
            line.agreement or "not shown",
            line.dont_know,
        )
        for line in explore(results, asked)
    ]
    return [header, *rows]


def statement_table(results: Results, key: str) -> Rows:
    """One statement, a row a partner or pool; KeyError for an unknown one."""
    rows: Rows = [
        (line.name, line.mean, line.scored or "not shown", line.agreement or "not shown", line.gap or "not known")
        for line in column_lines(results, key)
    ]
    return [("partner", "mean", "scored it", "agreement", "beside the others"), *rows]


def column_table(results: Results, key: str) -> Rows:
    """One partner or pool, a row a section and under it a row a statement; KeyError for an unknown one."""
    rows: Rows = []
    for section in column_sections(results, key):
        rows.append((section.title, "", section.mean, section.others, section.gap or "not known", section.note))
        rows += [
            (section.title, item.text, item.mean, "", item.gap or "not known", item.agreement or item.why)
            for item in section.statements
        ]
    return [(results.part_word, "statement", "mean", "the others", "beside the others", "remark"), *rows]
