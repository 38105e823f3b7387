"""What a picture shows, apart from how it is drawn: one frozen `ChartSpec`, which every adapter reads. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CellState = Literal["shown", "hidden", "too few", "pooled", "left out", "no answers", "not asked"]
RowKind = Literal["column", "absent", "total"]


@dataclass(frozen=True)
class ChartCell:
    """One cell of a heat map.

    `text` is what is printed; `level` (1 to 5, None where nothing is shown) the ground it stands on; `words` all that
    is known of it; `is_framed` that there is no shared view.
    """

    value: float | None
    text: str
    level: int | None
    state: CellState
    words: str
    is_framed: bool = False
    link: str = ""


@dataclass(frozen=True)
class ChartDot:
    """One dot in a row: whose it is, where it stands, how its value is written, whether it is far from the others."""

    name: str
    value: float
    text: str
    is_flagged: bool = False
    link: str = ""


@dataclass(frozen=True)
class ChartStep:
    """What leads from one round to the next: a line from `start` to `end`, and what is known of it in words.

    Dashed where the two rounds are not alike; flagged where the figure changed by the rule of `surveys.change`.
    """

    start: float
    end: float
    words: str
    is_dashed: bool = False
    is_flagged: bool = False


@dataclass(frozen=True)
class ChartLine:
    """One course over the rounds: a cell a round, and a step from each to the next; None where none is drawn.

    `role`: all partners, those that two neighbouring rounds are compared by (steps alone, without cells, because they
    are others from step to step), or one partner.
    """

    name: str
    role: Literal["all", "matched", "one"]
    cells: tuple[ChartCell, ...]
    steps: tuple[ChartStep | None, ...]


@dataclass(frozen=True)
class ChartRow:
    """One row: cells of a heat map, counts of bars, or dots of the other kinds.

    `note` is the word at its end; `middle` the mean of all, `before` the earlier round's; an absent row has no figures,
    and its note says why. Sums have a dot a piece, and as cells what was pledged and given; two sides have a cell each,
    whose `words` are the statement; a score beside checks has a cell for either; slopes have `lines`; a history has a
    row a round, its overall the one dot. `counts` are how many gave each answer, lowest first; `asides` how many gave
    each answer without a score. A `link`, here as in cells and dots, leads to what is behind it, seen from the results
    page; empty where there is nothing.
    """

    label: str
    note: str
    kind: RowKind = "column"
    cells: tuple[ChartCell, ...] = ()
    dots: tuple[ChartDot, ...] = ()
    counts: tuple[int, ...] = ()
    asides: tuple[int, ...] = ()
    lines: tuple[ChartLine, ...] = ()
    middle: float | None = None
    before: float | None = None
    is_flagged: bool = False
    is_dashed: bool = False
    link: str = ""

    @property
    def drawn_lines(self) -> tuple[ChartLine, ...]:
        """Those to draw: where somebody’s own line has no figure at all, nothing that could be taken for it."""
        own = [line for line in self.lines if line.role == "one"]
        is_empty = bool(own) and not any(cell.value is not None for line in own for cell in line.cells)
        return tuple(own) if is_empty and len(self.lines) == 2 else self.lines

    @property
    def by_value(self) -> tuple[ChartDot, ...]:
        """The dots, lowest first."""
        return tuple(sorted(self.dots, key=lambda dot: dot.value))


@dataclass(frozen=True)
class ChartBand:
    """A band on the axis: from `low` to `high`, with its letter."""

    letter: str
    low: float
    high: float


@dataclass(frozen=True)
class ChartSpec:
    """One picture: its question, its answer in a sentence, its matter, and its name for those who cannot see it.

    `low` and `high` are the ends of the scale; `grounds` the five grounds with their ranges in words; `foot` words
    under the columns of a heat map or a table of sums, or the means of two sides, `foot_label` what they are; `asides`
    the answers without a score; `is_share` that bars all begin at the left, from 0 to 100 per cent, instead of meeting
    in the middle. Over rounds, `columns` are their titles, `moments` the months they closed in, `where` their places,
    0 to 1. `root` leads from the page at hand to the results page; from a picture of several
    rounds, to the partnership; `note_word` heads the words at the ends of a heat map’s rows.
    """

    key: str
    kind: Literal["heat", "dots", "levels", "bars", "lanes", "radar", "sums", "sides", "slopes", "beside", "history"]
    question: str
    headline: str
    name: str
    caption: str
    row_word: str
    columns: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    low: int
    high: int
    grounds: tuple[tuple[int, str], ...] = ()
    bands: tuple[ChartBand, ...] = ()
    foot: tuple[str, ...] = ()
    foot_label: str = ""
    asides: tuple[str, ...] = ()
    is_share: bool = False
    moments: tuple[str, ...] = ()
    where: tuple[float, ...] = ()
    root: str = ""
    note_word: str = "Agreement"

    def href(self, link: str) -> str:
        """A link's address from the page at hand; empty for none."""
        return self.root + link if link else ""

    @property
    def total(self) -> ChartRow | None:
        """The row for all partners together."""
        return next((row for row in self.rows if row.kind == "total"), None)

    @property
    def has_links(self) -> bool:
        """Whether anything in it leads on."""
        links = [row.link for row in self.rows] + [cell.link for cell in self._cells]
        return any(links) or any(dot.link for row in self.rows for dot in row.dots)

    @property
    def has_hidden(self) -> bool:
        """Whether a cell is hidden for confidentiality."""
        return any(cell.state == "hidden" for cell in self._cells)

    @property
    def _cells(self) -> list[ChartCell]:
        own = [cell for row in self.rows for cell in row.cells]
        return own + [cell for row in self.rows for line in row.lines for cell in line.cells]
