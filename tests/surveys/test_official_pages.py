"""The pages of an official answer: who reaches them, what they say, and that nobody else learns anything."""

from __future__ import annotations

import json
import re
import uuid
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse
from pypdf import PdfReader

from partnerships.rules import Role
from surveys.models import OwnView, Participant, Response
from surveys.services.links import make_link
from surveys.services.official import compare_answers, save_official
from surveys.services.rounds import close_round
from surveys.services.saving import Change
from tests.factories import MembershipFactory, PartnerFactory, UserFactory, facilitator_of, people_of
from tests.surveys.officially import (
    ATTRIBUTED,
    KEY,
    address,
    asked,
    compared,
    drafted,
    everybody_sends,
    lead_of,
    member_of,
    officially_sent,
    signed_in,
)

pytestmark = pytest.mark.django_db


def text(client, url):
    return client.get(url).content.decode()


def sending(response, revision=None):
    return {"key": str(uuid.uuid4()), "revision": response.revision if revision is None else revision}


# Comparing


def test_a_lead_compares_after_being_told_what_happens():
    round_, partner = asked(3)
    everybody_sends(round_, partner, 1, 4, 4)
    client = signed_in(lead_of(partner))
    assert "cannot be undone" in text(client, address(round_, "official-compare"))
    answer = client.post(address(round_, "official-compare"))
    assert answer.url == address(round_, "own-view")
    assert "<b>3.0</b>" in text(client, answer.url)


def test_a_member_does_not_compare_where_there_is_a_lead():
    round_, partner = asked(3)
    everybody_sends(round_, partner, 1, 4, 4)
    assert signed_in(member_of(partner)).post(address(round_, "official-compare")).status_code == 403
    assert not OwnView.objects.exists()


def test_without_a_lead_a_member_compares_and_is_told_whom_to_ask_for_sending():
    round_, partner = asked(3)
    facilitator = facilitator_of(round_.partnership)
    partner.memberships.update(role=Role.MEMBER)
    everybody_sends(round_, partner, 1, 4, 4)
    client = signed_in(member_of(partner))
    client.post(address(round_, "official-compare"))
    assert OwnView.objects.count() == 1
    page = text(client, address(round_, "official"))
    assert "Your organisation has no lead" in page
    assert facilitator.email in page


def test_too_few_answers_are_told_and_nothing_is_fixed():
    round_, partner = asked(3)
    everybody_sends(round_, partner, 1)
    page = signed_in(lead_of(partner)).post(address(round_, "official-compare"), follow=True).content.decode()
    assert "Fewer than three of your people have sent their own answers" in page
    assert "not compared yet" in page


def test_after_the_comparison_ones_own_pages_say_why_nothing_can_be_changed():
    round_, partner = compared(1, 2, 3)
    client = signed_in(member_of(partner))
    assert client.get(address(round_, "tasks")).url == address(round_, "check")
    page = text(client, address(round_, "check"))
    assert "Your organisation has compared its answers" in page
    assert "Change<span" not in page


def test_saving_too_late_is_told_to_the_page_that_is_open():
    round_, partner = compared(1, 2, 3)
    participant = round_.participants.get(person=member_of(partner))
    body = {"participant": participant.pk, "revision": 0, "changes": {KEY: {"before": "1", "answer": "4"}}}
    answer = signed_in(participant.person).post(address(round_, "save"), json.dumps(body), "application/json")
    assert answer.status_code == 410
    assert "compared" in answer.json()["problem"]


# Drafting


def test_what_people_said_stands_beside_each_statement():
    round_, partner = compared(1, 1, 4, 4, 4)
    page = text(signed_in(member_of(partner)), address(round_, "official-section", "trust"))
    assert "Your people: 2.8, split; five scored it." in page


