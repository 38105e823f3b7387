"""The overview's picture: where all partners stand on each section, and stood the time before. Pure."""

from __future__ import annotations

from reports.charts import ChartBand, ChartDot, ChartRow, ChartSpec
from reports.links import to_section
from reports.results import VOICE_WORDS, Results, one_decimal
from reports.words.headlines import levels_headline
from reports.words.phrases import isolated
from surveys.change import Comparison
from surveys.definition import Section


def levels(results: Results, before: Results | None, comparison: Comparison | None, before_title: str) -> ChartSpec:
    """A row a section; `before` is an earlier round on the same scale, or None."""
    part = results.part_word
    return ChartSpec(
        key="levels",
        kind="levels",
        question=f"How healthy are we, {part} by {part}?",
        headline=levels_headline(results),
        name=f"Dot plot: the score on each {part}" + (f", now and in {isolated(before_title)}" if before else ""),
        caption=_caption(results, before, comparison, before_title),
        row_word=part.capitalize(),
        columns=(),
        rows=tuple(_row(results, section, before, comparison) for section in results.definition.sections),
        low=1,
        high=results.points,
        bands=bands_on_axis(results),
    )


def _row(results: Results, section: Section, before: Results | None, comparison: Comparison | None) -> ChartRow:
    row = results.section(section.key)
    figure = results.all(row)
    apart = bool(row["all"]["no_shared_view"])
    if figure["mean"] is None:
        return ChartRow(section.short_title, "cannot be shown", kind="absent")
    band = results.band(figure)
    note = "No shared view" if apart else f"{band.letter}  {band.name}" if band else ""
    earlier = before.document["figures"]["sections"].get(section.key) if before else None
    return ChartRow(
        section.short_title,
        f"{note}, high is bad" if section.direction == "high_is_bad" else note,
        dots=(ChartDot("All partners", figure["mean"], one_decimal(figure["mean"]), apart),),
        link=to_section(results, section.key),
        before=results.all(earlier)["mean"] if earlier else None,
        is_flagged=apart,
        is_dashed=comparison is not None and not _same_partners(comparison),
    )


def _same_partners(comparison: Comparison) -> bool:
    return not comparison.joined and not comparison.left


def bands_on_axis(results: Results) -> tuple[ChartBand, ...]:
    """The instrument's bands on the axis, lowest first; none where sections point opposite ways."""
    if any(section.direction == "high_is_bad" for section in results.definition.sections):
        return ()
    lowest_first = reversed(results.definition.bands)
    edges = [(1.0 if band.above is None else float(band.above), band.letter) for band in lowest_first]
    tops = [low for low, _ in edges[1:]] + [float(results.points)]
    return tuple(ChartBand(letter, low, high) for (low, letter), high in zip(edges, tops, strict=True) if high > low)


def _caption(results: Results, before: Results | None, comparison: Comparison | None, before_title: str) -> str:
    words = f"Mean of all partners, 1 to {results.points}, {VOICE_WORDS[results.voice]}."
    if before:
        words += f" Filled: now. Open: {isolated(before_title)}."
    if comparison is not None and not _same_partners(comparison):
        words += " Dashed: not the same partners took part in both."
    return f"{words} Letters are bands." if bands_on_axis(results) else words
