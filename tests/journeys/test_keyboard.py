"""Filling in by keyboard, by ear, enlarged, on a narrow screen, in high contrast: what the page owes everybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.answering import SAVED, choose, comment, state, statement, stored

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.markup]
HIDDEN_BY_THE_BAR = """() => {
  const bar = document.querySelector('.carry-on'), here = document.activeElement;
  if (bar.contains(here) || here === document.body) return false;
  const label = here.type === 'radio' ? here.nextElementSibling : here;
  const [top, at] = [bar.getBoundingClientRect().top, label.getBoundingClientRect()];
  const isHidden = at.bottom > top + 1 || at.top < 0;
  return isHidden && `${here.id || here.textContent}: ${at.top} to ${at.bottom}, bar at ${top}`;
}"""


def tab_to(page, locator):
    """Presses Tab until the focus is inside."""
    for _ in range(80):
        if locator.evaluate("item => item.contains(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The focus never came there.")


def test_number_keys_answer_and_arrows_move(section):
    tab_to(section, statement(section))
    section.keyboard.press("4")
    section.keyboard.press("ArrowLeft")
    expect(section.locator("#saving")).to_have_text(SAVED)
    assert list(stored().values()) == [3]


def test_nothing_advances_by_itself(section):
    tab_to(section, statement(section))
    section.keyboard.press("4")
    expect(section.locator("#saving")).to_have_text(SAVED)
    assert statement(section).evaluate("item => item.contains(document.activeElement)")
    assert section.url.endswith("/need/")


def test_enter_on_a_statement_goes_nowhere(section):
    tab_to(section, statement(section))
    section.keyboard.press("Enter")
    section.wait_for_timeout(300)
    assert section.url.endswith("/need/")
    assert section.locator("input[type=radio]:checked").count() == 0


def test_a_number_that_is_no_answer_does_nothing(section):
    tab_to(section, statement(section))
    section.keyboard.press("5")
    assert section.locator("input[type=radio]:checked").count() == 0


def test_number_keys_can_be_switched_off_and_stay_so(section):
    section.get_by_role("button", name="Turn number keys off").click()
    section.reload()
    expect(section.get_by_role("button", name="Turn number keys on")).to_be_visible()
    tab_to(section, statement(section))
    section.keyboard.press("4")
    assert section.locator("input[type=radio]:checked").count() == 0


def test_numbers_in_a_comment_are_text(section):
    key = comment(section, 0, "")
    section.keyboard.type("In 2024 it took 3 months")
    expect(section.locator(f"#comment-{key}")).to_have_value("In 2024 it took 3 months")
    assert section.locator("input[type=radio]:checked").count() == 0


def test_every_choice_has_its_label_as_its_name(section):
    group = section.get_by_role("group", name="1.1")
    names = ["Strongly disagree", "Disagree", "Agree", "Strongly agree", "Don’t know", "Doesn’t apply"]
    assert [group.get_by_role("radio", name=name, exact=True).count() for name in names] == [1] * 6


def test_saving_is_said_aloud_once_and_trouble_when_it_comes(section):
    aloud = section.locator("#saving-aloud")
    aloud.evaluate(
        "item => { window.said = []; "
        "new MutationObserver(() => window.said.push(item.textContent)).observe(item, {childList: true}); }"
    )
    for number in range(3):
        key = choose(section, number, "Agree")
        expect(state(section, key)).to_have_text(SAVED)
    section.context.set_offline(True)
    choose(section, 4, "Agree")
    expect(aloud).to_contain_text("Offline")
    section.context.set_offline(False)
    expect(aloud).to_have_text("Saved")
    said = [text.split(":")[0].split(",")[0] for text in section.evaluate("window.said")]
    # The browser may call itself online a moment before its line is back: then the first try fails, and is told once.
    assert said in (["Saved", "Offline", "Saved"], ["Saved", "Offline", "Not saved", "Saved"])
    assert aloud.get_attribute("role") == "status"


def test_guidance_opens_in_place_and_comments_are_folded_until_wanted(section):
    assert section.locator("fieldset details[open]").count() == 0
    statement(section).get_by_text("What good looks like").click()
    expect(statement(section).locator("details p").first).to_be_visible()
    expect(statement(section).locator("textarea")).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 700), (640, 400)])
def test_the_bar_never_hides_what_has_the_focus(section, width, height):
    section.set_viewport_size({"width": width, "height": height})
    section.emulate_media(reduced_motion="reduce")  # no smooth scrolling: measured where it ends up
    section.context.set_offline(True)
    choose(section, 0, "Agree")  # the bar has the most to say now
    tab_to(section, statement(section))
    for _ in range(6):
        for key in ("ArrowDown",) * 6:
            section.keyboard.press(key)
            assert not section.evaluate(HIDDEN_BY_THE_BAR)
        for _ in range(3):
            section.keyboard.press("Tab")
            assert not section.evaluate(HIDDEN_BY_THE_BAR)


@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (640, "200%"), (390, "200%")])
def test_narrow_screens_and_large_text_need_no_scrolling_sideways(section, width, text):
    section.set_viewport_size({"width": width, "height": 700})
    section.evaluate("size => document.documentElement.style.fontSize = size", text)
    comment(section, 0, "A comment")
    section.context.set_offline(True)
    choose(section, 1, "Agree")
    assert section.evaluate("document.documentElement.scrollWidth") <= width
    cut = "Array.from(document.querySelectorAll('label, button, summary, legend')).filter(item => item.scrollWidth > item.clientWidth + 1 && getComputedStyle(item).display !== 'inline' && !item.classList.contains('visually-hidden')).map(item => item.textContent)"  # noqa: E501
    assert section.evaluate(cut) == []


def test_targets_of_the_scale_are_large(section):
    section.set_viewport_size({"width": 390, "height": 844})
    heights = section.evaluate("Array.from(document.querySelectorAll('.scale label'), item => item.offsetHeight)")
    assert min(heights) >= 44


def test_nothing_moves_for_those_who_want_no_motion(section):
    section.emulate_media(reduced_motion="reduce")
    moving = "Array.from(document.querySelectorAll('*')).filter(item => { const style = getComputedStyle(item); return parseFloat(style.transitionDuration) > 0.01 || style.animationName !== 'none' || style.scrollBehavior === 'smooth' }).length"  # noqa: E501
    assert section.evaluate(moving) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_chosen_shows_in_forced_colours(section, scheme):
    section.emulate_media(forced_colors="active", color_scheme=scheme)
    key = choose(section, 0, "Agree")
    ground = "item => getComputedStyle(item).backgroundColor"
    chosen, other = (section.locator(f"label[for={key}-{answer}]").evaluate(ground) for answer in (3, 2))
    assert chosen != other


def test_more_contrast_is_given_where_it_is_asked_for(section):
    edge = "getComputedStyle(document.querySelector('.scale label')).borderTopWidth"
    before = section.evaluate(edge)
    section.emulate_media(contrast="more")
    assert (before, section.evaluate(edge)) == ("1px", "2px")
