"""A neutral theme for slides, made of python-pptx's own template: 16 to 9, two layouts, the product's colours."""

from __future__ import annotations

import re

from pptx import Presentation, presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.slide import SlideLayout
from pptx.util import Inches

WIDTH, HEIGHT, EDGE = 13.333, 7.5, 0.6
"""In inches."""
INSIDE = WIDTH - 2 * EDGE
LANGUAGE = "en-GB"
INK, SOFT, ACCENT, SIGNAL, PALE, RULE = (
    RGBColor.from_string(code) for code in ("1A242B", "525D64", "0B5D63", "C07412", "F4F1E9", "7C858A")
)
LEVELS = {
    1: ("F3E8D0", "1A242B"),
    2: ("D5DFCB", "1A242B"),
    3: ("9AC6BB", "12201F"),
    4: ("3A807F", "FFFFFF"),
    5: ("0C5257", "FFFFFF"),
}
"""Grounds of scores, low to high, each with the colour of its text: those of `assets/theme.css`."""
ANSWERS = ("8A4A0C", "BF7D33", "4B9590", "0B5D63")
NEUTRAL = "D9D4C8"
COLOURS = {
    "dk1": "1A242B", "lt1": "FFFFFF", "dk2": "07454A", "lt2": "F4F1E9", "accent1": "0B5D63", "accent2": "C07412",
    "accent3": "525D64", "accent4": "4B9590", "accent5": "8A4A0C", "accent6": "7C858A", "hlink": "0B5D63",
    "folHlink": "07454A",
}  # fmt: skip
FONTS = {"majorFont": "Georgia", "minorFont": "Arial"}
PLACES = {
    (True, True): (2.0, 1.7),
    (True, False): (3.8, 3.0),
    (False, True): (0.4, 0.95),
    (False, False): (1.5, 5.5),
}
"""Top and height in inches, by whether it is the first slide's and whether it is a title."""
TITLES, TITLED = 0, 5
"""The template's layouts that are kept: of the first slide, and of all others."""


def new_presentation() -> presentation.Presentation:
    """An empty one with the theme; its layouts are “Title Slide” and “Title Only”."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    kept = [made.slide_layouts[TITLES], made.slide_layouts[TITLED]]
    for layout in list(made.slide_layouts):
        if layout not in kept:
            made.slide_layouts.remove(layout)
    _paint(made)
    for layout in (made.slide_master, *kept):
        _drop_feet(layout)
        _place(layout)
    return made


def _paint(made: presentation.Presentation) -> None:
    """The theme's colours and fonts, and the look of titles."""
    part = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode()
    for name, code in COLOURS.items():
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{code}"/></a:{name}>', text)
    for name, font in FONTS.items():
        text = re.sub(rf'(<a:{name}><a:latin typeface=")[^"]*', rf"\g<1>{font}", text)
    part._blob = text.replace('name="Office Theme"', 'name="Partnership Health Check"').encode()
    title = made.slide_master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", "3200")
    title.find(qn("a:defRPr")).set("b", "1")
    title.find(qn("a:defRPr")).set("lang", LANGUAGE)


def _drop_feet(layout: SlideLayout) -> None:
    """Date, footer and number: each would stand on a slide only when somebody adds it."""
    for shape in list(layout.placeholders):
        if shape.placeholder_format.type in {13, 15, 16}:
            shape.element.getparent().remove(shape.element)


def _place(layout: SlideLayout) -> None:
    is_first = layout.name == "Title Slide"
    for shape in layout.placeholders:
        is_title = shape.placeholder_format.type in {1, 3}
        top, height = PLACES[is_first, is_title]
        shape.left, shape.width = Inches(EDGE), Inches(INSIDE)
        shape.top, shape.height = Inches(top), Inches(height)
        if is_title:
            shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if is_first else MSO_ANCHOR.MIDDLE
        for level in shape.element.iter(qn("a:lvl1pPr")):
            level.set("algn", "l")


def points(inches: float) -> float:
    """Inches in points."""
    return inches * 72
