"""axe on every other page, in both themes."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from accounts.tokens import make_token
from partnerships.rules import Role
from surveys.models import Quotation, Round
from surveys.services.instrument_drafts import change_draft, start_draft
from surveys.services.official import compare_answers
from surveys.services.rounds import close_round
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    UserFactory,
    closed_round,
    draft,
    everybody_answers,
    facilitator_of,
    open_round,
    people_of,
    written,
)
from tests.journeys.axe import violations
from tests.surveys import officially
from tests.surveys.officially import asked, drafted, everybody_sends, lead_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.markup]


@pytest.fixture
def place(transactional_db):
    """A partnership with an open, a drafted and a closed round."""
    partner = PartnerFactory()
    people_of(partner, 12)
    people_of(PartnerFactory(partnership=partner.partnership), 12)
    MembershipFactory(partner=partner, role=Role.LEAD)
    closed = closed_round(partner.partnership)
    return {
        "slug": partner.partnership.slug,
        "partner": partner,
        "closed": closed,
        "open": open_round(partner.partnership, instrument=closed.instrument, title="Open"),
        "draft": draft(partner.partnership, instrument=closed.instrument, title="Draft"),
    }


def visit(page, live_server, client, person, address):
    client.force_login(person)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto(live_server.url + address)


@pytest.mark.parametrize("name", ["account_login", "account_request_login_code", "account_reset_password"])
def test_signing_in(page, live_server, transactional_db, name):
    page.goto(live_server.url + reverse(name))
    assert violations(page) == []


@pytest.mark.parametrize(
    "name", ["home", "help", "accounts:profile", "accounts:people", "partnerships:list", "partnerships:create",
             "partnerships:organisations", "partnerships:organisation-create", "accounts:address", "accounts:sign-ins",
              "calendar", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes",
              "own-answers", "own-data", "own-data-erase",
              "accounts:tokens", "accounts:token-make", "api-guide", "archive:bring-in"],
)  # fmt: skip
def test_administration(page, live_server, client, place, name):
    visit(page, live_server, client, UserFactory(is_administrator=True), reverse(name))
    assert violations(page) == []


@pytest.mark.parametrize(
    "name", ["reports:overview", "surveys:rounds", "surveys:round-create", "surveys:series", "partnerships:people",
             "partnerships:invite", "partnerships:edit", "surveys:partnership-close", "reports:audit", "packs:reports",
             "partnerships:partner-add", "partnerships:people-list"],
)  # fmt: skip
def test_partnership(page, live_server, client, place, name):
    person = facilitator_of(place["draft"].partnership)
    visit(page, live_server, client, person, reverse(name, args=[place["slug"]]))
    assert violations(page) == []


def test_taking_out(page, live_server, client, place):
    address = reverse("archive:take-out", args=[place["slug"]])
    visit(page, live_server, client, UserFactory(is_administrator=True), address)
    assert violations(page) == []


@pytest.mark.parametrize(
    ("name", "which"),
    [("round", "open"), ("round", "closed"), ("round-extend", "open"), ("round-close", "open"), ("round-edit", "draft"),
     ("round-reminders", "open"), ("round-follow-up", "closed"),
     ("round-launch", "draft"), ("round-delete", "draft"), ("round-pause", "open"), ("round-call-off", "open"),
     ("round-room", "open")],
)  # fmt: skip
def test_rounds(page, live_server, client, place, name, which):
    person = facilitator_of(place["draft"].partnership)
    visit(page, live_server, client, person, reverse(f"surveys:{name}", args=[place["slug"], place[which].pk]))
    assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_instruments(page, live_server, client, place, width):
    """Every page of the editor, with something wrong in the draft, within its width."""
    page.set_viewport_size({"width": width, "height": 900})
    ada = UserFactory(is_administrator=True)
    draft = start_draft(source=place["closed"].instrument, as_new=False, by=ada)
    change_draft(draft=draft, change=lambda now: {**now, "title": ""}, about="the whole", by=ada)
    for path in ("", f"{place['closed'].instrument_id}/look/trust/", *(f"drafts/{draft.pk}/{more}" for more in (
        "", "sections/trust/", "in/cy/trust/", "preview/trust/?language=cy", "publish/", "discard/",
        "remove/statement/trust-risk/",
    ))):  # fmt: skip
        visit(page, live_server, client, ada, f"/instruments/{path}")
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("name", ["tasks", "section", "check"])
def test_filling_in_in_welsh(page, live_server, client, place, name):
    round_ = place["open"]
    more = ["trust"] if name == "section" else []
    address = reverse(f"surveys:{name}", args=[place["slug"], round_.pk, *more])
    visit(page, live_server, client, round_.participants.first().person, f"{address}?language=cy")
    assert page.locator("html").get_attribute("lang") == "cy"
    assert violations(page) == []


def test_people_and_organisations(page, live_server, client, place):
    """The pages that change or merge them, with something to show and with reasons against it."""
    partner, other = place["partner"].partnership.partners.all()
    role = facilitator_of(partner.partnership).memberships.get()
    lead = partner.memberships.filter(role=Role.LEAD).first() or other.memberships.filter(role=Role.LEAD).get()
    late = MembershipFactory(partner=other)
    administrator = UserFactory(is_administrator=True)
    for address in (
        reverse("accounts:person", args=[role.person_id]),
        reverse("person-erase", args=[lead.person_id]),
        reverse("person-merge", args=[role.person_id]),
        reverse("person-merge", args=[lead.person_id]) + f"?email={role.person.email}",
        reverse("person-merge", args=[lead.person_id]) + f"?email={administrator.email}",
        reverse("partnerships:organisation-edit", args=[partner.organisation_id]),
        reverse("partnerships:organisation-merge", args=[partner.organisation_id]),
        reverse("partnerships:organisation-merge", args=[partner.organisation_id]) + f"?other={other.organisation_id}",
        reverse("partnerships:hand-over", args=[place["slug"], role.pk]),
        reverse("surveys:round-ask", args=[place["slug"], place["open"].pk]),
    ):
        visit(page, live_server, client, administrator, address)
        assert violations(page) == [], address
    expect(page.get_by_label(str(late.person))).to_be_visible()


def test_a_list_of_people(page, live_server, client, place):
    """With everything wrong, and as it would be stored."""
    address = reverse("partnerships:people-list", args=[place["slug"]])
    visit(page, live_server, client, facilitator_of(place["draft"].partnership), address)
    for rows in ("nonsense,,Elsewhere", f"new@test.example,Ada,{place['partner']}"):
        page.get_by_label("Or cells copied").fill(f"E-mail,Name,Partner\n{rows}")
        page.get_by_role("button", name="Look at the list").click()
        assert violations(page) == [], rows
    page.get_by_role("button", name="Add 1 person").click()
    expect(page.get_by_text("One person was added")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_a_room(page, live_server, client, place, width):
    """The code as it is shown, and what people in the room see."""
    page.set_viewport_size({"width": width, "height": 900})
    address = reverse("surveys:round-room", args=[place["slug"], place["open"].pk])
    visit(page, live_server, client, facilitator_of(place["open"].partnership), address)
    page.get_by_role("button", name="Make a code").click()
    code = page.locator("#code").inner_text()
    shown = [violations(page), page.evaluate("document.documentElement.scrollWidth") <= width]
    page.context.clear_cookies()
    for path, label, text, button in (
        ("/room/", "Code", code, "Go on"),
        ("/room/address/", "Your e-mail address", "a@test.example", "Send me my link"),
    ):
        assert page.goto(live_server.url + path).ok
        shown.append(violations(page))
        page.get_by_label(label).fill(text)
        page.get_by_role("button", name=button).click()
    page.get_by_role("heading", name="Look at your mail").wait_for()
    assert [*shown, violations(page)] == [[], True, [], [], []]


@pytest.mark.parametrize("width", [1280, 390])
def test_comments(page, live_server, client, place, width):
    """From the queue to what readers see, with a text that is one long word."""
    page.set_viewport_size({"width": width, "height": 900})
    round_ = place["closed"]
    person = facilitator_of(round_.partnership)
    texts = {"waiting": "x" * 2000, "in part": "Ann was late", "held": "Ask me", "released": "\u202eAll in all fair"}
    for decision, text in texts.items():
        shown = {"in part": ["", " was late"], "released": [text]}.get(decision, [])
        for on in ("trust-risk", "section_trust"):
            Quotation.objects.create(round=round_, place=on, text=text, marked=text, decision=decision, shown=shown)
    waiting = round_.quotations.filter(decision="waiting").first()
    before = [("surveys:comments", []), ("surveys:comment", [waiting.pk]), ("surveys:comments-share", [])]
    after = [("surveys:comments", []), ("surveys:comment", [waiting.pk]), ("reports:round-statement", ["trust-risk"]),
             ("reports:round-statements", [])]  # fmt: skip
    for addresses in (before, after):
        for name, args in addresses:
            visit(page, live_server, client, person, reverse(name, args=[place["slug"], round_.pk, *args]))
            assert violations(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        Round.objects.filter(pk=round_.pk).update(comments_shared_at=round_.closed_at)


def test_who_will_not_answer(page, live_server, client, place):
    person = place["open"].participants.first().person
    for name in ("hand-on", "decline"):
        visit(page, live_server, client, person, reverse(f"surveys:{name}", args=[place["slug"], place["open"].pk]))
        assert violations(page) == [], name
    page.get_by_label("Why").fill("On leave")
    page.get_by_role("button", name="I will not answer").click()
    page.get_by_role("button", name="I will answer after all").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_official_answers(page, live_server, client, transactional_db, width):
    """From before the comparison to after the close, as a lead sees them."""
    page.set_viewport_size({"width": width, "height": 900})
    round_, partner = asked(10)
    everybody_sends(round_, partner, *[1, 2, 4] * 3, 4)
    before = [("official",), ("official-compare",), ("round",)]
    after = [("official",), ("own-view",), ("official-section", "trust"), ("official-check",), ("receipt",), ("check",)]
    for names in (before, after):
        for name in names:
            visit(page, live_server, client, lead_of(partner), officially.address(round_, *name))
            assert violations(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if names is before:
            compare_answers(round_=round_, partner=partner, by=lead_of(partner))
            drafted(round_, partner)
    close_round(round_=round_, by=None)
    visit(page, live_server, client, lead_of(partner), officially.address(round_, "own-view"))
    assert violations(page) == []


def test_importance(page, live_server, client, place):
    """The question at the end of a section, and the picture made of the answers."""
    six = place["closed"].instrument
    round_ = open_round(place["closed"].partnership, instrument=six, title="Weighed", asks_importance=True)
    person = round_.participants.first().person
    visit(page, live_server, client, person, reverse("surveys:section", args=[place["slug"], round_.pk, "trust"]))
    assert violations(page) == []
    round_.responses.all().delete()
    everybody_answers(round_)
    round_.responses.update(importance={"importance_trust": 4, "importance_need": 2})
    close_round(round_=round_, by=None)
    visit(page, live_server, client, person, reverse("reports:round-results", args=[place["slug"], round_.pk]))
    expect(page.locator("#importance figure")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_results(page, live_server, client, place, width):
    page.set_viewport_size({"width": width, "height": 900})
    person = facilitator_of(place["draft"].partnership)
    visit(page, live_server, client, person, reverse("reports:round-results", args=[place["slug"], place["closed"].pk]))
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", ["over-time/", "over-time/?principle=trust", "say-do/"])
def test_what_changed_and_what_is_done(page, live_server, client, place, width, path):
    """With pictures, tables open, and something missing in the record."""
    page.set_viewport_size({"width": width, "height": 900})
    closed_round(place["partner"].partnership, 2, instrument=place["closed"].instrument, title="Later")
    written(place["partner"].partnership)
    person = facilitator_of(place["draft"].partnership)
    visit(page, live_server, client, person, reverse("reports:overview", args=[place["slug"]]) + path)
    page.locator("details").evaluate_all("folds => folds.forEach((fold) => (fold.open = true))")
    assert page.locator("figure svg:visible").count()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1280, 390])
def test_portfolio_and_organisation(page, live_server, client, transactional_db, width, capsys):
    """All, those of one reason, and none found; an organisation with columns of its own and one without."""
    call_command("demo_data")
    page.set_viewport_size({"width": width, "height": 900})
    person = User.objects.get(email="facilitator@demo.example")
    for address in (
        "/portfolio/",
        "/portfolio/?why=any&sort=health",
        "/portfolio/?organisation=zeppelin",
        "/portfolio/beside-others/",
        "/organisations/1/",
        "/organisations/3/",
    ):
        visit(page, live_server, client, person, address)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


PARTS = ("identity", "purpose", "governance", "contributions", "exit", "parting")
WRITTEN = (
    "exit/versions/1/",
    "exit/compare/",
    "contributions/?year=2025",
    "contributions/draft/",
    "identity/draft/standing/",
)
DRAFTED = ("purpose/draft/", "purpose/draft/aims/", "purpose/draft/propose/", "purpose/draft/discard/", "exit/")


def test_the_record(page, live_server, client, transactional_db, capsys):
    """Every page of it, full, half-empty and being signed; the longest one on a phone, and all within its width."""
    call_command("demo_data")
    lead, facilitator = (User.objects.get(email=f"{kind}@demo.example") for kind in ("lead", "facilitator"))
    full = [
        f"westmere-ageing-well/record/{path}" for path in ("", "checks/", *(f"{part}/" for part in PARTS), *WRITTEN)
    ]
    half = [f"northgate-safer-streets/record/{path}" for path in ("", *DRAFTED)]
    for person, paths in ((facilitator, [*half, "fellmoor-rural-transport/record/parting/"]), (lead, full)):
        for path in paths:
            visit(page, live_server, client, person, f"/partnerships/{path}")
            assert violations(page) == [], path
            page.set_viewport_size({"width": 320, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
            if path.endswith("ageing-well/record/exit/"):
                assert violations(page) == []
            page.set_viewport_size({"width": 1280, "height": 900})


def test_a_new_token_and_the_list_of_them(page, live_server, client, place):
    ada = UserFactory(is_administrator=True)
    make_token(person=ada, name="Power BI", scopes=["record", "results"], days=30)
    visit(page, live_server, client, ada, reverse("accounts:tokens"))
    assert violations(page) == []
    page.goto(f"{live_server.url}{reverse('accounts:person', args=[ada.pk])}")
    assert violations(page) == []
    page.goto(live_server.url + reverse("accounts:token-make"))
    page.get_by_label("What it is for").fill("Excel")
    page.get_by_label("Records").check()
    page.get_by_role("button", name="Make the token").click()
    assert page.get_by_label("Token", exact=True).input_value().startswith("phc_")
    assert violations(page) == []
