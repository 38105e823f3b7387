"""Every statement with its figures and the comments on it, and partner by partner. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reports.board_pack.blocks import Block, cell, heading, quotes, soft, table
from reports.pages import statement_tables
from reports.pictures.measure import shorten
from reports.results import Results, short, shown
from reports.story import Story
from reports.words.phrases import isolated

BESIDE = 12
"""Partners that fit beside each other."""
MOST = 48
"""Of more partners, single figures would fill dozens of pages that nobody reads on paper."""
HEAD = 44
"""Letters of a partner’s name that stand upright in two lines."""
HIDDEN = "h"
"""Stands in narrow columns for what is hidden."""


def statement_pages(story: Story) -> list[Block]:
    """A table a section; none where nothing can be shown."""
    results = story.results
    if not results.columns:
        return []
    blocks = [
        heading(2, "Every statement", is_new_page=True),
        soft(
            f"Mean of all partners, 1 to {results.points}"
            + (", how far apart partners lie" if results.is_side_by_side else "")
            + ", and how far people agree. Comments stand below the statement they are about."
        ),
    ]
    for section, found in zip(results.definition.sections, statement_tables(results), strict=True):
        blocks.append(heading(3, f"{found.title}{f': {found.mean}' if found.mean else ''}"))
        rows = []
        for row in found.rows:
            text = cell(row.text, ", ".join(row.ends), story.comments.get(row.key, ()))
            apart = (row.range or "hidden",) if results.is_side_by_side else ()
            rows.append((text, row.mean, *apart, row.agreement or "not shown"))
        blocks.append(_table(results, rows))
        if section.key in story.comments:
            blocks += [heading(4, f"On {found.title.lower()} as a whole"), quotes(story.comments[section.key])]
    return blocks


def _table(results: Results, rows: list[tuple[object, ...]]) -> Block:
    if results.is_side_by_side:
        columns, widths, figures = ("Statement", "Mean", "Range", "Agreement"), (11, 2.2, 2.6, 2.6), (1, 2)
        return table(columns, widths, rows, figures=figures)
    return table(("Statement", "Mean", "Agreement"), (11, 2.2, 2.6), rows, figures=(1,))


def partner_tables(results: Results) -> list[Block]:
    """What each partner or pool scored each statement; none where there is nothing to put side by side."""
    if not results.is_side_by_side:
        return []
    head = heading(2, "Partner by partner", is_new_page=True)
    if len(results.columns) > MOST:
        many = f"With {len(results.columns)} columns this would fill dozens of pages."
        return [head, soft(f"{many} The workbook, the CSV and the page of each partner hold these figures.")]
    groups = [results.columns[start : start + BESIDE] for start in range(0, len(results.columns), BESIDE)]
    return [head, soft(_signs(results)), *(_group(results, group) for group in groups)]


def _signs(results: Results) -> str:
    missing = "–: no score" if results.is_attributed else f"{HIDDEN}: hidden for confidentiality"
    limits = "" if results.is_attributed else "; ≤ and ≥: limits that a small group’s figures are kept in"
    return f"Means, 1 to {results.points}. {missing}{limits}."


def _group(results: Results, group: list[dict[str, Any]]) -> Block:
    """Each section in bold, and its statements below it."""
    rows: list[list[Any]] = []
    for section in results.definition.sections:
        rows.append([cell(section.title, is_bold=True), *_means(results, results.section(section.key), group)])
        rows += [[item.text, *_means(results, results.statement(item.key), group)] for item in section.statements]
    names = [isolated(shorten(column["name"], HEAD)) for column in group]
    figures = range(1, len(group) + 1)
    return table(("Statement", *names), (7, *[1.0] * len(group)), rows, figures=list(figures), is_turned=True)


def _means(results: Results, row: Mapping[str, Any], group: list[dict[str, Any]]) -> list[str]:
    nothing = "–" if results.is_attributed else HIDDEN
    return [short(shown(row["columns"][column["key"]])) or nothing for column in group]
