"""The page of all closed rounds: what the reader asks for, and what it says of each round. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from reports.charts.slopes import Asked
from reports.results import Results
from reports.timeline import OVERALL, Timeline, closed_on
from reports.words.finding import who_answered
from reports.words.over_time import what_moved

ALL_SECTIONS = "overall"
"""The overall, in an address."""
OPEN = 6
"""So many rounds are told of at once; earlier ones are folded."""


@dataclass(frozen=True)
class ToldRound:
    """One closed round: when it closed, who answered to which version, and what moved since the one before."""

    id: int
    title: str
    closed: date
    about: str
    moved: tuple[str, ...]


def chosen_instrument(keys: Iterable[str], wanted: str) -> str:
    """The key asked for, if a round has it; else the one most rounds have, the newest of several. Keys newest first."""
    counts = Counter(keys)
    return wanted if wanted in counts else max(counts, key=lambda key: counts[key])


def asked_of(time: Timeline, wanted: Mapping[str, str]) -> Asked:
    """The reader's wishes; unknown ones are the defaults."""
    principle, partner = wanted.get("principle", ""), wanted.get("partner", "")
    known = {section.key: section.key for section in time.newest.definition.sections}
    section = {ALL_SECTIONS: OVERALL, **known}.get(principle)
    return Asked(section, partner if partner in time.partners else "")


def word_of(asked: Asked) -> str:
    """The section asked for, as the address has it; empty for all of them."""
    return "" if asked.section is None else asked.section or ALL_SECTIONS


def query_of(time: Timeline, asked: Asked) -> str:
    """The wishes as the end of an address."""
    wishes = {
        "instrument": time.newest.definition.key,
        "principle": word_of(asked),
        "partner": asked.partner,
        "voice": "person" if time.newest.voice == "person" else "",
    }
    return f"?{urlencode({name: value for name, value in wishes.items() if value})}"


def sections_of(time: Timeline) -> list[tuple[str, str]]:
    """What can be chosen, by its word in the address."""
    has_overall = any(results.all(results.overall)["mean"] is not None for results in time.rounds)
    overall = [(ALL_SECTIONS, "Overall")] if has_overall else []
    return overall + [(section.key, section.short_title) for section in time.newest.definition.sections]


def told_rounds(time: Timeline) -> list[ToldRound]:
    """Every round, newest first; the first of all has nothing before it."""
    before: list[Results | None] = [None, *time.rounds[:-1]]
    pairs = list(zip(before, time.rounds, strict=True))
    return [_told(time, *pair) for pair in reversed(pairs)]


def _told(time: Timeline, before: Results | None, results: Results) -> ToldRound:
    mode = f"{results.facts['mode']}, official answers" if results.facts["official"] else results.facts["mode"]
    about = f"Version {results.definition.version}, {mode}. {who_answered(results)}"
    moved = what_moved(before, results, time) if before else ["The first round with this instrument."]
    return ToldRound(results.facts["id"], results.facts["title"], closed_on(results), about, tuple(moved))