def test_a_section_is_saved_with_its_button():
    round_, partner = asked()
    person = member_of(partner)
    data = {"participant": f"official-{partner.pk}-{person.pk}", "before-trust-risk": "", "trust-risk": "2"}
    answer = signed_in(person).post(address(round_, "official-section", "trust"), data)
    assert answer.url == address(round_, "official-section", "arrangements")
    assert Response.objects.get(is_official=True).answers == {KEY: 2}


def test_the_second_of_two_at_once_is_told_and_sees_both_answers():
    round_, partner = asked()
    drafted(round_, partner, 3)
    person = member_of(partner)
    data = {"participant": f"official-{partner.pk}-{person.pk}", "before-trust-risk": "", "trust-risk": "1"}
    answer = signed_in(person).post(address(round_, "official-section", "trust"), data)
    assert answer.status_code == 409
    assert "“Agree” is stored, here you chose “Strongly disagree”" in answer.content.decode()


def test_the_pages_script_saves_as_in_peoples_own_answers():
    round_, partner = asked()
    person = member_of(partner)
    body = {
        "participant": f"official-{partner.pk}-{person.pk}",
        "revision": 0,
        "changes": {KEY: {"before": "", "answer": "2"}},
        "comments": {KEY: {"before": "", "text": "Ann doubts it"}},
    }
    answer = signed_in(person).post(address(round_, "official-save"), json.dumps(body), "application/json")
    assert (answer.status_code, answer.json()["answered"]) == (200, 1)
    assert "Ann doubts it" in text(signed_in(lead_of(partner)), address(round_, "official-check"))


def test_a_page_made_for_a_colleague_saves_nothing():
    round_, partner = asked()
    body = {"participant": f"official-{partner.pk}-{lead_of(partner).pk}", "changes": {}}
    answer = signed_in(member_of(partner)).post(address(round_, "official-save"), json.dumps(body), "application/json")
    assert answer.status_code == 403


# Sending


def test_a_lead_sends_and_may_change_it_until_the_close():
    round_, partner = asked()
    response, client = drafted(round_, partner), signed_in(lead_of(partner))
    answer = client.post(address(round_, "official-send"), sending(response), follow=True)
    assert f"Sent: this is the official answer of {partner}." in answer.content.decode()
    assert "A change counts as soon as it is saved" in answer.content.decode()
    response.refresh_from_db()
    assert response.is_submitted


def test_a_member_reads_it_through_and_is_told_who_sends_it():
    round_, partner = asked()
    response, client = drafted(round_, partner), signed_in(member_of(partner))
    page = text(client, address(round_, "official-check"))
    assert f"Only a lead of your organisation sends it: <bdi>{lead_of(partner)}</bdi>" in page
    assert "Send the official answer" not in page
    assert client.post(address(round_, "official-send"), sending(response)).status_code == 403


def test_what_a_colleague_changed_meanwhile_is_read_through_again():
    round_, partner = asked()
    response = drafted(round_, partner)
    stale = sending(response)
    save_official(response=response, changes={KEY: Change(3, 4)}, comments={}, is_lead=False)
    answer = signed_in(lead_of(partner)).post(address(round_, "official-send"), stale)
    assert answer.status_code == 409
    assert "Read them through once more" in answer.content.decode()


def test_once_sent_members_read_it_and_cannot_change_it():
    round_, partner = asked()
    officially_sent(round_, partner)
    client = signed_in(member_of(partner))
    assert client.get(address(round_, "official-section", "trust")).url == address(round_, "official")
    assert "Until the round closes a lead of your organisation can still change it" in text(
        client, address(round_, "official")
    )


def test_by_link_it_is_drafted_but_neither_compared_nor_sent(client):
    round_, partner = asked()
    participant = round_.participants.get(person=lead_of(partner))
    response = drafted(round_, partner)
    client.get(reverse("links:open", args=[make_link(participant=participant)]))
    client.post(reverse("links:begin"))
    assert "Sending takes a sign-in" in text(client, address(round_, "official-check"))
    for name in ("official-send", "official-compare"):
        assert client.post(address(round_, name), sending(response)).url.startswith(reverse("account_login"))
    response.refresh_from_db()
    assert not response.is_submitted


