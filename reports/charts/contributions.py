"""Contributions: who puts in what, a bar a partner, a piece a kind, and a line for what was given. Pure."""

from __future__ import annotations

from math import ceil

from record.document import money_words
from record.totals import Sum, Totals, year_words
from reports.charts import ChartCell, ChartDot, ChartRow, ChartSpec
from reports.words.contributions import given_words, headline

QUESTION = "Who puts in what?"
KEY = "contributions"


def contributions_chart(totals: Totals, year: int | None = None) -> ChartSpec:
    """A row a partner, by name; of one financial year, or of all where `year` is None."""
    rows = tuple(_row(totals, partner, name, year) for partner, name in totals.names.items())
    longest = max((cell.value or 0 for row in rows for cell in row.cells), default=0)
    when = f"in {year_words(year)}" if year else f"in {_span(totals)}"
    return ChartSpec(
        key=KEY,
        kind="sums",
        question=QUESTION,
        headline=headline(totals, year),
        name=f"Stacked bars: what each partner pledged, by kind, and gave, {when}",
        caption=f"Pounds, {when}. Bars: pledged, by kind. Lines: given, as far as it is told.",
        row_word="Partner",
        columns=tuple(words for _, words in totals.kinds),
        rows=rows,
        low=0,
        high=max(1, ceil(longest)),
        foot=_foot(totals, year),
        foot_label="All partners",
    )


def _row(totals: Totals, partner: int, name: str, year: int | None) -> ChartRow:
    whole = totals.sum(partner=partner, year=year)
    pieces = [
        ChartDot(words, float(amount), money_words(amount))
        for kind, words in totals.kinds
        if (amount := totals.sum(partner=partner, year=year, kind=kind).pledged)
    ]
    return ChartRow(name, "", dots=tuple(pieces), cells=_cells(whole))


def _cells(whole: Sum) -> tuple[ChartCell, ChartCell]:
    """What was pledged, and what was given; the second has no value where nothing is told of it."""
    pledged = money_words(whole.pledged) if whole.rows else "nothing written down"
    return (
        ChartCell(float(whole.pledged), pledged, None, "shown", f"{pledged} pledged" if whole.rows else pledged),
        ChartCell(float(whole.given) if whole.told else None, given_words(whole), None, "shown", given_words(whole)),
    )


def _foot(totals: Totals, year: int | None) -> tuple[str, ...]:
    whole = totals.sum(year=year)
    kinds = [money_words(totals.sum(year=year, kind=kind).pledged) for kind, _ in totals.kinds]
    return (*kinds, money_words(whole.pledged), given_words(whole))


def _span(totals: Totals) -> str:
    """The years it is about: one of them, or from the first to the last."""
    ends = [year_words(year) for year in (*totals.years[:1], *totals.years[-1:])]
    return " to ".join(dict.fromkeys(ends)) or "no year"
