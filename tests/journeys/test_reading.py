"""Reading results in a browser: behind a figure, by pointer and keyboard; full screen; taking pictures away."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from surveys.models import Round
from tests.factories import PartnerFactory, closed_round, people_of

pytestmark = [pytest.mark.browser, pytest.mark.markup]


@pytest.fixture
def results(page, line, sign_in, transactional_db):
    """The results of three partners, drawn, at the width of a desk."""
    partner = PartnerFactory()
    people_of(partner, 3)
    for _ in range(2):
        people_of(PartnerFactory(partnership=partner.partnership), 3)
    round_ = closed_round(partner.partnership, mode=Round.Mode.ATTRIBUTED)
    sign_in(partner.partnership.memberships.first().person)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(line.address + reverse("reports:round-results", args=[round_.partnership.slug, round_.pk]))
    expect(page.locator("#heat .drawn")).to_be_visible()
    return page


def test_the_keyboard_walks_through_a_picture_and_opens_what_is_behind_it(results):
    results.locator("#heat [data-figure]").focus()
    results.keyboard.press("ArrowRight")
    expect(results.locator("#heat [role=status]")).to_contain_text("Enter opens it")
    results.keyboard.press("Enter")
    results.wait_for_url("**/results/partners/**")


def test_a_click_on_a_cell_opens_what_is_behind_it(results):
    results.locator("#heat [data-figure] .nsewdrag").click(position={"x": 330, "y": 20})
    results.wait_for_url("**/results/partners/*/?principle=*")


def test_a_pointer_on_a_cell_is_told_about_it_above_the_words(results):
    results.locator("#heat [data-figure] .nsewdrag").hover(position={"x": 330, "y": 20})
    expect(results.locator("#heat .hoverlayer")).to_contain_text("of 4")
    layers = results.evaluate(
        "['#heat svg.wide.drawing', '#heat .main-svg:has(> .hoverlayer)']"
        ".map(name => Number(getComputedStyle(document.querySelector(name)).zIndex))"
    )
    assert layers[0] < layers[1]


def test_a_name_beside_the_drawn_picture_is_a_link(results):
    results.locator("#heat svg.wide.drawing a.name .l").first.click()
    results.wait_for_url("**/results/partners/**")


def test_full_screen_is_read_from_the_back_of_a_room(results):
    results.set_viewport_size({"width": 1280, "height": 720})
    for key in ("heat", "dots", "first", "answers"):
        results.locator(f"#{key} [data-full-screen]").click()
        expect(results.locator(f"#{key}:fullscreen")).to_be_visible()
        results.wait_for_function("Number(document.fullscreenElement.style.zoom) * 13 >= 18")
        results.evaluate("document.exitFullscreen()")


def test_full_screen_shows_one_picture_after_another(results):
    results.locator("#heat [data-full-screen]").click()
    expect(results.locator("#heat:fullscreen")).to_be_visible()
    results.keyboard.press("PageDown")
    expect(results.locator("#dots:fullscreen")).to_be_visible()


def test_a_picture_is_taken_away_as_a_file(results, tmp_path):
    results.locator("#heat .take summary").click()
    with results.expect_download() as download:
        results.locator("#heat .take").get_by_role("link", name="Image (PNG)").click()
    assert download.value.suggested_filename.endswith("-heat.png")
    assert (download.value.path()).read_bytes().startswith(b"\x89PNG")


def test_an_order_stays_in_the_address(results):
    results.get_by_label("Partners in order").select_option(index=1)
    results.get_by_role("button", name="Sort").click()
    results.wait_for_url("**sort=*")
    results.reload()
    expect(results.get_by_label("Partners in order").locator("option").nth(1)).to_have_attribute("selected", "")
