"""An exit strategy in four browsers: drafted in place, put forward, argued, amended, compared and agreed."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from partnerships.rules import Role
from record.models import Version
from record.queries import document, states
from tests.factories import MembershipFactory, PartnerFactory, PartnershipFactory, facilitator_of
from tests.journeys.axe import violations

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("Arden Council", "Brook Housing", "Cedar Health")


class Table:
    """A partnership with a facilitator and three leads, each in a browser session of their own."""

    def __init__(self, browser, live_server, *, scripts: bool = True) -> None:
        self.partnership = PartnershipFactory(name="Valley Partnership")
        self.server = live_server.url
        self.contexts, self.pages = [], {}
        self._sit(browser, "facilitator", facilitator_of(self.partnership), scripts)
        for name in NAMES:
            partner = PartnerFactory(partnership=self.partnership, organisation__name=name)
            self._sit(browser, name, MembershipFactory(partner=partner, role=Role.LEAD).person, scripts)

    def _sit(self, browser, name, person, scripts):
        context = browser.new_context(java_script_enabled=scripts, viewport={"width": 1280, "height": 900})
        client = Client()
        client.force_login(person)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.server}
        context.add_cookies([cookie])
        self.contexts.append(context)
        self.pages[name] = context.new_page()

    def open(self, name, view="part", *args):
        """A page of the exit strategy in somebody's browser."""
        page = self.pages[name]
        page.goto(self.server + reverse(f"record:{view}", args=[self.partnership.slug, "exit", *args]))
        return page

    def close(self):
        for context in self.contexts:
            context.close()

    @property
    def exit(self):
        return states(self.partnership)["exit"]

    def names(self, clause="triggers"):
        """The first field of each row of the draft."""
        held = document(self.exit.draft)
        return [held.name(held.part.clause(clause), row) for row in held.of(clause)]


@pytest.fixture
def table(browser, live_server, transactional_db):
    seated = Table(browser, live_server)
    yield seated
    seated.close()


@pytest.fixture
def plain(browser, live_server, transactional_db):
    """The same in browsers without scripts."""
    seated = Table(browser, live_server, scripts=False)
    yield seated
    seated.close()


def start(table):
    page = table.open("facilitator")
    page.get_by_role("link", name="Start a draft").click()
    page.get_by_role("button", name="Start an empty draft").click()
    page.get_by_role("heading", level=1, name="draft of version 1").wait_for()
    page.wait_for_load_state()  # with its script: a click before it comes leads to the clause's own page
    return page


def clause(page, key):
    return page.locator(f"#clause-{key}")


def add(page, key, **fields):
    """A row, in place: keys are labels with underscores for spaces."""
    part = clause(page, key)
    part.get_by_role("link", name=re.compile("^Add ")).click()
    # The cursor comes into the first field a moment after the form, and would take what is typed elsewhere then.
    expect(part.locator("[autofocus]")).to_be_focused()
    for label, words in fields.items():
        part.get_by_label(label.replace("_", " "), exact=False).first.fill(words)
    part.get_by_role("button", name="Save").click()
    expect(part.get_by_role("button", name="Save")).to_have_count(0)


def add_trigger(page, name):
    add(page, "triggers", Trigger=name, Who_decides="The board")
    expect(clause(page, "triggers").get_by_role("heading", name=name)).to_be_visible()


def row(page, name):
    return clause(page, "triggers").locator("li.entry", has=page.get_by_role("heading", name=name))


def set_notice(page, days):
    """Writes or changes the days of notice."""
    part = clause(page, "notice")
    part.get_by_role("link", name=re.compile("^(Write|Change)")).click()
    part.get_by_label("Days of notice").fill(days)
    part.get_by_role("button", name="Save").click()


def put_forward(page, words):
    page.get_by_role("link", name="Put it forward").click()
    page.get_by_label("What is new").fill(words)
    page.get_by_role("button", name="Put it forward").click()
    page.get_by_text("Put forward. The partners’ leads are asked").wait_for()


def answer(table, name, choice, note=""):
    page = table.open(name)
    page.get_by_role("link", name=f"Answer for {name}").click()
    page.get_by_label(choice, exact=True).check()
    page.get_by_label("Note to the other partners").fill(note)
    page.get_by_role("button", name=re.compile(f"{name}$")).click()
    page.get_by_text(f"Signed for {name}.").wait_for()
    return page


def test_rows_are_added_moved_removed_and_brought_back_in_place(table):
    page = start(table)
    address = page.url
    for name in ("Fund cut", "Partner leaves", "No progress"):
        add_trigger(page, name)
    row(page, "No progress").get_by_role("button", name="Up").click()
    expect(clause(page, "triggers").locator("h3")).to_have_text(["Fund cut", "No progress", "Partner leaves"])
    row(page, "Fund cut").get_by_role("button", name="Down").click()
    expect(clause(page, "triggers").locator("h3")).to_have_text(["No progress", "Fund cut", "Partner leaves"])
    row(page, "Fund cut").get_by_role("button", name="Remove").click()
    expect(row(page, "Fund cut")).to_have_count(0)
    assert violations(page) == []
    clause(page, "triggers").get_by_role("button", name="Undo").click()
    expect(clause(page, "triggers").locator("h3")).to_have_text(["No progress", "Fund cut", "Partner leaves"])
    assert page.url == address
    assert table.names() == ["No progress", "Fund cut", "Partner leaves"]


