"""What the templates of reports draw, made ready so that they only print. Pure but for the marking of safe HTML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString

from reports.charts import ChartSpec
from reports.pictures.keys import Stroke, shades, strokes
from reports.pictures.places import is_numbered
from reports.pictures.plotly_figure import DRAW, plotly_figure
from reports.pictures.svg import svg, svg_heads, svg_strips
from reports.pictures.table import ChartTable, table
from reports.results import Results, range_shown, shown
from reports.words.ends import end_words
from reports.words.phrases import plural, titles
from reports.words.prompts import is_disputed
from surveys.definition import Section

FILES = (("svg", "Drawing (SVG)"), ("png", "Image (PNG)"), ("csv", "Figures (CSV)"))


@dataclass(frozen=True)
class Picture:
    """One specification in every form that a page needs."""

    spec: ChartSpec

    @property
    def is_live(self) -> bool:
        """Whether the script draws it anew, with words under the pointer."""
        return self.spec.kind in DRAW

    @property
    def shades(self) -> list[tuple[str, str]]:
        """The key of stacked bars: the class of each piece, and its label."""
        return shades(self.spec)

    @property
    def strokes(self) -> list[Stroke]:
        """The key of lines over rounds."""
        return strokes(self.spec)

    @property
    def figure_id(self) -> str:
        """The id of the element that holds the figure for the script."""
        return f"figure-{self.spec.key}"

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """The endings under which it can be taken away, in words."""
        return FILES

    @property
    def drawings(self) -> list[SafeString]:
        """Both layouts; the style sheet shows the one that fits."""
        return [svg(self.spec, "wide"), svg(self.spec, "narrow")]

    @property
    def heads(self) -> list[SafeString]:
        """The heads of a heat map, one for each layout."""
        return svg_heads(self.spec)

    @property
    def strips(self) -> list[SafeString]:
        """Each row of a dot plot by itself."""
        return svg_strips(self.spec)

    @property
    def is_numbered(self) -> bool:
        """Whether every layout needs the key of numbers, not only a phone's."""
        return is_numbered(self.spec)

    @cached_property
    def table(self) -> ChartTable:
        """The figures."""
        return table(self.spec)

    @cached_property
    def figure(self) -> dict[str, Any]:
        """For Plotly."""
        return plotly_figure(self.spec)


@dataclass(frozen=True)
class SharedView:
    """On how many of the sections that can be shown there is a shared view, and on which there is none.

    `disputed`: how many single statements are disputed all the same, in words; empty for none.
    """

    shared: int
    known: int
    apart: str
    disputed: str


def shared_view(results: Results) -> SharedView:
    """The count for the figures at a glance."""
    flags = [results.section(section.key)["all"]["no_shared_view"] for section in results.definition.sections]
    known = [flag for flag in flags if flag is not None]
    apart = results.without_shared_view
    all_apart = len(apart) == len(known) > 1
    return SharedView(known.count(False), len(known), "any of them" if all_apart else titles(apart), _disputed(results))


def _disputed(results: Results) -> str:
    keys = results.definition.statement_keys
    count = sum(bool(is_disputed(results, key)) for key in keys)
    return f"{count} of {len(keys)} statements {plural(count, 'is', 'are')} disputed" if count else ""


@dataclass(frozen=True)
class ColumnFigure:
    """One column's figure of a statement, in words."""

    key: str
    name: str
    mean: str
    note: str
    is_flagged: bool


@dataclass(frozen=True)
class StatementRow:
    """A statement in the table of all; empty texts where there is nothing to say."""

    key: str
    text: str
    mean: str
    ends: tuple[str, ...]
    range: str
    agreement: str
    columns: tuple[ColumnFigure, ...]


@dataclass(frozen=True)
class SectionTable:
    """All statements of a section, with the section's own figure."""

    title: str
    mean: str
    rows: tuple[StatementRow, ...]


def statement_tables(results: Results) -> list[SectionTable]:
    """All statements by section."""
    return [_section_table(results, section) for section in results.definition.sections]


def _section_table(results: Results, section: Section) -> SectionTable:
    rows = tuple(_statement_row(results, item.key, item.text) for item in section.statements)
    return SectionTable(section.title, shown(results.all(results.section(section.key))), rows)


def _statement_row(results: Results, key: str, text: str) -> StatementRow:
    row = results.statement(key)
    everyone, figure = row["all"], results.all(row)
    return StatementRow(
        key=key,
        text=text,
        mean=shown(figure) or _nothing(results),
        ends=(end_words(results, row, "lowest"), end_words(results, row, "highest")) if everyone["range"] else (),
        range=range_shown(row),
        agreement=everyone["people"]["label"] or "" if everyone["people"] else "",
        columns=tuple(_column_figure(results, column, row["columns"][column["key"]]) for column in results.columns),
    )


def _column_figure(results: Results, column: dict[str, Any], figure: dict[str, Any]) -> ColumnFigure:
    notes = [f"{figure['n']:,} scored it"] if figure["n"] is not None else []
    notes += [f"people {figure['label']}"] if figure["label"] else []
    notes += ["far from the others"] if figure["gap_flag"] else []
    return ColumnFigure(
        column["key"], column["name"], shown(figure) or _nothing(results), ", ".join(notes), figure["gap_flag"]
    )


def _nothing(results: Results) -> str:
    return "no score" if results.is_attributed else "hidden"
