"""The statements of a closed round, filtered and sorted as a reader asks. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import combining, normalize
from urllib.parse import urlencode

from reports.results import Results, Voice, range_shown, shown
from reports.words.ends import end_words
from reports.words.statements import statements_of
from surveys.definition import Section, Statement

INSTRUMENT_ORDER = ""
LABEL_ORDER = ("split", "mixed", "agree", None)


@dataclass(frozen=True)
class Asked:
    """What a reader asks of the explorer; unknown wishes are the default."""

    words: str = ""
    section: str = ""
    order: str = INSTRUMENT_ORDER

    @property
    def is_narrowed(self) -> bool:
        """Whether statements may be left out."""
        return bool(self.words or self.section)

    def query(self, voice: Voice) -> str:
        """The wishes as they stand in an address, after its question mark; empty for the defaults."""
        wishes = {"q": self.words, "principle": self.section, "sort": self.order}
        found = {name: value for name, value in wishes.items() if value}
        return urlencode(found | ({"voice": voice} if voice == "person" else {}))


@dataclass(frozen=True)
class StatementLine:
    """One statement in the explorer; texts are empty where there is nothing to say, `hidden` says why there is no mean.

    `dont_know`: how many did not know, over the columns whose answer counts are published; None where none is.
    `comments`: how many were released on it.
    """

    key: str
    number: int
    text: str
    section: str
    mean: str
    hidden: str
    range: str
    ends: tuple[str, ...]
    agreement: str
    dont_know: int | None
    comments: int


def folded(text: str) -> str:
    """Text for searching: without case, accents or width, so that “cafe” finds “Café”."""
    plain = normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in plain if not combining(letter)).replace("’", "'").split())


def asked_of(results: Results, words: str, section: str, order: str) -> Asked:
    """The wishes of an address, unknown ones dropped."""
    keys = {item.key for item in results.definition.sections}
    known = {key for key, _ in orders(results)}
    return Asked(
        words.replace("\0", "").strip()[:200],
        section if section in keys else "",
        order if order in known else INSTRUMENT_ORDER,
    )


def orders(results: Results) -> list[tuple[str, str]]:
    """The orders that this round's figures allow, with their words; the instrument's own comes first."""
    found = [
        (INSTRUMENT_ORDER, "As asked"),
        ("mixed", "Most mixed first"),
        ("lowest", "Lowest first"),
        ("highest", "Highest first"),
    ]
    if results.is_side_by_side:
        found.append(("range", "Widest range first"))
    if any(dont_know(results.statement(item.key)) is not None for _, item in statements_of(results)):
        found.append(("dk", "Most “don’t know” first"))
    return found


def explore(results: Results, asked: Asked, comments: Mapping[str, int] | None = None) -> list[StatementLine]:
    """The statements that match, in the order asked; those without a figure to sort by come last.

    `comments` says how many were released, by statement.
    """
    rows = list(enumerate(statements_of(results), start=1))
    chosen = [row for row in rows if _matches(row[1], asked)]
    if asked.order in SORTS:
        sort = SORTS[asked.order]
        chosen.sort(key=lambda row: (sort(results, results.statement(row[1][1].key)), row[0]))
    return [_line(results, number, *pair, (comments or {}).get(pair[1].key, 0)) for number, pair in chosen]


def _matches(pair: tuple[Section, Statement], asked: Asked) -> bool:
    section, statement = pair
    if asked.section and section.key != asked.section:
        return False
    place = folded(f"{statement.text} {statement.guidance} {section.title}")
    return all(word in place for word in folded(asked.words).split())


def dont_know(row: dict[str, Any]) -> int | None:
    """How many did not know, over columns with published counts; None where there is none."""
    known = [figure["counts"]["dk"] for figure in row["columns"].values() if figure["counts"]]
    return sum(known) if known else None


def by_mixed(row: dict[str, Any]) -> tuple[float, ...]:
    """Sorts the most mixed first: by the label of all people, then AD, columns that are split, AD between columns."""
    people = row["all"]["people"] or {}
    split = sum(figure["label"] == "split" for figure in row["columns"].values())
    return (
        LABEL_ORDER.index(people.get("label")),
        -(people.get("ad") or 0.0),
        -split,
        -(row["all"]["ad_between"] or 0.0),
    )


def _falling(value: float | None) -> tuple[float, ...]:
    return (1, 0) if value is None else (0, -value)


def _rising(value: float | None) -> tuple[float, ...]:
    return (1, 0) if value is None else (0, value)


SORTS: dict[str, Callable[[Results, dict[str, Any]], tuple[float, ...]]] = {
    "mixed": lambda _, row: by_mixed(row),
    "lowest": lambda results, row: _rising(results.all(row)["mean"]),
    "highest": lambda results, row: _falling(results.all(row)["mean"]),
    "range": lambda _, row: _falling(row["all"]["range"]),
    "dk": lambda _, row: _falling(dont_know(row)),
}


def _line(results: Results, number: int, section: Section, statement: Statement, comments: int) -> StatementLine:
    row = results.statement(statement.key)
    everyone, figure = row["all"], results.all(row)
    return StatementLine(
        key=statement.key,
        number=number,
        text=statement.text,
        section=section.short_title,
        mean=shown(figure),
        hidden="" if figure["mean"] is not None else why_hidden(results),
        range=range_shown(row),
        ends=(end_words(results, row, "highest"), end_words(results, row, "lowest")) if everyone["range"] else (),
        agreement=(everyone["people"] or {}).get("label") or "",
        dont_know=dont_know(row),
        comments=comments,
    )


def why_hidden(results: Results) -> str:
    """Why a statement has no figure in any column."""
    if not results.facts["answered"]:
        return "nobody answered this round"
    if results.is_attributed:
        return "nobody scored it"
    return "hidden: too few people scored it"
