"""5,400 people of 99 units: every figure of the stored result agrees with R's."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from surveys.models import Round
from tests.reference import REFERENCE, needs_reference

pytestmark = [pytest.mark.django_db, *needs_reference]
INSTRUMENT = Path(__file__).parent / "instruments" / "bhr.yaml"
TOLERANCE = 1e-9
TOTALS = {
    "officers": (2.8343209997, 2.8388888889),
    "ncos": (3.0008449903, 3.0088425926),
    "command": (2.6560923855, 2.6949382716),
}
"""One partner one voice, one person one voice: given to ten decimals beside the data."""


@pytest.fixture
def result_of(capsys: pytest.CaptureFixture[str]) -> Callable[[str], dict[str, Any]]:
    """Imports the data in a mode, closes the round and gives back the stored result."""

    def run(mode: str) -> dict[str, Any]:
        call_command("import_instrument", INSTRUMENT)
        asked = ["--partnership", "units", "--instrument", "unit-leadership", "--title", "Units", "--mode", mode]
        call_command("import_round", REFERENCE / "bhr2000.csv", *asked, "--create", "--close")
        round_id = int(capsys.readouterr().out.splitlines()[-1])
        figures: dict[str, Any] = Round.objects.get(pk=round_id).result.figures
        return figures

    return run


def given(name: str) -> Iterator[dict[str, str]]:
    with (REFERENCE / f"bhr2000-{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def keys_by_name(result: dict[str, Any]) -> dict[str, str]:
    return {column["name"]: column["key"] for column in result["columns"]}


def differences(figure: dict[str, Any], row: dict[str, str], names: dict[str, str]) -> list[str]:
    """The figures of a row (R's name to ours) that differ from ours, in words."""
    where = f"{row.get('statement') or row['section']} {row['partner']}"
    return [
        f"{where} {ours}: {figure[ours]} is not {row[theirs]}"
        for theirs, ours in names.items()
        if figure[ours] is None or abs(figure[ours] - float(row[theirs])) > TOLERANCE
    ]


def test_every_statements_figures_attributed(result_of: Callable[[str], dict[str, Any]]) -> None:
    result = result_of("attributed")
    keys, compared, wrong = keys_by_name(result), 0, list[str]()
    for row in given("statements"):
        figure = result["figures"]["statements"][row["statement"]]["columns"][keys[row["partner"]]]
        names = {"n": "n", "mean": "mean", "ad": "ad", "rwg": "r_wg", "gap": "gap"}
        wrong += differences(figure, row, names)
        compared += 1
    assert (compared, wrong) == (99 * 11, [])


def test_every_sections_figures_attributed(result_of: Callable[[str], dict[str, Any]]) -> None:
    result = result_of("attributed")
    keys, compared, wrong = keys_by_name(result), 0, list[str]()
    for row in given("sections"):
        figure = result["figures"]["sections"][row["section"]]["columns"][keys[row["partner"]]]
        wrong += differences(figure, row, {"mean": "mean", "ad": "ad", "rwgj": "r_wg_j", "gap": "gap"})
        compared += 1
    assert (compared, wrong) == (99 * 3, [])


def test_totals_attributed(result_of: Callable[[str], dict[str, Any]]) -> None:
    sections = result_of("attributed")["figures"]["sections"]
    for key, (partners, people) in TOTALS.items():
        total = sections[key]["all"]
        assert math.isclose(total["one_partner_one_voice"]["mean"], partners, abs_tol=TOLERANCE)
        assert math.isclose(total["one_person_one_voice"]["mean"], people, abs_tol=TOLERANCE)


def test_confidential_shows_large_units_in_full(result_of: Callable[[str], dict[str, Any]]) -> None:
    result = result_of("confidential")
    keys, compared, wrong = keys_by_name(result), 0, list[str]()
    for row in given("statements"):
        if int(row["n"]) < 10:
            continue
        figure = result["figures"]["statements"][row["statement"]]["columns"][keys[row["partner"]]]
        wrong += differences(figure, row, {"n": "n", "mean": "mean", "ad": "ad", "rwg": "r_wg"})
        compared += 1
    assert (compared, wrong) == (98 * 11, [])


def test_confidential_shows_the_small_unit_rounded_and_without_detail(
    result_of: Callable[[str], dict[str, Any]],
) -> None:
    result = result_of("confidential")
    small = keys_by_name(result)["Unit 72"]
    rows = [row for row in given("statements") if row["partner"] == "Unit 72"]
    for row in rows:
        figure = result["figures"]["statements"][row["statement"]]["columns"][small]
        kept = min(max(math.floor(float(row["mean"]) * 10 + 0.5) / 10, 1.3), 4.7)
        assert math.isclose(figure["mean"], kept, abs_tol=TOLERANCE)
        assert (figure["ad"], figure["r_wg"], figure["counts"]) == (None, None, None)
    assert len(rows) == 11
    assert [column["key"] for column in result["columns"] if column["detail"] == "small"] == [small]
