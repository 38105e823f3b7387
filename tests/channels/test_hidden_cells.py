"""What is hidden is hidden in every channel, and what is shown is the same in all of them, on rounds made by chance."""

from __future__ import annotations

import json
from random import Random

import pytest

from reports.exports import exported_document, results_json
from tests.api.conftest import asking
from tests.channels import in_files, on_pages
from tests.channels.made import EVERYONE, KEYS, Cells, published, random_closed_round
from tests.factories import PartnershipFactory, facilitator_of

pytestmark = [pytest.mark.django_db, pytest.mark.markup]
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


@pytest.fixture(params=range(ROUNDS))
def round_(request, client):
    found = random_closed_round(Random(request.param), PartnershipFactory())
    client.force_login(facilitator_of(found.partnership))
    return found


@pytest.fixture
def columns(round_):
    return [column["name"] for column in round_.result.figures["columns"]]


@pytest.fixture
def expected(round_, columns):
    return Expected(published(round_), set(columns))


def test_pages_show_what_the_document_does(client, round_, columns, expected):
    assert on_pages.results_page(client, round_) == (expected(statements=True) if columns else {})
    assert on_pages.statements_table(client, round_) == expected(statements=True, columns=False)
    assert on_pages.statement_pages(client, round_) == expected(statements=True, everyone=False)
    assert on_pages.column_pages(client, round_) == expected(sections=True, statements=True, everyone=False)
    heat = on_pages.shortened(expected(sections=True, everyone=len(columns) > 1))
    assert on_pages.heat_map(client, round_) == heat
    in_words = expected(sections=True, everyone=len(columns) > 1)
    assert on_pages.heat_map_in_words(client, round_) == in_words


def test_files_show_what_the_document_does(client, round_, columns, expected):
    everything = expected(sections=True, statements=True)
    assert in_files.tidy_csv(client, round_) == everything
    assert in_files.workbook_data(client, round_) == in_files.without_limits(everything)
    assert in_files.workbook_statements(client, round_) == in_files.without_limits(expected(statements=True))
    side_by_side = on_pages.shortened(expected(sections=True, everyone=len(columns) > 1)) if columns else {}
    assert in_files.slides_heat(client, round_) == side_by_side
    dots = in_files.without_limits(expected(sections=True, everyone=False))
    found = in_files.slides_dots(client, round_)
    assert found == {place: dots[place] for place in found}
    partners = on_pages.shortened(expected(sections=True, statements=True, everyone=False)) if len(columns) > 1 else {}
    assert in_files.pack_partner_by_partner(round_) == partners
    text = in_files.pack_text(client, round_)
    assert [line for line in in_files.lines_of(round_, partners, columns) if line not in text] == []


def test_the_api_answers_the_document(round_, db):
    program = asking(facilitator_of(round_.partnership))
    address = f"/api/v1/partnerships/{round_.partnership.slug}/rounds/{round_.pk}/results/"
    assert program.get(address).json() == json.loads(results_json(exported_document(round_)))
