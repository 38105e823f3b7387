"""The picture as a table: the same figures, for those who cannot see it or want to copy it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reports.charts import ChartCell, ChartRow, ChartSpec
from reports.results import one_decimal
from reports.words.phrases import upper_first


@dataclass(frozen=True)
class ChartTable:
    """A header and rows of text; the first of each row is its name."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table(spec: ChartSpec) -> ChartTable:
    """The table of a picture."""
    return TABLES[spec.kind](spec)


def _heat(spec: ChartSpec) -> ChartTable:
    rows: list[tuple[str, ...]] = []
    for row in spec.rows:
        texts = [_cell(cell) for cell in row.cells] or [row.note] * len(spec.columns)
        rows.append((row.label, *texts, row.note if row.cells else ""))
    if spec.foot:
        rows.append((spec.foot_label, *spec.foot, ""))
    return ChartTable((spec.row_word, *spec.columns, spec.note_word), tuple(rows))


def _cell(cell: ChartCell) -> str:
    if cell.state == "hidden":
        return "hidden"
    return f"{cell.text}, no shared view" if cell.is_framed else cell.text


def _dots(spec: ChartSpec) -> ChartTable:
    if spec.columns:
        rows = tuple((row.label, dot.name, dot.text, row.note) for row in spec.rows for dot in row.dots)
        return ChartTable((spec.row_word, *spec.columns), rows)
    rows = tuple(
        (row.label, dot.name, dot.text, "far from the others" if dot.is_flagged else "")
        for row in spec.rows
        for dot in row.dots
    )
    return ChartTable((spec.row_word, "Column", "Mean", "Remark"), rows)


def _levels(spec: ChartSpec) -> ChartTable:
    has_before = any(row.before is not None for row in spec.rows)
    rows = []
    for row in spec.rows:
        now = row.dots[0].text if row.dots else "cannot be shown"
        before = [f"{one_decimal(row.before)}" if row.before is not None else "none"] if has_before else []
        rows.append((row.label, *before, now, row.note if row.dots else ""))
    return ChartTable((spec.row_word, *(["Before"] if has_before else []), "Now", "Band"), tuple(rows))


def _bars(spec: ChartSpec) -> ChartTable:
    rows = tuple((row.label, *(f"{count:,}" for count in (*row.counts, *row.asides))) for row in spec.rows)
    return ChartTable((spec.row_word, *spec.columns, *(upper_first(name) for name in spec.asides)), rows)


def _lanes(spec: ChartSpec) -> ChartTable:
    rows = [(dot.name, dot.text, row.label.lower()) for row in spec.rows for dot in row.by_value]
    return ChartTable(("Statement", "Mean", "Agreement"), tuple(rows))


def _radar(spec: ChartSpec) -> ChartTable:
    rows = []
    for row in spec.rows:
        figures = {dot.name: dot.text for dot in row.dots}
        rows.append((row.label, *(figures.get(name, "cannot be shown") for name in spec.columns)))
    return ChartTable((spec.row_word, *spec.columns), tuple(rows))


def _sums(spec: ChartSpec) -> ChartTable:
    rows = [(row.label, *_pieces(spec, row), *(cell.text for cell in row.cells)) for row in spec.rows]
    return ChartTable((spec.row_word, *spec.columns, "Pledged", "Given"), (*rows, (spec.foot_label, *spec.foot)))


def _pieces(spec: ChartSpec, row: ChartRow) -> tuple[str, ...]:
    amounts = {dot.name: dot.text for dot in row.dots}
    return tuple(amounts.get(name, "none") for name in spec.columns)


def _sides(spec: ChartSpec) -> ChartTable:
    rows = [
        (cell.words, side, cell.text)
        for number, side in enumerate(spec.columns)
        for cell in (row.cells[number] for row in spec.rows)
        if cell.words
    ]
    return ChartTable((spec.row_word, "Side", "Mean"), tuple(rows))


def _slopes(spec: ChartSpec) -> ChartTable:
    """A row for each panel and round: tidy, so that forty rounds can be read and sorted."""
    has_own = any(line.role == "one" for row in spec.rows for line in row.lines)
    rows = [
        (row.label, title, spec.moments[number], *_at(row, number, has_own=has_own))
        for row in spec.rows
        for number, title in enumerate(spec.columns)
    ]
    names = {line.name for row in spec.rows for line in row.lines if line.role == "one"}
    own = [names.pop() if len(names) == 1 else "Its own figure"] if has_own else []
    header = (spec.row_word, "Round", "Closed", "All partners", "Partners compared with the round before", *own)
    return ChartTable(header, tuple(rows))


def _at(row: ChartRow, number: int, *, has_own: bool) -> tuple[str, ...]:
    """What the lines of a panel say of one round."""
    lines = {line.role: line for line in row.lines}
    step = lines["matched"].steps[number - 1] if "matched" in lines and number else None
    own = [_words(lines["one"].cells[number]) if "one" in lines else ""] if has_own else []
    return (_words(lines["all"].cells[number]), step.words if step else "not compared", *own)


def _words(cell: ChartCell) -> str:
    return cell.text if cell.state == "shown" else cell.words


def _beside(spec: ChartSpec) -> ChartTable:
    rows = tuple((row.label, *(cell.text or cell.words for cell in row.cells), row.note) for row in spec.rows)
    return ChartTable((spec.row_word, *spec.columns, "Reading"), rows)


def _history(spec: ChartSpec) -> ChartTable:
    rows = tuple((row.label, row.dots[0].text if row.dots else row.note) for row in spec.rows)
    return ChartTable(("Round", spec.row_word), rows)


TABLES = {
    "heat": _heat,
    "dots": _dots,
    "levels": _levels,
    "bars": _bars,
    "lanes": _lanes,
    "radar": _radar,
    "sums": _sums,
    "sides": _sides,
    "slopes": _slopes,
    "beside": _beside,
    "history": _history,
}
