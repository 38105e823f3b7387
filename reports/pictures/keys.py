"""What the grounds of stacked bars mean. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reports.charts import ChartSpec
from reports.pictures.places_bars import shade
from reports.pictures.places_sums import kind_level
from reports.pictures.svg_slopes import DOTS, STROKES


@dataclass(frozen=True)
class Stroke:
    """A line in the key of slopes: its class, that of its dots (empty for none), its width in px, and its label."""

    css: str
    dot: str
    width: float
    label: str
    is_dashed: bool = False


def strokes(spec: ChartSpec) -> list[Stroke]:
    """What the lines of slopes are; nothing for other pictures."""
    lines = [line for row in spec.rows for line in row.lines if any(line.cells) or any(line.steps)]
    names: dict[str, set[str]] = {}
    for line in lines:
        names.setdefault(line.role, set()).add(line.name)
    found = [
        Stroke(
            STROKES[role], DOTS[role], 1.5 if role == "matched" else 2.5, own.pop() if len(own) == 1 else "The partner"
        )
        for role, own in sorted(names.items())
    ]
    steps = [step for line in lines for step in line.steps if step]
    if any(step.is_flagged for step in steps):
        found.append(Stroke("marked", "", 6.5, "changed"))
    if any(step.is_dashed for step in steps):
        found.append(Stroke("axis", "", 1.5, "not alike", is_dashed=True))
    return found


def shades(spec: ChartSpec) -> list[tuple[str, str]]:
    """The class of each answer or kind, and its label; nothing for other pictures."""
    if spec.kind == "sums":
        return [(f"sum v{kind_level(number)}", label) for number, label in enumerate(spec.columns)]
    if spec.kind == "bars":
        return [(shade(answer, spec.high), label) for answer, label in enumerate(spec.columns, 1)]
    return []
