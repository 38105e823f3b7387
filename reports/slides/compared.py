"""Partners side by side, what comes first, how people answered, what moved: each as a native chart or table."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from reports.charts import ChartCell, ChartRow, ChartSpec
from reports.charts.first import corners
from reports.charts.slopes import Asked, slopes
from reports.pictures.measure import letters, shorten
from reports.results import Results
from reports.slides.charts import Course, bars, dots, lines, shares
from reports.slides.deck import BOTTOM, GAP, TOP, Deck, TableCell, row_height
from reports.slides.texts import SMALLEST, clean
from reports.slides.texts import WIDTH as LETTER
from reports.slides.theme import INSIDE, LEVELS, PALE
from reports.story import Story
from reports.wishes import Wishes, pictures
from reports.words.answers import no_bars
from reports.words.statements import differences, no_differences

WIDEST, NAMES = 12.7, 2.2
"""Width of a table of figures, and of the names in it, in inches."""
NAME = 26
"""Letters of a name in such a table."""
MOST_ROWS, MOST_SERIES, MOST_BARS, MOST_ROUNDS, MOST_LINES = 24, 8, 12, 12, 8
APART, KEY = " †", "† no shared view."


def compared(deck: Deck, story: Story) -> None:
    """One picture of the results page after the other."""
    results = story.results
    found = pictures(results, Wishes())
    if found["sides"].rows:
        _sides(deck, found["sides"])
    _heat(deck, found["heat"])
    if found["dots"].rows:
        _dots(deck, found["dots"])
    _differences(deck, results, found["differences"])
    _first(deck, results, found["first"])
    if found["importance"].rows:
        _importance(deck, found["importance"])
    _answers(deck, results, found["answers"])
    if len(story.time.rounds) > 1:
        _over_time(deck, story)


def _heat(deck: Deck, spec: ChartSpec) -> None:
    """Tables with the printed figures on their grounds; as many as rows and columns take."""
    rows = [row for row in spec.rows if row.kind != "total"]
    many = len(rows) > MOST_ROWS
    shown = [*([] if many else rows), *([spec.total] if spec.total else [])] or rows[:MOST_ROWS]
    more = [f"{len(rows)} partners are too many for a slide: the board pack shows each of them."] if many else []
    finding = " ".join([spec.headline, *more, *([KEY] if spec.total and any(_framed(spec.total)) else [])])
    beside = _beside(spec)
    for start in range(0, len(spec.columns), beside):
        chosen = slice(start, start + beside)
        names = spec.columns[chosen]
        widths = (NAMES, *[(WIDEST - NAMES) / len(names)] * len(names))
        head = [TableCell(spec.row_word), *(TableCell(name) for name in names)]
        for part in _fitting(shown, widths):
            notes = [spec.caption, *more, *chain.from_iterable(_told(spec, row) for row in part)]
            page = deck.page(spec.question, finding, notes)
            cells = [[TableCell(_name(row), is_bold=row.kind == "total"), *_cells(row, chosen)] for row in part]
            made = page.table([head, *cells], widths, f"{spec.name}. {spec.headline}")
            for number, row in enumerate(part, 1):
                if not row.cells:
                    made.cell(number, 1).merge(made.cell(number, len(names)))
            page.close()


def _name(row: ChartRow) -> str:
    """As much of the row's name as two lines take, its beginning and its end."""
    return shorten(" ".join(clean(row.label).split()), NAME)


def _framed(row: ChartRow) -> list[bool]:
    return [cell.is_framed for cell in row.cells]


def _beside(spec: ChartSpec) -> int:
    """How many columns fit, so that no word of a head has to be broken."""
    longest = max((letters(word) for name in spec.columns for word in name.split()), default=1)
    wide = longest * SMALLEST * LETTER / 72 + 2 * GAP
    return max(1, min(int((WIDEST - NAMES) / wide), len(spec.columns)))