# After closing


def test_its_own_people_see_both_layers_after_the_close():
    round_, partner = compared(2, 2, 3)
    officially_sent(round_, partner, 4)
    close_round(round_=round_, by=None)
    page = text(signed_in(member_of(partner)), address(round_, "own-view"))
    assert "1.7 above their mean" in page
    assert "Strongly agree" in page


@pytest.mark.parametrize("name", ["round", "receipt"])
def test_the_own_view_is_reached_from_the_rounds_page_and_from_the_receipt(name):
    round_, partner = compared(2, 2, 3)
    close_round(round_=round_, by=None)
    assert address(round_, "official") in text(signed_in(member_of(partner)), address(round_, name))


def test_a_colleague_who_was_not_asked_sees_nothing_and_a_new_lead_sees_it():
    round_, partner = compared(2, 2, 3)
    late = MembershipFactory(partner=partner).person
    lead = MembershipFactory(partner=partner, role=Role.LEAD).person
    found = [signed_in(person).get(address(round_, "own-view")).status_code for person in (late, lead)]
    assert found == [403, 200]


# Nobody else

SECRET = "Only Ann would say so"


@pytest.fixture
def both_layers():
    """A round with private answers of two organisations, one compared; the facilitator, and somebody of the other."""
    round_, partner = asked(4)
    other = PartnerFactory(partnership=round_.partnership)
    people_of(other, 2)
    MembershipFactory(partner=other, role=Role.LEAD)
    Participant.objects.bulk_create(
        Participant(round=round_, person=item.person, partner=other) for item in other.memberships.all()
    )
    everybody_sends(round_, partner, 1, 1, 2, 2)
    round_.participants.first().response.comments.create(place=KEY, text=SECRET)
    everybody_sends(round_, other, 4, 4, 4)
    compare_answers(round_=round_, partner=partner, by=lead_of(partner))
    drafted(round_, partner, 3)
    officially_sent(round_, other, 4)
    return round_, partner, other


def every_page(round_, partner):
    """Every address below the round's: pages, exports and JSON."""
    fill = {"slug": round_.partnership.slug, "pk": round_.pk, "section": "trust", "kind": "csv"}
    keys = {"/partners/": partner.pk, "/pictures/": "heat", "/statements/": KEY, "/comments/": uuid.uuid4()}
    found = []
    for route in routes():
        if "/partnerships/<slug:slug>/rounds/<int:pk>/" in route:
            key = next((key for part, key in keys.items() if part in route), "")
            found.append(re.sub(r"<\w+:(\w+)>", lambda part, key=key: str({**fill, "key": key}[part[1]]), route))
    assert len(found) > 40
    return found


