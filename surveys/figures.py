"""Every figure of a closed round, from its published cells alone. Pure: this module cannot see an answer.

The result is the document described in docs/results-format.md: exact until the last step, then floats.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from surveys.agreement import (
    NO_SHARED_VIEW,
    SECTION_FLAG,
    STATEMENT_FLAG,
    Spread,
    gaps,
    label,
    mean_deviation,
    mostly_split,
    scaled,
)
from surveys.columns import ALL_PARTNERS, OTHER_PARTNERS
from surveys.definition import Definition, Direction, Section
from surveys.groups import (
    PARTNERS,
    VOICES,
    Group,
    SectionSpread,
    all_people,
    counted_sections,
    group_of_all,
    group_of_column,
    spread_of_section,
)
from surveys.importance import importance_key
from surveys.published import Cell, Column, Published
from surveys.scoring import band_of

POOL_NAMES = {OTHER_PARTNERS: "Other partners", ALL_PARTNERS: "All partners"}

Row = dict[str, Any]
FigureOf = Callable[[Group, Column | None], Row]
"""The figure of one column (or, without one, of all partners) on the subject of a row."""


def figures(published: Published, definition: Definition) -> dict[str, Any]:
    """The columns, left_out, no_answers, agreement_of and figures parts of the results document."""
    return _Figures(published, definition).document()


class _Figures:
    """The work of one document; each part is computed once."""

    def __init__(self, published: Published, definition: Definition) -> None:
        self.published, self.definition = published, definition
        self.points = definition.scale.points
        self.columns = published.columns
        self.weights = [column.weight for column in self.columns]
        self.counted = counted_sections(definition)
        self.groups = {column.key: group_of_column(published, column, definition) for column in self.columns}
        self.totals = {voice: group_of_all(published, definition, voice) for voice in VOICES}
        self.people = all_people(published, definition)

    def document(self) -> dict[str, Any]:
        """All parts, JSON-ready."""
        sections = {section.key: self._section_row(section) for section in self.definition.sections}
        statements = {
            key: self._statement_row(section, key)
            for section in self.definition.sections
            for key in section.statement_keys
        }
        levels: dict[str, Any] = {"sections": sections, "statements": statements}
        if self.published.asks_importance:
            levels["importance"] = {
                section.key: self._statement_row(None, importance_key(section)) for section in self.definition.sections
            }
        return {
            "columns": [self._column_entry(column) for column in self.columns],
            "left_out": self._named(self.published.left_out),
            "no_answers": self._named(self.published.no_answers),
            "agreement_of": list(self.people.columns) if self.people else None,
            "figures": {"overall": self._overall_row(sections), **levels},
        }

    def _named(self, keys: Sequence[str]) -> list[dict[str, str]]:
        return [{"key": key, "name": self.published.names[key]} for key in keys]

    def _column_entry(self, column: Column) -> dict[str, Any]:
        return {
            "key": column.key,
            "name": POOL_NAMES[column.key] if column.is_pool else self.published.names[column.key],
            "kind": "pool" if column.is_pool else "partner",
            "partners": self._named(column.partners),
            "people": column.people,
            "detail": "full" if column.is_full else "small",
        }

    # The three levels

    def _statement_row(self, section: Section | None, key: str) -> Row:
        """A statement's row; without a section that of a section's importance, for which there are no bands."""

        def figure(group: Group, column: Column | None) -> Row:
            value = group.statements[key]
            entry = _figure(
                value, value, self._band(value, section.direction) if section else None, int(value is not None), 1
            )
            entry["hidden"] = None if value is not None else "no_answers" if self.published.attributed else "too_few"
            if column is None:
                entry["n"] = self._scored(key)
            else:
                entry.update(self._detail(column, key))
            return entry

        row = self._row(lambda group: group.statements[key], figure, STATEMENT_FLAG)
        row["all"]["people"] = self._people_on_statement(key)
        return row

    def _section_row(self, section: Section) -> Row:
        size = len(section.statements)

        def figure(group: Group, column: Column | None) -> Row:
            value = group.sections[section.key]
            score = None if value is None else value * size
            entry = _figure(value, score, self._band(value, section.direction), group.shown(section), size)
            entry["hidden"] = "not_enough_statements" if value is None else None
            if column and value is not None:
                entry["bound"] = self._bound(column, section.statement_keys)
            found = self._spread(section, group.spreads)
            if found:
                entry.update(ad=_number(found.ad), r_wg_j=_number(found.r_wg_j), label=found.label)
                _mark(entry, found.label == "split")
            return entry

        row = self._row(lambda group: group.sections[section.key], figure, SECTION_FLAG)
        row["all"]["people"] = self._people_on_section(section)
        return _marked(row, self._no_shared_view(section))

    def _overall_row(self, sections: Mapping[str, Row]) -> Row:
        size = sum(len(section.statements) for section in self.counted)

        def figure(group: Group, column: Column | None) -> Row:
            value = group.overall
            score = None if value is None else value * size
            shown = sum(group.shown(section) for section in self.counted)
            entry = _figure(value, score, self._band(value), shown, size)
            entry["hidden"] = "no_overall" if value is None else None
            if column and value is not None:
                entry["bound"] = self._bound(column, [key for part in self.counted for key in part.statement_keys])
                _mark(entry, _half([sections[part.key]["columns"][column.key] for part in self.counted]))
            return entry

        row = self._row(lambda group: group.overall, figure, SECTION_FLAG)
        known = row["all"][PARTNERS]["mean"] is not None
        return _marked(row, _half([sections[section.key]["all"] for section in self.counted]) if known else None)

    def _row(self, pick: Callable[[Group], Fraction | None], figure: FigureOf, cut: Fraction) -> Row:
        """What every level shares: both voices, each column with its gap, and how far the columns lie apart."""
        means = [pick(self.groups[column.key]) for column in self.columns]
        columns = {}
        for column, gap in zip(self.columns, gaps(means, self.weights), strict=True):
            entry = figure(self.groups[column.key], column)
            entry["gap"] = _number(gap)
            entry["gap_flag"] = gap is not None and abs(gap) >= scaled(cut, self.points)
            columns[column.key] = entry
        voices = {voice: figure(self.totals[voice], None) for voice in VOICES}
        bounds = {entry["bound"] for entry in columns.values() if entry["mean"] is not None}
        if len(bounds) == 1:  # every column was kept within the same limit, and so is what is made of them
            [bound] = bounds
            voices = {voice: {**entry, "bound": bound} for voice, entry in voices.items()}
        known = {column.key: value for column, value in zip(self.columns, means, strict=True) if value is not None}
        return {"all": {**voices, **_apart(known), "people": None, "no_shared_view": None}, "columns": columns}

    # Parts of a figure

    def _band(self, value: Fraction | None, direction: Direction = "high_is_good") -> str | None:
        return None if value is None else band_of(value, self.definition, direction).letter

    def _bound(self, column: Column, statements: Sequence[str]) -> str | None:
        """Which way the mean of several statements may lie off, where some of them were kept within a limit.

        None where none was, and where some were at each end: then it may lie off either way.
        """
        cells = [self.published.cell(column.key, key) for key in statements]
        bounds = {cell.bound for cell in cells if cell} - {None}
        return bounds.pop() if len(bounds) == 1 else None

    def _scored(self, statement: str) -> int | None:
        """How many scored it in all columns that show it."""
        cells = [self.published.cell(column.key, statement) for column in self.columns]
        return sum(cell.n for cell in cells if cell) or None

    def _detail(self, column: Column, statement: str) -> Row:
        cell = self.published.cell(column.key, statement)
        if cell is None:
            return {}
        found = self.groups[column.key].spreads.get(statement)
        return {
            "n": cell.n,
            "bound": cell.bound,
            "counts": _counts(cell),
            "label": self._label(column, statement),
            "ad": _number(found.ad) if found else None,
            "r_wg": _number(found.r_wg) if found else None,
        }

    def _label(self, column: Column, statement: str) -> str | None:
        """The label of a column's people on a statement: of its published counts, else the one published."""
        found = self.groups[column.key].spreads.get(statement)
        cell = self.published.cell(column.key, statement)
        if found is not None:
            return label(found.ad, self.points)
        return cell.label if cell is not None else None

    # Agreement among all people

    def _spread(self, section: Section, spreads: Mapping[str, Spread]) -> SectionSpread | None:
        return spread_of_section(section, spreads, self.points)

    def _people_on_statement(self, key: str) -> Row | None:
        if self.people is None or key not in self.people.counts:
            return None
        counts, found = self.people.counts[key], self.people.spreads.get(key)
        return {
            "n": sum(counts),
            "ad": _number(found.ad) if found else None,
            "r_wg": _number(found.r_wg) if found else None,
            "r_wg_j": None,
            "label": label(found.ad, self.points) if found else None,
            "counts": {str(score): count for score, count in enumerate(counts, 1)},
        }

    def _people_on_section(self, section: Section) -> Row | None:
        found = self._spread(section, self.people.spreads) if self.people else None
        if found is None:
            return None
        agreement = {"ad": _number(found.ad), "r_wg": None, "r_wg_j": _number(found.r_wg_j), "label": found.label}
        return {"n": None, **agreement, "counts": None}

    def _is_split(self, section: Section) -> bool | None:
        """Whether people are split on a section: by all people's agreement, else by the columns' statement labels.

        None where neither is published.
        """
        if self.people is not None and (found := self._spread(section, self.people.spreads)):
            return found.label == "split"
        return mostly_split(self._label(column, key) for column in self.columns for key in section.statement_keys)

    def _no_shared_view(self, section: Section) -> bool | None:
        """Whether people are split on it, or a partner stands a point (of four) or more from the others.

        None where there is no mean, and where no partner does and how far people agree is not known.
        """
        if self.totals[PARTNERS].sections[section.key] is None:
            return None
        means = [self.groups[column.key].sections[section.key] for column in self.columns]
        apart = [abs(gap) for gap in gaps(means, self.weights) if gap is not None]
        return True if any(gap >= scaled(NO_SHARED_VIEW, self.points) for gap in apart) else self._is_split(section)


