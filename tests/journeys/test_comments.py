"""Comments in the browser: on a section as a whole, quoted, offline, in two tabs; and what is left out of one."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from surveys.models import Comment, Quotation
from tests.factories import facilitator_of
from tests.journeys.answering import SAVE, SAVED, address, comment, state
from tests.journeys.axe import violations

pytestmark = pytest.mark.django_db(transaction=True)
WHOLE = "section_need"


def on_the_whole(page, text):
    """Writes about the section as a whole."""
    place = page.locator(f"#{WHOLE}")
    if not place.locator("textarea").is_visible():
        place.get_by_text("Add a comment").click()
    place.locator("textarea").fill(text)
    return place


def kept():
    return {(item.place, item.text, item.may_be_quoted) for item in Comment.objects.all()}


def test_a_comment_on_the_whole_is_saved_and_may_be_quoted_once_it_is_ticked(section):
    place = on_the_whole(section, "All in all fair")
    expect(state(section, WHOLE)).to_have_text(SAVED)
    assert kept() == {(WHOLE, "All in all fair", False)}
    with section.expect_response(SAVE):
        place.get_by_label("May be quoted").check()
    expect(state(section, WHOLE)).to_have_text(SAVED)
    assert kept() == {(WHOLE, "All in all fair", True)}
    section.reload()
    expect(place.get_by_label("May be quoted")).to_be_checked()
    assert violations(section) == []


def test_a_tick_before_the_comment_counts_for_it(section):
    section.locator(f"#{WHOLE}").get_by_text("Add a comment").click()
    section.locator(f"#{WHOLE}").get_by_label("May be quoted").check()
    on_the_whole(section, "All in all fair")
    expect(state(section, WHOLE)).to_have_text(SAVED)
    assert kept() == {(WHOLE, "All in all fair", True)}


def test_a_tick_given_offline_is_kept_and_sent_when_the_line_is_back(section):
    section.context.set_offline(True)
    on_the_whole(section, "All in all fair").get_by_label("May be quoted").check()
    expect(state(section, WHOLE)).to_contain_text("Offline: kept in this tab")
    assert kept() == set()
    section.context.set_offline(False)
    expect(state(section, WHOLE)).to_have_text(SAVED)
    assert kept() == {(WHOLE, "All in all fair", True)}


def test_leave_for_a_text_that_changed_elsewhere_is_a_choice(section, other):
    key = comment(section, 0, "Fair")
    expect(state(section, key)).to_have_text(SAVED)
    other.reload()
    comment(other, 0, "Unfair")
    expect(state(other, key)).to_have_text(SAVED)
    section.locator(f"#quote-{key}").check()
    expect(state(section, key)).to_contain_text("“Unfair” is stored, here is “Fair” (may be quoted)")
    assert kept() == {(key, "Unfair", False)}
    section.get_by_role("button", name="Use mine").click()
    expect(state(section, key)).to_have_text(SAVED)
    assert kept() == {(key, "Fair", True)}


def test_what_an_older_page_kept_in_the_tab_is_sent_without_leave_to_quote(section, participant):
    entries = {"changes": {}, "comments": {WHOLE: {"before": "", "now": "All in all fair", "tried": []}}, "clashes": {}}
    name = f"answers:{participant.person_id}:{participant.pk}"
    section.evaluate("([name, kept]) => sessionStorage.setItem(name, JSON.stringify(kept))", [name, entries])
    section.reload()
    expect(state(section, WHOLE)).to_have_text(SAVED)
    assert kept() == {(WHOLE, "All in all fair", False)}


def test_the_check_page_names_a_comment_on_the_whole_that_is_not_saved(section, line, participant):
    section.route(SAVE, lambda route: route.abort())
    on_the_whole(section, "All in all fair")
    expect(state(section, WHOLE)).to_contain_text("Not saved, trying again")
    section.goto(line.address + address(participant, "check"))
    expect(section.locator("#kept-answers")).to_contain_text("Section 1 as a whole")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_facilitator_leaves_a_name_out_and_releases_the_rest(browser, live_server, client, participant, scripts):
    round_ = participant.round
    quotation = Quotation.objects.create(round=round_, place="trust-risk", text="Ann was late", marked="Ann was late")
    client.force_login(facilitator_of(round_.partnership))
    context = browser.new_context(java_script_enabled=scripts)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(live_server.url + address(participant, "comment", str(quotation.pk)))
    if scripts:
        page.locator("#id_marked").evaluate("area => area.setSelectionRange(0, 3)")
        page.get_by_role("button", name="Leave out the selected words").click()
        expect(page.locator("#id_marked")).to_have_value("[[Ann]] was late")
    else:
        expect(page.get_by_role("button", name="Leave out the selected words")).to_be_hidden()
        page.locator("#id_marked").fill("[[Ann]] was late")
        page.get_by_label("Release it in part").check()
    page.get_by_label("Why it is held").fill("Names a person")
    page.get_by_role("button", name="Save, and go on").click()
    page.wait_for_url("**/comments/")
    quotation.refresh_from_db()
    assert (quotation.decision, quotation.shown, quotation.reason) == ("in part", ["", " was late"], "Names a person")
    context.close()
