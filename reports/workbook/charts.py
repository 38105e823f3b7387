"""Native charts, which can be changed where they are: drawn from the same specifications as the page's pictures.

What they draw stands on a sheet of its own, with empty cells where there is no figure: a chart would draw words as 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports.charts import ChartSpec
from reports.workbook.book import INK, RULE, Book, Cell, Number, Sheet

MOST_SERIES = 12
"""Among more partners than this no colour can be told: the ends and the mean are drawn."""
COLOURS = ("#0B5D63", "#C07412", "#4A4E8C", "#7A8B2F", "#9C3D54", "#2F7DB0",
           "#6B4A2B", "#3F9C7A", "#B0578D", "#8A8F94", "#D1A52B", "#1A242B")  # fmt: skip
ALL = "All partners"
SHARES, COURSE = "percent_stacked", "lines"
MARKERS = ("circle", "diamond", "square", "triangle", "x", "star")
ANSWERS = ("#8A4A0C", "#BF7D33", "#E3C48F", "#F4F1EA", "#B9D8D2", "#4B9590", "#2B7A7A", "#0B5D64")
WIDTH, HEIGHT, ROWS_EACH = 880, 460, 25


@dataclass(frozen=True)
class Series:
    """One series: its name, and a value for each category; None where there is none. Dashed towards those positions."""

    name: str
    values: tuple[float | None, ...]
    dashed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """What a chart needs: the specification it says something of, categories along its axis, and series."""

    spec: ChartSpec
    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    subtype: str = ""
    word: str = ""
    """What the categories are."""


def dots(spec: ChartSpec, columns: Sequence[str]) -> Drawn:
    """Where columns stand on each row: a mark a column; of many, the lowest, the highest and the mean."""
    middle = Series(ALL, tuple(row.middle for row in spec.rows))
    if len(columns) > MOST_SERIES:
        ends = (
            Series("Lowest", tuple(row.by_value[0].value for row in spec.rows)),
            Series("Highest", tuple(row.by_value[-1].value for row in spec.rows)),
        )
        return Drawn(spec, "line", tuple(row.label for row in spec.rows), (*ends, middle))
    found = [
        Series(name, tuple(next((dot.value for dot in row.dots if dot.name == name), None) for row in spec.rows))
        for name in columns
    ]
    return Drawn(spec, "line", tuple(row.label for row in spec.rows), (*found, middle))


def bars(spec: ChartSpec) -> Drawn:
    """How many gave each answer, as shares of all who scored."""
    rows = tuple(row for row in spec.rows if row.counts)
    series = tuple(
        Series(label, tuple(float(row.counts[index]) for row in rows)) for index, label in enumerate(spec.columns)
    )
    return Drawn(spec, "bar", tuple(row.label for row in rows), series, SHARES)


def beside(spec: ChartSpec) -> Drawn:
    """Two or more values a row side by side, such as a score and how much it matters."""
    names = [dot.name for dot in spec.rows[0].dots] if spec.rows else []
    series = tuple(Series(name, tuple(row.dots[index].value for row in spec.rows)) for index, name in enumerate(names))
    return Drawn(spec, "bar", tuple(row.label for row in spec.rows), series)


def means(spec: ChartSpec) -> Drawn:
    """The means of a heat map with one column: a bar a section."""
    rows = [row for row in spec.rows if any(cell.value is not None for cell in row.cells)]
    series = tuple(Series(row.label, tuple(cell.value for cell in row.cells)) for row in rows)
    return Drawn(spec, "bar", spec.columns, series)


def lines(spec: ChartSpec) -> Drawn:
    """All partners over the rounds, a line a row; no line passes a round without a figure."""
    found = []
    for row in spec.rows:
        line = next(line for line in row.lines if line.role == "all")
        dashed = tuple(index for index, step in enumerate(line.steps, 1) if step and step.is_dashed)
        found.append(Series(row.label, tuple(cell.value for cell in line.cells), dashed))
    return Drawn(spec, "line", tuple(spec.columns), tuple(found), COURSE, "Round")


def charts_sheets(book: Book, name: str, data_name: str, drawn: Sequence[Drawn]) -> None:
    """A sheet of charts, and one of what they draw."""
    sheet, data = book.sheet(name), book.sheet(data_name)
    sheet.heading("Charts")
    # A chart a page, as large as it is on the screen.
    sheet.worksheet.set_print_scale(100)
    sheet.worksheet.set_h_pagebreaks([1 + ROWS_EACH * count for count in range(1, len(drawn))])
    data.heading("What the charts draw")
    data.widths(44, *[16] * max((len(item.series) for item in drawn), default=1))
    for item in drawn:
        data.gap()
        data.heading(item.spec.question, 13)
        _draw(book, sheet, item, _block(data, item), data_name)


def _block(data: Sheet, item: Drawn) -> tuple[int, int]:
    header = [item.word or item.spec.row_word, *(series.name for series in item.series)]
    rows: list[list[Cell]] = []
    for index, category in enumerate(item.categories):
        values = [series.values[index] for series in item.series]
        rows.append(
            [
                category,
                *(
                    None if value is None else Number(value, "0" if item.subtype == SHARES else "0.00")
                    for value in values
                ),
            ]
        )
    return data.table(header, rows, wrapped=(0,))


def _draw(book: Book, sheet: Sheet, item: Drawn, place: tuple[int, int], data_name: str) -> None:
    subtype = {"subtype": item.subtype} if item.subtype == SHARES else {}
    chart = book.workbook.add_chart({"type": item.kind, **subtype})
    top, last = place
    for index, series in enumerate(item.series):
        chart.add_series(
            {
                "name": [data_name, top - 1, index + 1],
                "categories": [data_name, top, 0, last, 0],
                "values": [data_name, top, index + 1, last, index + 1],
                **_look(item, series, index),
            }
        )
    chart.set_title({"name": item.spec.question, "overlay": False, "name_font": {"size": 13, "color": INK}})
    chart.set_legend({"position": "bottom"})
    chart.show_blanks_as("gap")
    _axes(chart, item)
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    words = f"{item.spec.name}. {item.spec.headline}".strip()
    sheet.worksheet.insert_chart(sheet.row + 1, 0, chart, {"description": words[:1000], "object_position": 2})
    sheet.row += ROWS_EACH


def _look(item: Drawn, series: Series, index: int) -> dict[str, Any]:
    """Told apart by colour and by mark; bars of answers run from rust to green as on the page."""
    colour = COLOURS[index % len(COLOURS)]
    if item.subtype == SHARES:
        step = (len(ANSWERS) - 1) / max(1, len(item.series) - 1)
        return {"fill": {"color": ANSWERS[round(index * step)]}, "gap": 60}
    if item.kind == "bar":
        return {"fill": {"color": colour}, "gap": 60}
    mark = MARKERS[index % len(MARKERS)]
    if series.name == ALL:
        colour, mark = INK, "long_dash"
    marker = {"type": mark, "size": 9, "fill": {"color": colour}, "border": {"color": colour}}
    if item.subtype != COURSE:
        return {"line": {"none": True}, "marker": marker}
    points = [
        {"line": {"color": colour, "dash_type": "dash"}} if position in series.dashed else None
        for position in range(len(series.values))
    ]
    return {"line": {"color": colour, "width": 2}, "marker": marker, **({"points": points} if any(points) else {})}


def _axes(chart: Any, item: Drawn) -> None:
    rule = {"major_gridlines": {"visible": True, "line": {"color": RULE}}}
    scale = {"min": item.spec.low, "max": item.spec.high, "major_unit": 1, "num_format": "0", **rule}
    if item.subtype == SHARES:
        scale = {"num_format": "0%", **rule}
    if item.kind == "bar":
        # Rows from the top down, as on the page; the values stay at the foot.
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({**scale, "label_position": "low"})
    else:
        chart.set_y_axis(scale)
        chart.set_x_axis({"label_position": "low"})
