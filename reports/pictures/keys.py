"""What the grounds of stacked bars mean. Pure."""

from __future__ import annotations

from reports.charts import ChartSpec
from reports.pictures.places_bars import shade
from reports.pictures.places_sums import kind_level


def shades(spec: ChartSpec) -> list[tuple[str, str]]:
    """The class of each answer or kind, and its label; nothing for other pictures."""
    if spec.kind == "sums":
        return [(f"sum v{kind_level(number)}", label) for number, label in enumerate(spec.columns)]
    if spec.kind == "bars":
        return [(shade(answer, spec.high), label) for answer, label in enumerate(spec.columns, 1)]
    return []
