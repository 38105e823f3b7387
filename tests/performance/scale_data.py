"""`make scale-data`: fills an empty database, says how long it took and how large it is, and times the portfolio."""

from __future__ import annotations

import argparse
import os
import sys
import time

import django


def main() -> None:
    """Refuses, with exit code 1, where anything is stored already; `--measure` fills nothing."""
    from surveys.demonstration.refill import is_empty
    from tests.performance.scale import ANSWERING, PARTNERSHIPS, fill, measure, megabytes

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--partnerships", type=int, default=PARTNERSHIPS)
    parser.add_argument("--answering", type=int, default=ANSWERING, help="responses a round")
    parser.add_argument("--measure", action="store_true", help="time the portfolio on what was filled before")
    options = parser.parse_args()
    if not options.measure:
        if not is_empty():
            sys.exit("This database holds data. Nothing was changed: point DATABASE_URL at an empty one.")
        started = time.perf_counter()
        responses = fill(options.partnerships, options.answering)
        taken = time.perf_counter() - started
        print(f"{options.partnerships:,} partnerships, {responses:,} responses: {taken:,.0f} s, {megabytes():,.0f} MB")
    for name, value in measure().items():
        print(f"portfolio, {name}: p95 {value:.0f} ms")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