def test_the_second_of_two_who_change_a_row_is_shown_both_texts(table):
    add_trigger(start(table), "Fund cut")
    first, second = table.open("Arden Council", "draft"), table.open("Brook Housing", "draft")
    for page in (first, second):
        row(page, "Fund cut").get_by_role("link", name="Change").click()
        clause(page, "triggers").get_by_label("Threshold").wait_for()
    clause(first, "triggers").get_by_label("Threshold").fill("over 30 %")
    clause(first, "triggers").get_by_role("button", name="Save").click()
    expect(row(first, "Fund cut")).to_contain_text("over 30 %")
    clause(second, "triggers").get_by_label("Threshold").fill("over 50 %")
    clause(second, "triggers").get_by_role("button", name="Save").click()
    told = clause(second, "triggers").get_by_role("alert")
    expect(told).to_contain_text("changed this meanwhile")
    expect(told).to_contain_text("over 30 %")
    expect(told).to_contain_text("over 50 %")
    assert violations(second) == []
    clause(second, "triggers").get_by_label("Threshold").fill("over 40 %, as we agreed by telephone")
    clause(second, "triggers").get_by_role("button", name="Save").click()
    expect(row(second, "Fund cut")).to_contain_text("over 40 %, as we agreed by telephone")
    (held,) = document(table.exit.draft).of("triggers")
    assert held.values["threshold"] == "over 40 %, as we agreed by telephone"


def test_drafted_argued_amended_and_agreed(table):
    page = start(table)
    add_trigger(page, "Fund cut")
    set_notice(page, "180")
    expect(clause(page, "notice")).to_contain_text("180")
    put_forward(page, "A first exit strategy.")
    arden = answer(table, "Arden Council", "We agree")
    assert violations(arden) == []
    answer(table, "Brook Housing", "We agree with reservations", "Six months is long.")
    answer(table, "Cedar Health", "We decline", "Nobody says who holds the records.")
    page = table.open("facilitator")
    expect(page.locator("#signatures")).to_contain_text("One agreed, one with reservations, one declined")
    expect(page.locator("#signatures")).to_contain_text("Nobody says who holds the records.")

    page.get_by_role("button", name="Start a new draft from this").click()
    set_notice(page, "120")
    expect(clause(page, "notice")).to_contain_text("120")
    add(page, "survives", Obligation="Records stay with Cedar Health")
    expect(clause(page, "survives")).to_contain_text("Records stay with Cedar Health")
    put_forward(page, "Four months, and the records have a holder.")
    page.get_by_role("link", name="Compare word by word").click()
    expect(page.locator("del")).to_contain_text(["removed", "180"])
    expect(page.locator("ins")).to_contain_text(["Added", "120", "Records stay with Cedar Health"])
    assert violations(page) == []

    for name in NAMES:
        last = answer(table, name, "We agree")
    expect(last.get_by_text("Every partner has agreed: it holds from now on.")).to_be_visible()
    assert [(item.number, item.state) for item in table.exit.versions] == [(2, "agreed"), (1, "superseded")]


def test_what_is_agreed_can_be_read_and_not_changed(table):
    page = start(table)
    add_trigger(page, "Fund cut")
    stale = table.open("Arden Council", "draft")
    row(stale, "Fund cut").get_by_role("link", name="Change").click()
    clause(stale, "triggers").get_by_label("Threshold").fill("too late")
    put_forward(page, "")
    for name in ("Brook Housing", "Cedar Health"):
        answer(table, name, "We agree")
    clause(stale, "triggers").get_by_role("button", name="Save").click()
    expect(clause(stale, "triggers")).to_contain_text("nothing was changed")
    last = answer(table, "Arden Council", "We agree")
    expect(last.locator(".lead-in")).to_contain_text("Agreed.")
    expect(last.get_by_role("link", name=re.compile("^Change"))).to_have_count(0)
    expect(last.locator("#answer")).to_have_count(0)
    assert document(Version.objects.get(state="agreed")).of("triggers")[0].values == {
        "trigger": "Fund cut",
        "who_decides": "The board",
    }


def test_without_scripts_it_is_drafted_put_forward_and_agreed(plain):
    page = start(plain)
    for name in ("Fund cut", "Partner leaves"):
        add_trigger(page, name)
    row(page, "Partner leaves").get_by_role("button", name="Up").click()
    row(page, "Fund cut").get_by_role("button", name="Remove").click()
    expect(row(page, "Fund cut")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    assert plain.names() == ["Partner leaves", "Fund cut"]
    set_notice(page, "-5")
    expect(page.get_by_text("Give 0 or more.").first).to_be_visible()
    clause(page, "notice").get_by_label("Days of notice").fill("90")
    page.get_by_role("button", name="Save").click()
    put_forward(page, "Three months.")
    for name in NAMES:
        answer(plain, name, "We agree")
    assert plain.exit.agreed.number == 1


def test_without_scripts_two_texts_are_shown_too(plain):
    set_notice(start(plain), "90")
    first, second = plain.open("Arden Council", "draft"), plain.open("Brook Housing", "draft")
    for page in (first, second):
        clause(page, "notice").get_by_role("link", name=re.compile("^Change")).click()
    for page, days in ((first, "120"), (second, "60")):
        page.get_by_label("Days of notice").fill(days)
        page.get_by_role("button", name="Save").click()
    expect(second.get_by_role("alert")).to_contain_text("changed this meanwhile")
    expect(second.get_by_role("table")).to_contain_text("120")
    expect(second.get_by_role("table")).to_contain_text("60")
    assert document(plain.exit.draft).value("notice", "days") == 120