def _figure(value: Fraction | None, score: Fraction | None, band: str | None, shown: int, of: int) -> Row:
    nothing = dict.fromkeys(("n", "bound", "label", "ad", "r_wg", "r_wg_j", "gap", "counts", "hidden"))
    return {
        **nothing,
        "mean": _number(value),
        "score": _number(score),
        "band": band,
        "gap_flag": False,
        "shown": shown,
        "of": of,
        "no_shared_view": None,
    }


def _apart(means: Mapping[str, Fraction]) -> Row:
    """How far the columns' means lie apart, and which stand at the ends; nothing under two."""
    if len(means) < 2:
        return {"range": None, "ad_between": None, "lowest": None, "highest": None}
    lowest, highest = min(means, key=means.__getitem__), max(means, key=means.__getitem__)
    return {
        "range": _number(means[highest] - means[lowest]),
        "ad_between": _number(mean_deviation(list(means.values()))),
        "lowest": lowest,
        "highest": highest,
    }


def _half(rows: Sequence[Row]) -> bool | None:
    """Whether half or more of the sections have no shared view; None where none of them says."""
    flags = [row["no_shared_view"] for row in rows]
    return None if all(flag is None for flag in flags) else 2 * flags.count(True) >= len(flags)


def _mark(figure: Row, flag: bool | None) -> None:
    """Where there is no shared view the average stays and the band goes."""
    figure["no_shared_view"] = flag
    if flag:
        figure["band"] = None


def _marked(row: Row, flag: bool | None) -> Row:
    row["all"]["no_shared_view"] = flag
    for voice in VOICES:
        _mark(row["all"][voice], flag)
    return row


def _counts(cell: Cell) -> dict[str, int] | None:
    if cell.counts is None:
        return None
    scores = {str(score): count for score, count in enumerate(cell.counts, 1)}
    return {**scores, "dk": cell.dont_know or 0, "na": cell.not_applicable or 0}


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
