"""The server is killed and started again while somebody answers: the page says so, and nothing that was given is lost.

On a served product with a database of its own, because the test runner's server cannot be killed.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.answering import SAVED, choose, state
from tests.performance.served import Served, served

NOT_SAVED = "Not saved, trying again"


@pytest.fixture(scope="module")
def product() -> Iterator[Served]:
    with served(2) as place:
        yield place


@pytest.fixture
def need(page: Page, product: Served, request) -> Page:
    """The first section, open in the browser of a person of its own."""
    site = f"http://localhost:{product.port}"
    page.context.add_cookies([{"name": "sessionid", "value": product.cookies[request.param], "url": site}])
    page.goto(f"{site}{product.path}answers/need/")
    return page


@pytest.mark.parametrize("need", [0], indirect=True)
def test_an_answer_given_while_the_server_is_down_is_saved_once_it_is_back(need, product):
    first = choose(need, 0, "Agree")
    expect(state(need, first)).to_have_text(SAVED)
    product.server.kill()
    second = choose(need, 1, "Disagree")
    expect(state(need, second)).to_have_text(NOT_SAVED)
    product.server.start()
    expect(state(need, second)).to_have_text(SAVED, timeout=20_000)
    need.reload()
    expect(need.locator(f"#{first}-3")).to_be_checked()
    expect(need.locator(f"#{second}-2")).to_be_checked()


@pytest.mark.parametrize("need", [1], indirect=True)
def test_what_was_called_saved_outlives_a_server_killed_at_that_moment(need, product):
    keys = []
    for place in range(3):
        keys.append(choose(need, place, "Agree"))
        expect(state(need, keys[-1])).to_have_text(SAVED, timeout=20_000)
        product.server.kill()
        product.server.start()
    need.reload()
    for key in keys:
        expect(need.locator(f"#{key}-3")).to_be_checked()
