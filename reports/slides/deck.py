"""Slides one by one: title, finding, matter, and notes that hold whatever the slide has no room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame
from pptx.util import Inches, Pt

from reports.slides.texts import LEADING, SMALLEST, clean, fitted, lines_of
from reports.slides.theme import EDGE, INK, INSIDE, LANGUAGE, PALE, RULE, SOFT, WIDTH, new_presentation, points

Told = tuple[str, str]
"""A word, which may be empty, and what it means."""
FIRST, TOP, BOTTOM = 1.5, 2.4, 7.25
"""Where a slide’s matter begins, below its title or its finding, and where it ends, in inches from the top."""
GAP = 0.06
"""Inside a cell, in inches."""
PADDING = 0.1
"""Above and below a cell’s text, together."""
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
MOST_ALT = 1000
"""Letters of an alternative text: more is not listened to; the notes hold all."""


@dataclass
class TableCell:
    """A cell: its text, and the ground and the colour it stands in where it has one."""

    text: str
    ground: str = ""
    ink: str = ""
    is_bold: bool = False


@dataclass
class Deck:
    """A presentation under way; titles are kept apart from each other."""

    title: str
    made: Any = field(default_factory=new_presentation)
    titles: set[str] = field(default_factory=set)

    def first(self, title: str, lines: Sequence[str]) -> None:
        """The first slide."""
        slide = self.made.slides.add_slide(self.made.slide_layouts[0])
        notes: list[str] = []
        _write(slide.shapes.title.text_frame, title, INSIDE, 1.7, notes, largest=28)
        self.titles.add(slide.shapes.title.text_frame.text)
        _write(slide.placeholders[1].text_frame, "\n".join(lines), INSIDE, 3.0, notes, largest=22, is_soft=True)
        _note(slide, [*lines, *notes])

    def page(self, title: str, finding: str = "", notes: Sequence[str] = ()) -> Page:
        """A slide with its title, and below it the finding in a sentence."""
        slide = self.made.slides.add_slide(self.made.slide_layouts[1])
        page = Page(slide, [*([finding] if finding else []), *notes])
        _write(slide.shapes.title.text_frame, self._only(title), INSIDE, 0.95, page.notes, largest=28)
        if finding:
            page.text(finding, 1.35, 1.0, largest=22)
        return page

    def _only(self, title: str) -> str:
        """The title, numbered where there is one like it."""
        plain, number = title.strip() or "Results", 2
        found = plain
        while found in self.titles:
            found, number = f"{plain} ({number})", number + 1
        self.titles.add(found)
        return found

    def file(self) -> bytes:
        """The whole as a .pptx file."""
        about = self.made.core_properties
        about.title, about.language, about.author = clean(self.title)[:250], LANGUAGE, "Partnership Health Check"
        stream = BytesIO()
        self.made.save(stream)
        return stream.getvalue()


@dataclass
class Page:
    """One slide; `close` writes its notes."""

    slide: Slide
    notes: list[str]

    def text(self, text: str, top: float, height: float, *, largest: int = 22, is_soft: bool = False) -> None:
        """A paragraph across the slide, in inches from the top; what does not fit stands in the notes."""
        box = self.slide.shapes.add_textbox(Inches(EDGE), Inches(top), Inches(INSIDE), Inches(height))
        _write(box.text_frame, text, INSIDE, height, self.notes, largest=largest, is_soft=is_soft)

    def told(self, rows: Sequence[Told], top: float = FIRST) -> None:
        """Words in bold, each with what it means, one below the other, all in the largest size that fits."""
        room = BOTTOM - top
        size = next((size for size in (22, 20) if sum(told_height(row, size) for row in rows) <= room), SMALLEST)
        for row in rows:
            height = min(told_height(row, size), BOTTOM - top)
            box = self.slide.shapes.add_textbox(Inches(EDGE), Inches(top), Inches(INSIDE), Inches(height))
            _write(box.text_frame, " ".join(filter(None, row)), INSIDE, height, self.notes, largest=size, bold=row[0])
            top += height

    def table(self, rows: Sequence[Sequence[TableCell]], widths: Sequence[float], alt: str, top: float = TOP) -> Any:
        """A native table in the middle of the slide, its first row the head."""
        heights = [row_height(row, widths) for row in rows]
        left, across, down = Inches((WIDTH - sum(widths)) / 2), Inches(sum(widths)), Inches(sum(heights))
        frame = self.slide.shapes.add_table(len(rows), len(widths), left, Inches(top), across, down)
        describe(frame, alt)
        found = frame.table
        found._tbl.tblPr.find(f"{{{found._tbl.nsmap['a']}}}tableStyleId").text = NO_STYLE
        found.horz_banding = False
        for number, width in enumerate(widths):
            found.columns[number].width = Inches(width)
        for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
            found.rows[number].height = Inches(height)
            for column, item in enumerate(row):
                _fill(found.cell(number, column), item, is_head=number == 0, width=widths[column], notes=self.notes)
        return found

    def close(self) -> None:
        """Writes the notes, each line once."""
        _note(self.slide, list(dict.fromkeys(self.notes)))


def row_height(row: Sequence[TableCell], widths: Sequence[float]) -> float:
    """In inches: two lines at most."""
    lines = [
        min(2, lines_of(item.text, SMALLEST, points(width - 2 * GAP))) for item, width in zip(row, widths, strict=False)
    ]
    return max(lines, default=1) * SMALLEST * LEADING / 72 + PADDING


def told_height(row: Told, size: int) -> float:
    """Of a word and its meaning, in inches."""
    return lines_of(" ".join(row), size, points(INSIDE) - 14) * size * LEADING / 72 + 0.22


def describe(frame: GraphicFrame, alt: str) -> None:
    """What a chart or table shows, for those who cannot see it."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(alt)[:MOST_ALT])


