"""Every column of the tidy results explained, once: for the workbook, a file of its own, the docs and SPSS. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "whole number", "number", "yes or no"]
HEADER = ("column", "what it is", "kind", "unit", "range or values", "what empty means")
NO_FIGURE = "No figure; `hidden` says why."
PEOPLE = "people (organisations, where answers are official)"
NOT_FOR_ALL = "Not worked out for this row."


@dataclass(frozen=True)
class Column:
    """One column: its name in the file, a short title, what it holds, and what an empty cell in it means."""

    name: str
    title: str
    meaning: str
    kind: Kind
    unit: str = ""
    values: str = ""
    empty: str = "Never empty."

    @property
    def row(self) -> tuple[str, ...]:
        """As a row of a dictionary."""
        return (self.name, self.meaning, self.kind, self.unit, self.values, self.empty)


def columns(points: int) -> tuple[Column, ...]:
    """The columns of the tidy results on a scale of so many points, in their order."""
    return (*_place(), *_measures(points), *_agreement(points), *_rest(points), *_counts(points), COMMENT)


def dictionary_rows(points: int) -> Iterator[tuple[str, ...]]:
    """The header, then a row for each column."""
    yield HEADER
    for column in columns(points):
        yield column.row


def dictionary_markdown() -> str:
    """The table that docs/results-dictionary.md holds: as on four points, and general where the scale matters."""
    rows = [f"| {' | '.join(row)} |" for row in dictionary_rows(4)]
    return "\n".join([rows[0], "|---" * len(HEADER) + "|", *rows[1:]]) + "\n"


def _place() -> Iterator[Column]:
    yield Column(
        "level", "Level", "What the row is about.", "text",
        values="overall, section, statement, importance (how much a section matters now) or comment",
    )  # fmt: skip
    yield Column("key", "Key", "The key of the section or statement; it stays the same from round to round.", "text",
                 values="`overall`, or a key of the instrument")  # fmt: skip
    yield Column("section", "Section", "The key of the section that it belongs to.", "text", empty="The overall.")
    yield Column("text", "Text", "The section’s title or the statement’s words.", "text")
    yield Column("column", "Column", "Whose figure it is, by key.", "text", values="`all`, a partner’s or a pool’s key",
                 empty="A comment: these are not told apart by partner.")  # fmt: skip
    yield Column("column_name", "Column name", "Whose figure it is, by the name at the time of closing.", "text",
                 empty="A comment.")  # fmt: skip
    yield Column(
        "voice", "Voice", "How all partners are counted; `people`: agreement among all people.", "text",
        values="one_partner_one_voice, one_person_one_voice, people", empty="A single column, which is not counted up.",
    )  # fmt: skip


def _measures(points: int) -> Iterator[Column]:
    scale = f"1 to {points}"
    yield Column("n", "Number who scored", "How many scored the statement; don’t know and doesn’t apply are no scores.",
                 "whole number", PEOPLE, "0 or more",
                 "Not a statement, or hidden.")  # fmt: skip
    yield Column("mean", "Mean", "Mean per statement.", "number", "points of the scale", scale, NO_FIGURE)
    yield Column(
        "bound", "Limit", "Which way the mean may lie off, because it was kept within the limits for small groups.",
        "text", values="or_above, or_below", empty="The mean is as it is, or there is none.",
    )  # fmt: skip
    yield Column("score", "Score", "Mean × number of statements: the published scale. Of a statement, its mean.",
                 "number", "points", "6 to 24 for six statements on four points", NO_FIGURE)  # fmt: skip
    yield Column("band", "Band", "The band’s letter.", "text", values="A to D, or the instrument’s own letters",
                 empty="No figure, no shared view, or how much a section matters, which has no bands.")  # fmt: skip
    yield Column("label", "Agreement", "How far people agree, by AD.", "text", values="agree, mixed, split",
                 empty="Fewer than five scored it, a small group, or not about people.")  # fmt: skip


def _agreement(points: int) -> Iterator[Column]:
    yield Column("ad", "AD", "Mean absolute deviation about the mean: how far people’s scores lie apart.", "number",
                 "points of the scale", f"0 to {(points - 1) / 2:g}", NOT_FOR_ALL)  # fmt: skip
    yield Column("r_wg", "r_wg", "Agreement within the group, of a statement; below 0: two camps.", "number", "",
                 "1 or less", NOT_FOR_ALL)  # fmt: skip
    yield Column("r_wg_j", "r_wg(J)", "Agreement within the group over the statements of a section.", "number", "",
                 "0 to 1", NOT_FOR_ALL)  # fmt: skip
    yield Column("gap", "Perception gap", "The column’s mean less the mean of the other columns’ means.", "number",
                 "points of the scale", f"−{points - 1} to {points - 1}",
                 "All partners, no other column to compare with, or no figure.")  # fmt: skip
    yield Column("gap_flag", "Gap is wide", "Whether the gap reaches 0.75 (sections) or 1 (statements) of four points.",
                 "yes or no", values="True, False", empty=NOT_FOR_ALL)  # fmt: skip
    yield Column("shown", "Statements shown", "How many statements behind the figure are shown.", "whole number",
                 "statements", "0 or more", NOT_FOR_ALL)  # fmt: skip
    yield Column("of", "Statements", "How many statements there are.", "whole number", "statements", "1 or more",
                 NOT_FOR_ALL)  # fmt: skip


def _rest(points: int) -> Iterator[Column]:
    yield Column(
        "hidden", "Why there is no figure", "Why there is no mean.", "text",
        values="too_few, not_enough_statements, no_overall, no_answers; left_out for a partner without a column",
        empty="There is a mean, or the row never has one.",
    )  # fmt: skip
    yield Column("no_shared_view", "No shared view", "Whether people, or partners, are too far apart for a band.",
                 "yes or no", values="True, False", empty="Not known.")  # fmt: skip
    between = "Not all partners together, or fewer than two columns are shown."
    yield Column("range", "Range", "The highest of the columns’ means less the lowest.", "number",
                 "points of the scale", f"0 to {points - 1}", between)  # fmt: skip
    yield Column("ad_between", "AD between partners", "Mean absolute deviation of the columns’ means.", "number",
                 "points of the scale", f"0 to {(points - 1) / 2:g}", between)  # fmt: skip
    yield Column("lowest", "Lowest", "The key of the column with the lowest mean.", "text", empty=between)
    yield Column("highest", "Highest", "The key of the column with the highest mean.", "text", empty=between)


def _counts(points: int) -> Iterator[Column]:
    empty = "Not published: counts are shown of statements in large groups alone."
    for score in range(1, points + 1):
        yield Column(f"count_{score}", f"Answered {score}", f"How many answered {score}, of 1 to {points}.",
                     "whole number", PEOPLE, "0 or more", empty)  # fmt: skip
    for answer, words in (("dk", "don’t know"), ("na", "doesn’t apply")):
        yield Column(f"count_{answer}", f"Answered {words}", f"How many answered “{words}”.", "whole number",
                     PEOPLE, "0 or more", empty)  # fmt: skip


COMMENT = Column(
    "comment", "Comment", "A comment that was released; “[left out by the facilitator]” where something was left out.",
    "text", empty="The row is a figure, not a comment.",
)  # fmt: skip
