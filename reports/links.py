"""Where figures lead: addresses of what is behind them, seen from the results page. Pure."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from reports.results import Results


def _query(results: Results, **more: str) -> str:
    wishes = {**({"voice": "person"} if results.voice == "person" else {}), **more}
    return f"?{urlencode(wishes)}" if wishes else ""


def to_column(results: Results, key: str, section: str = "") -> str:
    """A column's page, at a section where one is named."""
    return f"partners/{quote(key)}/{_query(results, **({'principle': section} if section else {}))}"


def to_statement(results: Results, key: str) -> str:
    """A statement's page."""
    return f"statements/{quote(key)}/{_query(results)}"


def to_section(results: Results, key: str) -> str:
    """The explorer with a section's statements."""
    return f"statements/{_query(results, principle=key)}"


def to_over_time(results: Results, **wishes: str) -> str:
    """All closed rounds with this instrument, seen from the partnership; wishes without a value are left out."""
    kept = {name: value for name, value in wishes.items() if value}
    return f"over-time/{_query(results, instrument=results.definition.key, **kept)}"
