"""Do we do what we say? A row a principle: its score beside the share of its checks that are met. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from reports.charts import CellState, ChartCell, ChartRow, ChartSpec
from reports.charts.levels import bands_on_axis
from reports.links import to_section
from reports.results import Results, short
from reports.say_do import PrincipleReading
from reports.words.say_do import headline, reading_words, sentence

KEY, QUESTION = "say-do", "Do we do what we say?"


def say_do_chart(results: Results, found: Sequence[PrincipleReading]) -> ChartSpec:
    """The picture; the share of checks runs from 0 to 1."""
    return ChartSpec(
        key=KEY,
        kind="beside",
        question=QUESTION,
        headline=headline(found),
        name=f"Each principle’s score beside the share of its checks that are met, {len(found)} principles",
        caption=f"Dots: mean of all partners, 1 to {results.points}, one partner, one voice; amber where there is no "
        "shared view. Bars: checks of the record that are met; the upright line stands at two thirds. "
        "Letters are bands.",
        row_word="Principle",
        columns=(f"Score, 1 to {results.points}", "Checks met"),
        rows=tuple(_row(results, item) for item in found),
        low=1,
        high=results.points,
        bands=bands_on_axis(results),
    )


def _row(results: Results, item: PrincipleReading) -> ChartRow:
    state: CellState = "shown" if item.mean is not None else "too few" if results.is_attributed else "hidden"
    why = "too few of its statements are scored" if results.is_attributed else "hidden for confidentiality"
    apart = ", no shared view" if item.is_apart else ""
    told = f"{item.text}{apart}" if item.mean is not None else why
    score = ChartCell(item.mean, f"{short(item.text)}{apart}", None, state, told, bool(item.is_apart))
    share = item.met / len(item.held)
    checks = ChartCell(share, f"{item.met} of {len(item.held)}", None, "shown", sentence(item, results))
    return ChartRow(
        item.section.short_title,
        reading_words(item),
        cells=(score, checks),
        is_flagged=item.reading in {"said", "done"},
        link=f"#principle-{item.section.key}",
    )


def to_results(results: Results, key: str) -> str:
    """A principle's statements in the round's results, seen from the partnership."""
    return f"rounds/{results.facts['id']}/results/{to_section(results, key)}"