def read(content):
    """All text of a page or a file, what is packed in it, too."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            return "".join(read(packed.read(name)) for name in packed.namelist())
    if content.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return content.decode("utf-8", errors="replace")


def routes(resolver=None, before="/"):
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


@pytest.mark.parametrize("kind", ["facilitator", "administrator", "other lead", "other member"])
@pytest.mark.parametrize("is_closed", [False, True])
def test_nobody_outside_the_organisation_gets_a_private_answer_or_its_view(both_layers, kind, is_closed):
    round_, partner, other = both_layers
    if is_closed:
        close_round(round_=round_, by=None)
    person = {
        "facilitator": lambda: facilitator_of(round_.partnership),
        "administrator": lambda: UserFactory(is_administrator=True),
        "other lead": lambda: lead_of(other),
        "other member": lambda: member_of(other),
    }[kind]()
    client = signed_in(person)
    for page in every_page(round_, partner):
        answer = client.get(page)
        body = read(b"".join(answer.streaming_content) if answer.streaming else answer.content)
        assert SECRET not in body, page
        # The mean of the compared answers is 1.5 and nothing else's; so is any that could be read off as a figure.
        assert "1.5 of 4" not in body, page
        assert "<b>1.5</b>" not in body, page
        assert '"mean": 1.5' not in body, page
    if kind in {"facilitator", "administrator"}:
        assert client.get(address(round_, "own-view")).status_code == 403


def test_another_organisation_is_shown_its_own_answer_under_the_same_address(both_layers):
    round_, partner, other = both_layers
    page = text(signed_in(lead_of(other)), address(round_, "official"))
    assert f"Official answer of <bdi>{other}</bdi>" in page
    assert str(partner) not in page


def test_the_official_pages_are_not_there_where_none_is_asked_for():
    round_, partner = asked()
    round_.official = False
    round_.save()
    assert signed_in(lead_of(partner)).get(address(round_, "official")).status_code == 404


# What others see


def test_the_board_says_how_far_each_official_answer_is(both_layers):
    round_, _, _ = both_layers
    page = text(signed_in(facilitator_of(round_.partnership)), address(round_, "round"))
    assert "1 of 2 official answers was sent." in page
    assert "in draft" in page
    assert "At this pace" not in page


def test_home_tells_a_lead_until_the_official_answer_is_sent():
    round_, partner = asked()
    everybody_sends(round_, partner, 1, 2, 3)
    client = signed_in(lead_of(partner))
    assert f"Agree the official answer of {partner}" in text(client, reverse("home"))
    officially_sent(round_, partner)
    assert "official answer of" not in text(client, reverse("home"))


def test_home_does_not_ask_for_answers_that_are_fixed():
    round_, partner = asked(4)
    everybody_sends(round_, partner, 1, 2, 3)
    last = round_.participants.filter(has_answered=False).get()
    asks = f"Answer {round_.title}"
    assert asks in text(signed_in(last.person), reverse("home"))
    compare_answers(round_=round_, partner=partner, by=lead_of(partner))
    assert asks not in text(signed_in(last.person), reverse("home"))


def test_results_count_organisations(both_layers):
    round_, _, other = both_layers
    close_round(round_=round_, by=None)
    client = signed_in(member_of(other))
    page = text(client, reverse("reports:round-results", args=[round_.partnership.slug, round_.pk]))
    assert "One of two organisations sent their official answer." in page
    assert "No official answer was sent for" in page
    document = client.get(reverse("reports:round-results-json", args=[round_.partnership.slug, round_.pk])).json()
    assert (document["round"]["official"], document["round"]["answered"], document["round"]["invited"]) == (True, 1, 2)


def test_people_are_told_before_they_answer_who_sees_what():
    round_, partner = asked()
    page = text(signed_in(member_of(partner)), address(round_, "tasks"))
    assert "Your own answers are private: nobody else reads them" in page
    assert "may see single answers" not in page
    assert "May be quoted" not in text(signed_in(member_of(partner)), address(round_, "section", "trust"))


def test_the_form_offers_official_answers_where_the_round_is_attributed(client):
    round_, _ = asked()
    client.force_login(facilitator_of(round_.partnership))
    data = {
        "title": "Next", "instrument": round_.instrument_id, "opens_on": "2099-01-01", "opens_at": "09:00",
        "closes_on": "2099-02-01", "closes_at": "09:00", "minimum_group": 3, "view": "partners", **ATTRIBUTED,
    }  # fmt: skip
    new = reverse("surveys:round-create", args=[round_.partnership.slug])
    client.post(new, {**data, "official": "True"})
    client.post(new, {**data, "official": "True", "mode": "confidential"})
    made = round_.partnership.rounds.filter(title="Next").order_by("pk")
    assert [(item.mode, item.official) for item in made] == [("attributed", True), ("confidential", False)]


@pytest.mark.parametrize("name", ["official", "own-view", "round"])
def test_pages_take_as_many_queries_for_few_people_as_for_many(name):
    counts = []
    for people in (3, 14):
        round_, partner = compared(*[2] * people)
        client = signed_in(lead_of(partner))
        client.get(address(round_, name))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(round_, name))
        counts.append(len(queries))
    assert counts[0] == counts[1]
