"""Native charts of PowerPoint from the same specifications as the pictures: every value can be seen and edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from reports.charts import ChartSpec
from reports.slides.deck import BOTTOM, TOP, Page, describe
from reports.slides.texts import SMALLEST, label
from reports.slides.theme import ACCENT, ANSWERS, EDGE, INK, INSIDE, NEUTRAL, RULE, SIGNAL, SOFT

NAME = 34
"""Letters of a name beside a bar; the notes hold all of it."""
MARKERS = (
    XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.DIAMOND, XL_MARKER_STYLE.TRIANGLE,
    XL_MARKER_STYLE.X, XL_MARKER_STYLE.STAR, XL_MARKER_STYLE.PLUS, XL_MARKER_STYLE.DASH,
)  # fmt: skip
SHADES = ("0B5D63", "C07412", "1A242B", "4B9590", "8A4A0C", "525D64", "3A807F", "7C858A")
DASHES = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.LONG_DASH, MSO_LINE.DASH_DOT)


@dataclass(frozen=True)
class Course:
    """One series: a value for each category, None where there is none, and how each is written."""

    name: str
    values: Sequence[float | None]
    texts: Sequence[str] = ()


def bars(page: Page, spec: ChartSpec, names: Sequence[str], courses: Sequence[Course], top: float = TOP) -> Chart:
    """A row a name, a bar a course; each with its figure as it is printed everywhere."""
    chart = _chart(page, XL_CHART_TYPE.BAR_CLUSTERED, names, courses, spec, top)
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, -10
    _rows(chart)
    _scale(chart, spec.low, spec.high)
    chart.value_axis.visible = False
    for number, (series, course) in enumerate(zip(chart.plots[0].series, courses, strict=True)):
        _paint(series, (ACCENT, SIGNAL)[number % 2])
        _figures(series, course)
    _legend(chart, is_wanted=len(courses) > 1)
    return chart


def shares(page: Page, spec: ChartSpec, top: float = TOP) -> Chart:
    """How many gave each answer, each row 100 per cent."""
    names = [row.label for row in spec.rows]
    courses = [Course(answer, [row.counts[number] for row in spec.rows]) for number, answer in enumerate(spec.columns)]
    chart = _chart(page, XL_CHART_TYPE.BAR_STACKED_100, names, courses, spec, top, number_format="0")
    chart.plots[0].gap_width, chart.plots[0].overlap = 35, 100
    _rows(chart)
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    for number, series in enumerate(chart.plots[0].series):
        code = shade(number, len(courses))
        _paint(series, RGBColor.from_string(code))
        _edge(series)
        _numbers(series, code)
    _legend(chart, is_wanted=True)
    return chart


def shade(number: int, count: int) -> str:
    """The colour of an answer, lowest first: two hues, and a neutral one in the middle of an odd number."""
    half = count // 2
    if count % 2 and number == half:
        return NEUTRAL
    low, high = ANSWERS[:2], ANSWERS[2:]
    if number < half:
        return low[0] if number < (half + 1) // 2 else low[1]
    place = number - (count - half)
    return high[0] if place < half // 2 or half == 1 else high[1]


def dots(page: Page, spec: ChartSpec, names: Sequence[str], courses: Sequence[Course], top: float = TOP) -> Chart:
    """A column a name, a mark a course, and a line between the lowest and the highest."""
    chart = _chart(page, XL_CHART_TYPE.LINE_MARKERS, names, courses, spec, top)
    _scale(chart, spec.low, spec.high)
    for number, series in enumerate(chart.plots[0].series):
        series.smooth = False
        series.format.line.fill.background()
        _mark(series, number, 13)
    line = chart.plots[0]._element
    stroke = f'<a:ln w="15875"><a:solidFill><a:srgbClr val="{RULE}"/></a:solidFill></a:ln>'
    between = f"<c:hiLowLines {nsdecls('c', 'a')}><c:spPr>{stroke}</c:spPr></c:hiLowLines>"
    line.find(qn("c:marker")).addprevious(parse_xml(between))
    _legend(chart, is_wanted=True)
    return chart


def lines(page: Page, spec: ChartSpec, names: Sequence[str], courses: Sequence[Course], top: float = TOP) -> Chart:
    """A line a course over the rounds; none passes a round without a figure."""
    chart = _chart(page, XL_CHART_TYPE.LINE_MARKERS, names, courses, spec, top)
    _scale(chart, spec.low, spec.high)
    for number, series in enumerate(chart.plots[0].series):
        series.smooth = False
        series.format.line.width = Pt(4 if number == 0 else 2.25)
        series.format.line.color.rgb = RGBColor.from_string(SHADES[number % len(SHADES)])
        series.format.line.dash_style = DASHES[number % len(DASHES)]
        _mark(series, number, 10)
    _legend(chart, is_wanted=True)
    return chart


def _chart(
    page: Page, kind: Any, names: Sequence[str], courses: Sequence[Course], spec: ChartSpec, top: float,
    number_format: str = "0.0",
) -> Chart:  # fmt: skip
    data = CategoryChartData(number_format=number_format)
    data.categories = [label(name, NAME) for name in names]
    for course in courses:
        data.add_series(label(course.name, NAME), course.values)
    place = Inches(EDGE), Inches(top), Inches(INSIDE), Inches(BOTTOM - top)
    frame = page.slide.shapes.add_chart(kind, *place, data)
    describe(frame, f"{spec.name}. {spec.headline}")
    chart: Chart = frame.chart
    chart.font.size, chart.font.color.rgb = Pt(SMALLEST), INK
    chart.has_title = False
    _speak(chart)
    return chart


def _speak(chart: Chart) -> None:
    """The language of its texts."""
    for found in chart._chartSpace.iter(qn("a:defRPr")):
        found.set("lang", "en-GB")


def _rows(chart: Chart) -> None:
    """The first name on top."""
    axis = chart.category_axis
    axis.reverse_order = True
    axis.format.line.color.rgb = RULE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _scale(chart: Chart, low: int, high: int) -> None:
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = low, high, 1
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("DCD7CC")
    axis.format.line.color.rgb = RULE


def _legend(chart: Chart, *, is_wanted: bool) -> None:
    chart.has_legend = is_wanted
    if is_wanted:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(SMALLEST)


def _paint(series: Any, colour: RGBColor) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = colour
    series.invert_if_negative = False


def _edge(series: Any) -> None:
    """Between pieces, so that they are told apart without colour."""
    series.format.line.color.rgb, series.format.line.width = RGBColor.from_string("FFFFFF"), Pt(2)


def _mark(series: Any, number: int, size: int) -> None:
    colour = RGBColor.from_string(SHADES[number % len(SHADES)])
    series.marker.style, series.marker.size = MARKERS[number % len(MARKERS)], size
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour
    series.marker.format.line.color.rgb = colour


def _figures(series: Any, course: Course) -> None:
    """Each figure at the end of its bar; one that was kept within a limit says so."""
    found = series.data_labels
    found.show_value, found.number_format, found.number_format_is_linked = True, "0.0", False
    found.position, found.font.size = XL_LABEL_POSITION.OUTSIDE_END, Pt(SMALLEST)
    found.font.color.rgb = INK
    for number, text in enumerate(course.texts):
        if course.values[number] is not None and not text.replace(".", "").isdigit():
            frame = series.points[number].data_label.text_frame
            frame.text = text
            frame.paragraphs[0].runs[0].font.size = Pt(SMALLEST)
            series.points[number].data_label.position = XL_LABEL_POSITION.OUTSIDE_END


def _numbers(series: Any, ground: str) -> None:
    found = series.data_labels
    found.show_value, found.font.size = True, Pt(SMALLEST)
    found.number_format, found.number_format_is_linked = "0;;", False
    dark = ground in {ANSWERS[0], ANSWERS[3]}
    found.font.color.rgb = RGBColor.from_string("FFFFFF") if dark else SOFT if ground == NEUTRAL else INK
