"""The published cells of a closed round: all that any reader may learn, as an immutable value. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from surveys.definition import Definition
from surveys.importance import importance_keys


@dataclass(frozen=True)
class Cell:
    """What is shown about one statement in one column; a statement without a cell is hidden.

    `n` scored; `mean` 1 to A, exact in a full column; `bound` "or_above" / "or_below" where a small column's mean
    was kept within limits; `label` of agreement in small columns only; `counts` of 1 to A, `dont_know` and
    `not_applicable` in full columns only, else None.
    """

    n: int
    mean: Fraction
    bound: str | None = None
    label: str | None = None
    counts: tuple[int, ...] | None = None
    dont_know: int | None = None
    not_applicable: int | None = None


@dataclass(frozen=True)
class Column:
    """A partner's own column (`key` is the partner's) or a pool; `people` took part in it."""

    key: str
    is_pool: bool
    partners: tuple[str, ...]
    people: int
    is_full: bool

    @property
    def weight(self) -> int:
        """How many partners it stands for."""
        return len(self.partners)


@dataclass(frozen=True)
class Published:
    """Everything that leaves a closed round. `names` are the partners' names at closing, by key.

    Where importance was asked, its cells stand among the statements', under its keys.
    """

    attributed: bool
    points: int
    answered: int
    names: Mapping[str, str]
    columns: tuple[Column, ...]
    left_out: tuple[str, ...]
    no_answers: tuple[str, ...]
    cells: Mapping[str, Mapping[str, Cell]]
    asks_importance: bool = False

    def keys(self, definition: Definition) -> tuple[str, ...]:
        """What cells can be about: the statements, and the sections' importance where it was asked."""
        return definition.statement_keys + (importance_keys(definition) if self.asks_importance else ())

    def cell(self, column: str, statement: str) -> Cell | None:
        """The cell, or None where it is hidden."""
        return self.cells[column].get(statement)

    def to_json(self) -> dict[str, Any]:
        """Plain values, fractions as "numerator/denominator"; `from_json` gives the same value back."""
        data = asdict(self)
        for column in data["cells"].values():
            for cell in column.values():
                cell["mean"] = str(cell["mean"])
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Published:
        """The value that `to_json` wrote."""
        return cls(
            **{name: data[name] for name in ("attributed", "points", "answered", "names")},
            asks_importance=data.get("asks_importance", False),
            left_out=tuple(data["left_out"]),
            no_answers=tuple(data["no_answers"]),
            columns=tuple(Column(**{**column, "partners": tuple(column["partners"])}) for column in data["columns"]),
            cells={
                key: {statement: _cell_from_json(cell) for statement, cell in cells.items()}
                for key, cells in data["cells"].items()
            },
        )


def _cell_from_json(cell: Mapping[str, Any]) -> Cell:
    counts = cell["counts"]
    return Cell(**{**cell, "mean": Fraction(cell["mean"]), "counts": None if counts is None else tuple(counts)})
