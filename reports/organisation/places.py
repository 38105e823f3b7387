"""How an organisation's people see one of its partnerships: its own published column of a closed round. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reports.results import Results, shown
from reports.statement_page import gap_words
from reports.words.phrases import listed, plural, title, upper_first
from surveys.definition import Band
from surveys.words import number_word

NAMED = 3
"""So many sections are named; more are counted."""


@dataclass(frozen=True)
class View:
    """One partner in a closed round; `partner` is its id. Only a column of its own says what it scores."""

    results: Results
    partner: int

    @cached_property
    def column(self) -> dict[str, Any] | None:
        """Its own column; None where it has none."""
        found = self.results.column_of(self.partner)
        return found if found is not None and found["kind"] == "partner" else None

    @property
    def key(self) -> str:
        """Its column's key; empty for none."""
        return self.column["key"] if self.column else ""

    @property
    def overall(self) -> dict[str, Any] | None:
        """The overall of its own column."""
        figure: dict[str, Any] | None = self.results.overall["columns"][self.key] if self.column else None
        return figure

    @property
    def score(self) -> str:
        """Its overall as it is shown; empty where there is none."""
        return shown(self.overall) if self.overall else ""

    @property
    def band(self) -> Band | None:
        """The band of its overall."""
        return self.results.band(self.overall) if self.overall else None

    @property
    def all_partners(self) -> str:
        """The overall of all partners, as it is shown."""
        return shown(self.results.all(self.results.overall))

    @property
    def beside(self) -> str:
        """How far its overall lies from the others'; empty where not known."""
        return gap_words(self.overall) if self.overall else ""

    @property
    def why_not(self) -> str:
        """Why there is no figure; empty where there is one."""
        if self.score:
            return ""
        if self.column is not None:
            return "too few scored" if self.results.is_attributed else "hidden"
        if self.results.column_of(self.partner) is not None:
            return "shown together with others"
        for name, words in (("left_out", "left out: too few answers"), ("no_answers", "no answers")):
            if any(row["key"] == str(self.partner) for row in self.results.document[name]):
                return words
        return "not asked"

    @property
    def apart(self) -> str:
        """Where it stands far from the others, in a sentence; empty without a column to compare."""
        if self.column is None or not self.results.is_side_by_side:
            return ""
        sections = [item for item in self.results.definition.sections if self._is_flagged("section", item.key)]
        statements = sum(self._is_flagged("statement", key) for key in self.results.definition.statement_keys)
        part = self.results.part_word
        if not sections and not statements:
            return "On nothing does it stand far from the others."
        where = []
        if sections:
            gaps = [f"{title(item)} ({self._gap(item.key)})" for item in sections]
            where.append(listed(gaps) if len(gaps) <= NAMED else f"{number_word(len(gaps))} {part}s")
        if statements:
            where.append(f"{number_word(statements)} single {plural(statements, 'statement', 'statements')}")
        return f"{upper_first('far from the others on')} {' and on '.join(where)}."

    def _is_flagged(self, level: str, key: str) -> bool:
        row = self.results.section(key) if level == "section" else self.results.statement(key)
        return bool(row["columns"][self.key]["gap_flag"])

    def _gap(self, section: str) -> str:
        return gap_words(self.results.section(section)["columns"][self.key])
