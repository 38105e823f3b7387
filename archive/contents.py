"""What JSON columns hold, checked before it is stored: what came in wrong would break pages later."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

from archive.layout import MOST_LINE, ArchiveError
from archive.partner_keys import rename_figures, rename_published
from record.parts import PARTS
from record.stored_values import unfit, with_partners
from surveys.comments import places_of
from surveys.definition import Definition
from surveys.figures import figures
from surveys.importance import importance_keys
from surveys.instrument_file import check
from surveys.published import Cell, Column, Published
from surveys.reminder_times import MOST
from surveys.services.instruments import fingerprint

AMISS = (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError, RecursionError)
"""What code that expects a well-formed value raises for one that is not."""
BOUNDS = {None, "or_above", "or_below"}
LABELS = {None, "agree", "mixed", "split"}
MEAN = re.compile(r"\d{1,9}(/\d{1,9})?")
"""Not every fraction that Python reads: 1e999999999 would be one, and take all memory."""
LEAST_FIGURE = 100
"""Bytes at least that one figure takes as JSON: more figures than fit into a row were never stored in one."""


def definition_of(row: Mapping[str, Any]) -> Definition:
    """The instrument in a row; ArchiveError unless it could be published here, and is what its columns say."""
    name = f"The instrument “{row['title']}”"
    try:
        problems = check(row["definition"])
        definition = None if problems else Definition.from_json(row["definition"])
    except AMISS:
        raise ArchiveError(f"{name} is not as an instrument is.") from None
    if definition is None:
        raise ArchiveError(f"{name} could not be published here: {problems[0]}.")
    told = (row["key"], row["version"], row["title"], row["language"], row["fingerprint"])
    if told != (definition.key, definition.version, definition.title, definition.language, fingerprint(definition)):
        raise ArchiveError(f"{name} is not what its own content says.")
    return definition


def entry_values(part: str, clause_key: str, values: Any, partners: Mapping[str, int]) -> dict[str, Any]:
    """The values of an entry, partners by their ids here; ArchiveError for what no such clause could hold."""
    clause = {clause.key: clause for clause in PARTS[part].clauses}.get(clause_key)
    if clause is None:
        raise ArchiveError(f"“clause” names no clause of {PARTS[part].title}.")
    wrong = unfit(clause, values, partners)
    if wrong:
        raise ArchiveError(f"What it holds for {wrong}, is not what can be written there.")
    return with_partners(clause, values, partners.__getitem__)


def result_of(
    row: Mapping[str, Any], definition: Definition, mode: str, keys: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The published cells and the figures with partners' keys of here, otherwise as they were stored.

    ArchiveError unless the cells are whole and the figures follow from them.
    """
    try:
        _refuse_unlikely(row["published"], definition)
        published = Published.from_json(row["published"])
        whole = _is_whole(published, definition, keys) and published.attributed is (mode == "attributed")
        follows = whole and _plain(figures(published, definition)) == row["figures"]
    except AMISS:
        whole = follows = False
    if not whole:
        raise ArchiveError("The result is not as a closed round has it.")
    if not follows:
        raise ArchiveError("The figures do not follow from the published cells beside them.")
    return rename_published(published, keys).to_json(), rename_figures(row["figures"], keys)


def _refuse_unlikely(published: Mapping[str, Any], definition: Definition) -> None:
    """ValueError for what would take long, or much memory, to be computed."""
    rows = 1 + 2 * len(definition.sections) + len(definition.statement_keys)
    if len(published["columns"]) * rows * LEAST_FIGURE > MOST_LINE:
        raise ValueError
    if not all(MEAN.fullmatch(cell["mean"]) for cells in published["cells"].values() for cell in cells.values()):
        raise ValueError


def _plain(document: dict[str, Any]) -> Any:
    return json.loads(json.dumps(document))


def _is_whole(published: Published, definition: Definition, partners: Collection[str]) -> bool:
    columns = {column.key for column in published.columns}
    named = {key for column in published.columns for key in column.partners}
    mentioned = named.union(published.left_out, published.no_answers)
    return (
        published.points == definition.scale.points
        and type(published.answered) is int
        and published.answered >= 0
        and type(published.asks_importance) is bool
        and mentioned <= set(published.names)
        and set(published.names) <= set(partners)
        and all(isinstance(name, str) for name in published.names.values())
        and set(published.cells) == columns
        and len(columns) == len(published.columns)
        and all(_is_column(column) for column in published.columns)
        and all(
            key in set(published.keys(definition)) and _is_cell(cell, published.points)
            for cells in published.cells.values()
            for key, cell in cells.items()
        )
    )


def _is_column(column: Column) -> bool:
    return (
        isinstance(column.key, str)
        and type(column.is_pool) is bool
        and type(column.is_full) is bool
        and type(column.people) is int
        and column.people >= 0
        and (column.is_pool or column.partners == (column.key,))
    )


def _is_cell(cell: Cell, points: int) -> bool:
    numbers = [
        cell.n,
        *(cell.counts or ()),
        *(item for item in (cell.dont_know, cell.not_applicable) if item is not None),
    ]
    return (
        all(type(number) is int and number >= 0 for number in numbers)
        and Fraction(1) <= cell.mean <= points
        and cell.bound in BOUNDS
        and cell.label in LABELS
        and (cell.counts is None or len(cell.counts) == points)
    )


def answers_of(row: Mapping[str, Any], definition: Definition) -> None:
    """ArchiveError unless a row of answers is such as somebody could have given."""
    importance = importance_keys(definition)
    for name, keys, others in (("answers", definition.statement_keys, {"dk", "na"}), ("importance", importance, set())):
        given = row[name]
        if not isinstance(given, dict) or not all(
            key in keys and _is_answer(value, definition.scale.points, others) for key, value in given.items()
        ):
            raise ArchiveError(f"“{name}” is not as somebody could have answered.")


def _is_answer(value: Any, points: int, others: Collection[str]) -> bool:
    if type(value) is int:
        return 1 <= value <= points
    return isinstance(value, str) and value in others


def comment_of(row: Mapping[str, Any], definition: Definition) -> None:
    """ArchiveError unless a comment has a place in its instrument, and parts that can be read."""
    shown = row["shown"]
    if row["place"] not in places_of(definition):
        raise ArchiveError("“place” is nothing that the round’s instrument asks.")
    if not isinstance(shown, list) or not all(isinstance(part, str) for part in shown) or not any(shown):
        raise ArchiveError("“shown” is not as a comment has it.")
    if row["decision"] not in {"released", "in part"}:
        raise ArchiveError("“decision” says that it was not released.")


def reminder_days(value: Any) -> None:
    """ArchiveError unless these are up to three numbers of days."""
    if not isinstance(value, list) or len(value) > MOST or any(type(day) is not int or day < 1 for day in value):
        raise ArchiveError("“reminder_days” is not as it should be.")


FORBIDDEN_ACTS = ("person.", "instrument.", "organisation.")


def act_of(row: Mapping[str, Any]) -> None:
    """ArchiveError for an entry of the audit trail that is about more than a partnership, or holds no details."""
    if row["action"].startswith(FORBIDDEN_ACTS) or not isinstance(row["details"], dict):
        raise ArchiveError("This is no entry about a partnership.")