def _fitting(rows: list[ChartRow], widths: tuple[float, ...]) -> list[list[ChartRow]]:
    """The rows, slide by slide; none stands alone on the last."""
    parts: list[list[ChartRow]] = [[]]
    room = start = BOTTOM - TOP - row_height([TableCell(" ")], widths)
    for row in rows:
        height = row_height([TableCell(_name(row))], widths)
        if height > room and parts[-1]:
            parts.append([])
            room = start
        parts[-1].append(row)
        room -= height
    if len(parts) > 1 and len(parts[-1]) == 1 and len(parts[-2]) > 1:
        parts[-1].insert(0, parts[-2].pop())
    return parts


def _cells(row: ChartRow, chosen: slice) -> list[TableCell]:
    if not row.cells:
        return [TableCell(row.note, ground=str(PALE))] + [TableCell("")] * (len(range(*chosen.indices(99))) - 1)
    return [_cell(cell) for cell in row.cells[chosen]]


def _cell(cell: ChartCell) -> TableCell:
    if cell.level is None:
        return TableCell("hidden" if cell.state == "hidden" else cell.text, ground=str(PALE))
    ground, ink = LEVELS[cell.level]
    return TableCell(f"{cell.text}{APART}" if cell.is_framed else cell.text, ground, ink, is_bold=cell.is_framed)


def _told(spec: ChartSpec, row: ChartRow) -> list[str]:
    """A row in words, for the notes."""
    if not row.cells:
        return [f"{row.label}: {row.note}."]
    told = [f"{name} {cell.words}" for name, cell in zip(spec.columns, row.cells, strict=True)]
    note = f" {spec.note_word if row.kind == 'column' else 'Counted'}: {row.note}." if row.note else ""
    return [f"{row.label}: {'; '.join(told)}.{note}"]


def _dots(deck: Deck, spec: ChartSpec) -> None:
    """A mark a partner; of many partners, the lowest, the mean of all and the highest."""
    notes = [spec.caption, *(_dots_told(row) for row in spec.rows)]
    page = deck.page(spec.question, spec.headline, notes)
    dots(page, spec, [row.label for row in spec.rows], _marks(spec))
    page.close()


def _marks(spec: ChartSpec) -> list[Course]:
    names = sorted({dot.name for row in spec.rows for dot in row.dots}, key=str.casefold)
    if len(names) > MOST_SERIES:
        ends = [(row.by_value[0].value, row.by_value[-1].value) for row in spec.rows]
        return [
            Course("Highest", [high for _, high in ends]),
            Course("All partners", [row.middle for row in spec.rows]),
            Course("Lowest", [low for low, _ in ends]),
        ]
    return [
        Course(name, [next((dot.value for dot in row.dots if dot.name == name), None) for row in spec.rows])
        for name in names
    ]


def _dots_told(row: ChartRow) -> str:
    return f"{row.label}, {row.note}: " + "; ".join(f"{dot.name} {dot.text}" for dot in row.dots) + "."


