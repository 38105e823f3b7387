"""The five grounds that printed scores stand on: fifths of a scale, cut after rounding. Pure."""

from __future__ import annotations

from reports.results import level_starts, one_decimal


def grounds(points: int) -> tuple[tuple[int, str], ...]:
    """Each with its range in words."""
    starts = level_starts(points)
    ends = [*(start - 0.1 for start in starts[1:]), float(points)]
    return tuple(
        (level, f"{_up(low)} to {one_decimal(high) if level == len(starts) else _up(high)}")
        for level, (low, high) in enumerate(zip(starts, ends, strict=True), 1)
    )


def _up(value: float) -> str:
    """The first tenth at or above: values are cut after rounding."""
    return f"{-(-round(value * 10, 6) // 1) / 10:.1f}"
