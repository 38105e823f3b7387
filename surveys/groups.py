"""What a column says, and all partners together: means and agreement, from published cells alone. Pure and exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from surveys.agreement import Label, Spread, label, r_wg_j, spread
from surveys.definition import Definition, Section
from surveys.published import Column, Published
from surveys.scoring import enough, mean

PARTNERS, PEOPLE = "one_partner_one_voice", "one_person_one_voice"
VOICES = (PARTNERS, PEOPLE)
"""The two ways of weighting all partners: by partners (a pool counts as several), by those who scored."""


@dataclass
class Group:
    """One column, or all partners by one voice: means per statement point (None: not shown) and spreads of people."""

    statements: dict[str, Fraction | None]
    sections: dict[str, Fraction | None] = field(default_factory=dict)
    overall: Fraction | None = None
    spreads: dict[str, Spread] = field(default_factory=dict)

    def shown(self, section: Section) -> int:
        """How many of a section's statements have a mean."""
        return sum(self.statements[key] is not None for key in section.statement_keys)


@dataclass(frozen=True)
class SectionSpread:
    """Agreement on a section: mean AD in points, r_wg(J) and the label of the AD."""

    ad: Fraction
    r_wg_j: Fraction
    label: Label


def counted_sections(definition: Definition) -> list[Section]:
    """The sections of an overall: those where high is good."""
    return [section for section in definition.sections if section.direction == "high_is_good"]


def group_of_column(published: Published, column: Column, definition: Definition) -> Group:
    """What one column says."""
    cells = published.cells[column.key]
    group = Group({key: cells[key].mean if key in cells else None for key in published.keys(definition)})
    for key, cell in cells.items():
        found = spread(cell.counts) if cell.counts is not None else None
        if found is not None:
            group.spreads[key] = found
    return _completed(group, definition)


def group_of_all(published: Published, definition: Definition, voice: str) -> Group:
    """What all partners together say, by one voice."""
    return _completed(Group({key: _total(published, key, voice) for key in published.keys(definition)}), definition)


def _total(published: Published, statement: str, voice: str) -> Fraction | None:
    weighted = [
        (cell.mean, column.weight if voice == PARTNERS else cell.n)
        for column in published.columns
        if (cell := published.cell(column.key, statement)) is not None
    ]
    total = sum(weight for _, weight in weighted)
    return sum((value * weight for value, weight in weighted), Fraction(0)) / total if total else None


def _completed(group: Group, definition: Definition) -> Group:
    """The same with its sections' means and the overall."""
    for section in definition.sections:
        shown = [value for key in section.statement_keys if (value := group.statements[key]) is not None]
        group.sections[section.key] = mean(shown) if enough(len(shown), len(section.statements)) else None
    counted = counted_sections(definition)
    parts = [
        (value, len(section.statements)) for section in counted if (value := group.sections[section.key]) is not None
    ]
    if parts and len(parts) == len(counted):
        total = sum((value * size for value, size in parts), Fraction(0))
        group.overall = total / sum(size for _, size in parts)
    return group


def spread_of_section(section: Section, spreads: Mapping[str, Spread], points: int) -> SectionSpread | None:
    """Agreement over the section's statements that have one; None under two thirds of them."""
    known = [spreads[key] for key in section.statement_keys if key in spreads]
    if not known or not enough(len(known), len(section.statements)):
        return None
    ad = sum((item.ad for item in known), Fraction(0)) / len(known)
    return SectionSpread(ad, r_wg_j([item.variance_ratio for item in known]), label(ad, points))


@dataclass(frozen=True)
class AllPeople:
    """Agreement among all people: whose (columns' keys), and by statement their counts of 1 to A and spread."""

    columns: tuple[str, ...]
    counts: Mapping[str, tuple[int, ...]]
    spreads: Mapping[str, Spread]


def all_people(published: Published, definition: Definition) -> AllPeople | None:
    """The people of the full columns together; None where these hold under half of all who took part."""
    full = tuple(column.key for column in published.columns if column.is_full)
    people = sum(column.people for column in published.columns if column.is_full)
    if not full or 2 * people < published.answered:
        return None
    counts = {key: merged for key in published.keys(definition) if (merged := _merged_counts(published, full, key))}
    spreads = {key: found for key, merged in counts.items() if (found := spread(merged)) is not None}
    return AllPeople(full, counts, spreads)


def _merged_counts(published: Published, columns: tuple[str, ...], statement: str) -> tuple[int, ...]:
    cells = [published.cell(column, statement) for column in columns]
    known = [cell.counts for cell in cells if cell is not None and cell.counts is not None]
    return tuple(sum(counts) for counts in zip(*known, strict=True))