def _differences(deck: Deck, results: Results, spec: ChartSpec) -> None:
    """A slide a statement on which partners lie furthest apart."""
    found = differences(results)
    if not found:
        page = deck.page("Where partners differ", no_differences(results))
        page.close()
    for item, row in zip(found, spec.rows, strict=True):
        told = sorted(row.dots, key=lambda dot: dot.name.casefold())
        finding = f"{item.low_name} {item.low}, {item.high_name} {item.high}: {item.range} apart."
        if len(told) > MOST_BARS:
            ends = {*row.by_value[: MOST_BARS // 2], *row.by_value[-MOST_BARS // 2 :]}
            told = [dot for dot in told if dot in ends]
            finding += f" The {MOST_BARS // 2} lowest and highest of {len(row.dots)} are drawn."
        page = deck.page(item.text, finding, [spec.caption, _dots_told(row)])
        name = f"Bars: {item.text.rstrip('.')}, by partner"
        course = Course("Mean", [dot.value for dot in told], [dot.text for dot in told])
        bars(page, replace(spec, name=name, headline=finding), [dot.name for dot in told], [course])
        page.close()


def _first(deck: Deck, results: Results, spec: ChartSpec) -> None:
    """Statements by level and agreement: how many lie in each corner, and the most urgent of each."""
    found = corners(results)
    if not found:
        return
    notes = [spec.caption]
    rows = [[TableCell("Where"), TableCell("How many"), TableCell("First of them")]]
    for corner in found:
        notes += [f"{corner.title}: {corner.advice}"]
        notes += [f"{item.text} {item.mean}." for item in corner.statements]
        first = corner.statements[0]
        rows.append(
            [
                TableCell(corner.title, is_bold=True),
                TableCell(str(len(corner.statements))),
                TableCell(f"{first.text} {first.mean}"),
            ]
        )
    page = deck.page(spec.question, spec.headline, notes)
    page.table(rows, (3.6, 1.5, INSIDE - 5.1), f"Table: statements by level and agreement. {spec.headline}")
    page.close()


def _importance(deck: Deck, spec: ChartSpec) -> None:
    courses = [
        Course(name, [row.dots[number].value for row in spec.rows], [row.dots[number].text for row in spec.rows])
        for number, name in enumerate(("Score", "Importance"))
    ]
    notes = [spec.caption, *(_dots_told(row) for row in spec.rows)]
    page = deck.page(spec.question, spec.headline, notes)
    bars(page, spec, [row.label for row in spec.rows], courses)
    page.close()


def _answers(deck: Deck, results: Results, spec: ChartSpec) -> None:
    if not spec.rows:
        page = deck.page(spec.question, no_bars(results))
        page.close()
        return
    notes = [spec.caption]
    for row in spec.rows:
        told = [f"{name} {count:,}" for name, count in zip(spec.columns, row.counts, strict=True)]
        told += [f"{name} {count:,}" for name, count in zip(spec.asides, row.asides, strict=True)]
        notes.append(f"{row.label}: {', '.join(told)}.")
    page = deck.page(spec.question, spec.headline, notes)
    shares(page, spec)
    page.close()


def _sides(deck: Deck, spec: ChartSpec) -> None:
    """Pairs of statements with their means, a few a slide."""
    widths = (4.9, (INSIDE - 9.8) / 2, 4.9, (INSIDE - 9.8) / 2)
    head = [TableCell(words) for words in (spec.columns[0], spec.foot[0], spec.columns[1], spec.foot[1])]
    notes = [spec.caption, *(f"{cell.words} {cell.text}." for row in spec.rows for cell in row.cells if cell.words)]
    for start in range(0, len(spec.rows), 5):
        rows = [
            [part for cell in row.cells for part in (TableCell(cell.words), TableCell(cell.text, is_bold=True))]
            for row in spec.rows[start : start + 5]
        ]
        page = deck.page(spec.question, spec.headline, notes)
        page.table([head, *rows], widths, f"{spec.name}. {spec.headline}")
        page.close()


def _over_time(deck: Deck, story: Story) -> None:
    """Lines of all partners over the latest rounds, and what moved since the last."""
    time = replace(story.time, rounds=story.time.rounds[-MOST_ROUNDS:])
    spec = slopes(time, Asked())
    notes = [spec.caption, *(_line_told(spec, row) for row in spec.rows)]
    for start in range(0, len(spec.rows), MOST_LINES):
        rows = spec.rows[start : start + MOST_LINES]
        courses = [Course(row.label, [cell.value for cell in _all(row)]) for row in rows]
        page = deck.page(spec.question, spec.headline, notes)
        lines(page, spec, spec.columns, courses)
        page.close()


def _all(row: ChartRow) -> tuple[ChartCell, ...]:
    return next(line.cells for line in row.lines if line.role == "all")


def _line_told(spec: ChartSpec, row: ChartRow) -> str:
    rounds = zip(spec.columns, spec.moments, _all(row), strict=True)
    told = [f"{title}, {moment}: {cell.words}" for title, moment, cell in rounds]
    return f"{row.label}: {'; '.join(told)}. Partners compared: {row.note}."
