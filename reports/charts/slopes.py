"""What has changed: a panel a section, or a panel a partner, with lines over all closed rounds. Pure.

Nothing is drawn over a round that has no figure: a line that passed it would invent one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from reports.charts import CellState, ChartCell, ChartLine, ChartRow, ChartSpec, ChartStep
from reports.charts.levels import bands_on_axis
from reports.links import to_column, to_over_time, to_section
from reports.results import VOICE_WORDS, Results, short, shown
from reports.timeline import OVERALL, Timeline, change_of, closed_on, is_alike, is_matched, place_of, row_of
from reports.words.over_time import caption, headline, note, partner_note, step_words, whose
from surveys.change import Change
from surveys.definition import Section

KEY, QUESTION = "over-time", "What has changed?"
ALL, COMPARED = "All partners", "Partners compared"
LEAST = 1 / 3
"""No step is narrower than this share of an even one, so that rounds never lie on one another."""
WHY: dict[CellState, str] = {
    "hidden": "hidden for confidentiality",
    "too few": "too few of its statements are scored",
    "pooled": "shown together with others",
    "left out": "left out: too few answers",
    "no answers": "no answers",
    "not asked": "not asked",
}
MARKS: dict[CellState, str] = {"too few": "f", "pooled": "p", "left out": "l", "no answers": "n", "not asked": "–"}
"""What stands at the foot of a panel where a round has no figure; hidden ones are hatched."""


@dataclass(frozen=True)
class Asked:
    """What the reader asks for: a section (OVERALL: the overall; None: all of them) and a partner, empty for all."""

    section: str | None = None
    partner: str = ""


def slopes(time: Timeline, asked: Asked) -> ChartSpec:
    """The picture; without rows where there is only one round."""
    rows = (
        _partner_rows(time, asked.section, asked.partner) if asked.section is not None else _rows(time, asked.partner)
    )
    newest = time.newest
    return ChartSpec(
        key=KEY,
        kind="slopes",
        question=QUESTION,
        headline=headline(time, asked.section),
        name=f"Slope chart: {whose(time, asked.section, asked.partner)}, over {len(time.rounds)} closed rounds",
        caption=caption(time, rows, VOICE_WORDS[newest.voice], WHY, MARKS),
        row_word=newest.part_word.capitalize() if asked.section is None else "Partner",
        columns=tuple(results.facts["title"] for results in time.rounds),
        rows=tuple(rows) if len(time.rounds) > 1 else (),
        low=1,
        high=newest.points,
        bands=bands_on_axis(newest),
        moments=tuple(f"{closed_on(results):%b %Y}" for results in time.rounds),
        where=places([closed_on(results) for results in time.rounds]),
    )


def places(days: Sequence[date]) -> tuple[float, ...]:
    """Where rounds stand, 0 to 1: steps as wide as the time between, none under a third of an even one."""
    if len(days) < 2:
        return (0.0,) * len(days)
    gaps = [(after - before).days for before, after in pairwise(days)]
    even = sum(gaps) / len(gaps) or 1
    widths = [max(gap, even * LEAST) for gap in gaps]
    return tuple(sum(widths[:index]) / sum(widths) for index in range(len(days)))


def _rows(time: Timeline, partner: str) -> list[ChartRow]:
    """All sections, the overall first where there is one."""
    has_overall = any(_all_figure(results, OVERALL) for results in time.rounds)
    sections: list[Section | None] = [*([None] if has_overall else []), *time.newest.definition.sections]
    return [_row(time, section, partner) for section in sections]


def _row(time: Timeline, section: Section | None, partner: str) -> ChartRow:
    key = section.key if section else OVERALL
    own = (_partner_line(time, key, partner),) if partner else ()
    change = change_of(time.from_end_to_end, key)
    is_bad = bool(section and section.direction == "high_is_bad")
    return ChartRow(
        section.short_title if section else "Overall",
        partner_note(own[0].cells, is_bad=is_bad) if own else note(change, is_bad=is_bad),
        lines=(_matched_line(time, key), _all_line(time, key), *own),
        is_flagged=bool(change and change.moved and not own),
        link=to_over_time(time.newest, principle=key or "overall", partner=partner),
    )


def _partner_rows(time: Timeline, key: str, partner: str) -> list[ChartRow]:
    """All partners, then each of them, or the one that is asked for."""
    everyone = _all_line(time, key)
    change = change_of(time.from_end_to_end, key)
    rows = [
        ChartRow(ALL, note(change), "total", lines=(_matched_line(time, key), everyone),
                 is_flagged=bool(change and change.moved))
    ]  # fmt: skip
    for other, name in time.partners.items():
        if partner in ("", other):
            line = _partner_line(time, key, other)
            link = to_over_time(time.newest, partner=other)
            rows.append(ChartRow(name, partner_note(line.cells), lines=(everyone, line), link=link))
    return rows


def _all_figure(results: Results, key: str) -> dict[str, Any] | None:
    """The figure of all partners, where it is shown."""
    row = row_of(results, key)
    figure = results.all(row) if row else None
    return figure if figure and figure["mean"] is not None else None


def _all_line(time: Timeline, key: str) -> ChartLine:
    cells = []
    for results in time.rounds:
        row, link = row_of(results, key), _to(results, to_section(results, key) if key else "")
        cells.append(_cell(results, results.all(row), link) if row else _without("not asked"))
    return ChartLine(ALL, "all", tuple(cells), _steps(time, cells, key, is_matched))


def _partner_line(time: Timeline, key: str, partner: str) -> ChartLine:
    cells = []
    for results in time.rounds:
        row, place = row_of(results, key), place_of(results, partner)
        if place != "own":
            cells.append(_without(place))
        elif row is None:
            cells.append(_without("not asked"))
        else:
            link = _to(results, to_column(results, partner, key))
            cells.append(_cell(results, row["columns"][partner], link))
    return ChartLine(time.partners[partner], "one", tuple(cells), _steps(time, cells, key, is_alike))


def _steps(
    time: Timeline, cells: Sequence[ChartCell], key: str, alike: Callable[[Results, Results, str], bool]
) -> tuple[ChartStep | None, ...]:
    """A step between neighbours that both have a figure, dashed where they are not alike."""
    found: list[ChartStep | None] = []
    for (one, other), pair in zip(pairwise(cells), pairwise(time.rounds), strict=True):
        if one.value is None or other.value is None:
            found.append(None)
        else:
            found.append(ChartStep(one.value, other.value, "", is_dashed=not alike(*pair, key)))
    return tuple(found)


def _matched_line(time: Timeline, key: str) -> ChartLine:
    changes = [change_of(comparison, key) for comparison in time.steps]
    alike = [is_alike(*pair, key) for pair in pairwise(time.rounds)]
    steps = tuple(_matched(*pair) for pair in zip(changes, alike, strict=True))
    return ChartLine(COMPARED, "matched", (), steps)


def _matched(change: Change | None, is_same: bool) -> ChartStep | None:  # one of a pair
    if change is None:
        return None
    return ChartStep(change.before, change.after, step_words(change), is_dashed=not is_same, is_flagged=change.moved)


def _cell(results: Results, figure: dict[str, Any], link: str) -> ChartCell:
    if figure["mean"] is None:
        return _without("too few" if results.is_attributed else "hidden", link)
    apart = ", no shared view" if figure["no_shared_view"] else ""
    words = f"{shown(figure)} of {results.points}{apart}"
    return ChartCell(figure["mean"], short(shown(figure)), None, "shown", words, bool(apart), link)


def _without(state: CellState, link: str = "") -> ChartCell:
    return ChartCell(None, MARKS.get(state, ""), None, state, WHY[state], link=link)


def _to(results: Results, rest: str) -> str:
    """A place of a round's results, seen from the partnership."""
    return f"rounds/{results.facts['id']}/results/{rest}"
