"""Partners' keys inside a stored result, changed for those of another installation. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from surveys.published import Published

Rename = Callable[[str], str]


def rename_published(published: Published, keys: Mapping[str, str]) -> Published:
    """The same cells under other keys; what is no partner, such as a pool, keeps its own."""

    def new(key: str) -> str:
        return keys.get(key, key)

    return replace(
        published,
        names={new(key): name for key, name in published.names.items()},
        columns=tuple(
            replace(column, key=new(column.key), partners=tuple(map(new, column.partners)))
            for column in published.columns
        ),
        left_out=tuple(map(new, published.left_out)),
        no_answers=tuple(map(new, published.no_answers)),
        cells={new(key): cells for key, cells in published.cells.items()},
    )


def rename_figures(document: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    """The stored figures (docs/results-format.md) under other keys; no figure is made anew."""

    def new(key: Any) -> Any:
        return keys.get(key, key)

    def named(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {**row, "key": new(row["key"]), **({"partners": named(row["partners"])} if "partners" in row else {})}
            for row in rows
        ]

    def row_of(row: Mapping[str, Any]) -> dict[str, Any]:
        ends = {end: new(row["all"][end]) for end in ("lowest", "highest")}
        return {
            **row,
            "all": {**row["all"], **ends},
            "columns": {new(key): figure for key, figure in row["columns"].items()},
        }

    of = document["agreement_of"]
    levels = document["figures"]
    return {
        **document,
        **{part: named(document[part]) for part in ("columns", "left_out", "no_answers")},
        "agreement_of": None if of is None else [new(key) for key in of],
        "figures": {
            level: row_of(rows) if level == "overall" else {key: row_of(row) for key, row in rows.items()}
            for level, rows in levels.items()
        },
    }