def _write(
    frame: TextFrame, text: str, width: float, height: float, notes: list[str], *,
    largest: int, is_soft: bool = False, bold: str = "",
) -> None:  # fmt: skip
    """Puts a text into its box as large as it fits; what is cut goes to the notes."""
    found = fitted(text, points(width) - 14, points(height) - 6, largest)
    if found.is_cut:
        notes.append(clean(text).strip())
    frame.word_wrap = True
    for number, line in enumerate(found.text.split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        head = bold if number == 0 and bold and line.startswith(bold) else ""
        for part, is_bold in ((head, True), (line[len(head) :], False)):
            if part:
                _run(paragraph, part, found.size, SOFT if is_soft else INK, is_bold=is_bold or None)


def _run(paragraph: Any, text: str, size: int, colour: RGBColor, *, is_bold: bool | None = None) -> None:
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold, run.font.color.rgb = text, Pt(size), is_bold, colour
    run._r.get_or_add_rPr().set("lang", LANGUAGE)


def _fill(cell: _Cell, item: TableCell, *, is_head: bool, width: float, notes: list[str]) -> None:
    found = fitted(item.text, points(width - 2 * GAP), 2 * SMALLEST * LEADING + 1, SMALLEST)
    if found.is_cut:
        notes.append(clean(item.text))
    cell.margin_left = cell.margin_right = Inches(GAP)
    cell.margin_top = cell.margin_bottom = Inches(PADDING / 2.5)
    ground = item.ground or ("" if not is_head else str(PALE))
    if ground:
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(ground)
    else:
        cell.fill.background()
    colour = RGBColor.from_string(item.ink) if item.ink else INK
    paragraph = cell.text_frame.paragraphs[0]
    if found.text:
        _run(paragraph, found.text.replace("\n", " "), SMALLEST, colour, is_bold=item.is_bold)
    _rule(cell)


def _rule(cell: _Cell) -> None:
    """A hairline below."""
    line = (
        f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{RULE}"/></a:solidFill>'
        '<a:prstDash val="solid"/></a:lnB>'
    )
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))


def _note(slide: Slide, lines: Sequence[str]) -> None:
    frame = slide.notes_slide.notes_text_frame
    frame.text = clean("\n".join(lines))
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", LANGUAGE)
