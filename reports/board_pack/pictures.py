"""The pictures: the product's own drawings, each with its answer in words and its figures as a table."""

from __future__ import annotations

from dataclasses import replace

from reports.board_pack.blocks import Block, heading, par, picture, soft, table
from reports.charts import ChartSpec
from reports.charts.slopes import Asked, slopes
from reports.pictures.paper import Drawing, drawings
from reports.pictures.table import ChartTable
from reports.pictures.table import table as figures_of
from reports.results import Results
from reports.story import Story
from reports.timeline import Timeline
from reports.wishes import Wishes, pictures
from reports.words.answers import no_bars

KEYS = ("sides", "heat", "radar", "dots", "first", "importance", "answers")
TOLD = ("heat", "importance", "answers", "over-time")
"""Those whose figures no other table of the pack holds."""
UNCOLOURED = "On a print without colour, dots that are called amber are those with a dark rim."
WIDEST = 8
"""Columns of figures that fit beside the names of a table."""
MOST_ROUNDS = 12
"""The latest that are drawn: more are read on screen."""


def picture_pages(story: Story) -> tuple[list[str], list[Block]]:
    """The drawings as SVG, and the pages that show them; none where nothing can be shown."""
    results = story.results
    if not results.columns:
        return [], []
    found = pictures(results, Wishes())
    specs = [found[key] for key in KEYS if found[key].rows]
    if len(story.time.rounds) > 1:
        specs.append(slopes(_latest(story), Asked()))
    drawn: list[Drawing] = []
    blocks = [heading(2, "Pictures", is_new_page=True), soft(UNCOLOURED)]
    for spec in specs:
        blocks += _picture(spec, drawn)
    if not found["answers"].rows:
        blocks += [heading(3, found["answers"].question), par(no_bars(results))]
    blocks += _figures([spec for spec in specs if spec.key in TOLD], results)
    return [item.text for item in drawn], blocks


def _latest(story: Story) -> Timeline:
    return replace(story.time, rounds=story.time.rounds[-MOST_ROUNDS:])


def _picture(spec: ChartSpec, drawn: list[Drawing]) -> list[Block]:
    """The picture with its drawings put to the others."""
    pieces, alt = drawings(spec), f"{spec.name}. {spec.headline}".strip()
    told = []
    for number, item in enumerate(pieces, 1):
        which = f"{alt} Part {number} of {len(pieces)}." if len(pieces) > 1 else alt
        told.append((len(drawn), which, item.height / item.width))
        drawn.append(item)
    return [picture(spec.question, spec.headline, spec.caption, told)]


def _figures(specs: list[ChartSpec], results: Results) -> list[Block]:
    blocks = [heading(2, "The figures behind the pictures", is_new_page=True)]
    blocks.append(soft("Where single statements are drawn, their figures stand in the tables of every statement."))
    for spec in specs:
        blocks.append(heading(3, spec.question))
        blocks += _tables(figures_of(spec))
    return blocks


def _tables(found: ChartTable) -> list[Block]:
    """The table, or as many as its columns take; the first column begins each."""
    rest = range(1, len(found.header))
    chunks = [(0, *rest[start : start + WIDEST]) for start in range(0, len(rest), WIDEST)]
    return [
        table(
            [found.header[index] for index in chunk],
            [_width(found, index) for index in chunk],
            [[row[index] for index in chunk] for row in found.rows],
        )
        for chunk in chunks
    ]


def _width(found: ChartTable, column: int) -> int:
    """How wide a column is beside the others: by its longest text, or the longest word of its head."""
    longest = max((len(word) for word in found.header[column].split()), default=0)
    most = 34 if column == 0 else 28 if len(found.header) < WIDEST - 1 else 11
    return max(longest + 2, min(max((len(row[column]) for row in found.rows), default=0) + 2, most), 7)
