"""What a reader asks of the portfolio, in its address: shareable, and the same without scripts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from reports.words.visit import RULES

NAME = "name"
ORDERS: dict[str, str] = {
    NAME: "Alphabetical",
    "health": "Health, lowest first",
    "-health": "Health, highest first",
    "answered": "Share that answered, lowest first",
    "round": "Last round, longest ago first",
}
ANY = "any"
WHYS: dict[str, str] = {ANY: "Any reason", **{rule.key: rule.words for rule in RULES}}
MOST_LETTERS = 120


@dataclass(frozen=True)
class PortfolioWishes:
    """Unknown wishes are the defaults; empty for all.

    `organisation` is part of a partner's name; `why` a rule's key, or any; `instrument` a key.
    """

    kind: str = ""
    stage: str = ""
    organisation: str = ""
    why: str = ""
    sort: str = NAME
    instrument: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether some partnerships are left out."""
        return bool(self.kind or self.stage or self.organisation or self.why)

    def query(self, **more: str) -> str:
        """The wishes as the end of an address, without the question mark; `more` take the place of some."""
        asked = {name: getattr(self, name) for name in self.__dataclass_fields__} | more
        return urlencode({name: value for name, value in asked.items() if value and (name, value) != ("sort", NAME)})


def portfolio_wishes(asked: Mapping[str, str], kinds: list[str], stages: list[str]) -> PortfolioWishes:
    """The wishes in an address."""
    return PortfolioWishes(
        kind=_one_of(asked.get("kind", ""), kinds),
        stage=_one_of(asked.get("stage", ""), stages),
        organisation=asked.get("organisation", "").replace("\x00", "").strip()[:MOST_LETTERS],
        why=_one_of(asked.get("why", ""), list(WHYS)),
        sort=_one_of(asked.get("sort", ""), list(ORDERS)) or NAME,
        instrument=asked.get("instrument", "").replace("\x00", ""),
    )


def _one_of(value: str, known: list[str]) -> str:
    return value if value in known else ""
