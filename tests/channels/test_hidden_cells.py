"""What is hidden is hidden in every channel, and what is shown is the same in all of them, on rounds made by chance."""

from __future__ import annotations

from random import Random

import pytest

from tests.channels import on_pages
from tests.channels.made import EVERYONE, KEYS, Cells, published, random_closed_round
from tests.factories import PartnershipFactory, facilitator_of

pytestmark = pytest.mark.django_db
ROUNDS = 24
SECTIONS = {key.capitalize() for key in KEYS}


class Expected:
    """The document's cells, and parts of them."""

    def __init__(self, cells: Cells, columns: set[str]) -> None:
        self.cells, self.columns = cells, columns

    def __call__(
        self, *, sections: bool = False, statements: bool = False, everyone: bool = True, columns: bool = True
    ):
        return {
            (text, name): value
            for (text, name), value in self.cells.items()
            if (sections if text in SECTIONS else statements)
            and ((everyone and name == EVERYONE) or (columns and name in self.columns))
        }


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_all_channels_show_the_same(client, seed):
    round_ = random_closed_round(Random(seed), PartnershipFactory())
    client.force_login(facilitator_of(round_.partnership))
    columns = {column["name"] for column in round_.result.figures["columns"]}
    expected = Expected(published(round_), columns)
    assert on_pages.results_page(client, round_) == (expected(statements=True) if columns else {})
    assert on_pages.statements_table(client, round_) == expected(statements=True, columns=False)
    assert on_pages.statement_pages(client, round_) == expected(statements=True, everyone=False)
    assert on_pages.column_pages(client, round_) == expected(sections=True, statements=True, everyone=False)
    heat = on_pages.shortened(expected(sections=True, everyone=len(columns) > 1))
    assert on_pages.heat_map(client, round_) == heat
