"""What the API answers: the same as the pages, to whoever may read them."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from common.models import AuditEntry
from partnerships.rules import Role
from record.exports import record_document
from reports.exports import exported_document, results_json
from surveys.models import Round
from tests.api.conftest import asking
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    PartnershipFactory,
    UserFactory,
    draft,
    facilitator_of,
    open_round,
    people_of,
    put_forward,
    sent,
)

ROOT = "/api/v1/partnerships/"


def of(partnership, *more):
    return "/".join([ROOT.rstrip("/"), partnership.slug, *map(str, more), ""])


def test_partnerships_are_those_that_one_may_see(program, partnership):
    PartnershipFactory()
    items = program.get(ROOT).json()["items"]
    assert [item["slug"] for item in items] == [partnership.slug]


def test_an_administrator_reads_all_partnerships(partnership):
    PartnershipFactory()
    assert len(asking(UserFactory(is_administrator=True)).get(ROOT).json()["items"]) == 2


def test_a_partnership_says_what_it_is_and_who_its_partners_are(program, partnership, partner):
    partnership.stage, partnership.closed_on = "closed", partnership.today
    partnership.save()
    answer = program.get(of(partnership)).json()
    assert (answer["stage"], answer["closed_on"]) == ("closed", partnership.today.isoformat())
    assert answer["partners"] == [
        {"name": partner.name, "sector": "other", "joined_on": partner.joined_on.isoformat(), "left_on": None}
    ]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_hold_every_partnership_once(limit, settings):
    settings.SITE_URL = ""
    ada = UserFactory(is_administrator=True)
    slugs = sorted(PartnershipFactory().slug for _ in range(5))
    program, address, found = asking(ada), f"{ROOT}?limit={limit}", []
    while address:
        answer = program.get(address).json()
        found += [item["slug"] for item in answer["items"]]
        assert len(answer["items"]) <= limit
        address = answer["next"]
    assert found == slugs


def test_pages_hold_every_round_once_the_oldest_first(program, partnership, closed, settings):
    settings.SITE_URL = ""
    others = [draft(partnership, instrument=closed.instrument, state=Round.State.CALLED_OFF) for _ in range(2)]
    first = program.get(of(partnership, "rounds") + "?limit=2").json()
    second = program.get(first["next"]).json()
    assert [item["id"] for item in first["items"] + second["items"]] == [closed.pk, *(item.pk for item in others)]
    assert second["next"] is None


def test_results_are_the_file_of_the_page(program, client, member, closed):
    client.force_login(member)
    file = client.get(reverse("reports:round-results-json", args=[closed.partnership.slug, closed.pk]))
    assert program.get(of(closed.partnership, "rounds", closed.pk, "results")).content == file.content
    assert file.content.decode() == results_json(exported_document(closed))


def test_a_round_leads_to_its_results(program, closed, settings):
    settings.SITE_URL = ""
    [item] = program.get(of(closed.partnership, "rounds")).json()["items"]
    assert program.get(item["results"]).json()["round"]["id"] == closed.pk


def test_an_open_round_has_no_results(program, partnership):
    round_ = open_round(partnership)
    assert program.get(of(partnership, "rounds", round_.pk)).json()["results"] is None
    answer = program.get(of(partnership, "rounds", round_.pk, "results"))
    assert answer.status_code == 404
    assert "once it is closed" in answer.json()["problem"]


def test_the_record_is_the_file_of_the_page(program, partnership):
    put_forward(partnership)
    answer = program.get(of(partnership, "record")).json()
    expected = json.loads(json.dumps(record_document(partnership)))
    assert {**answer, "taken_out_at": None} == {**expected, "taken_out_at": None}
    assert answer["parts"]["exit"]["versions"][0]["state"] == "proposed"


@pytest.mark.parametrize(("role", "status"), [(Role.MEMBER, 404), (Role.LEAD, 404), (Role.FACILITATOR, 200)])
def test_drafts_are_for_those_who_look_after_rounds(partner, role, status):
    round_ = draft(partner.partnership)
    belongs = None if role == Role.FACILITATOR else partner
    person = MembershipFactory(partnership=partner.partnership, partner=belongs, role=role).person
    assert asking(person).get(of(partner.partnership, "rounds", round_.pk)).status_code == status


@pytest.fixture
def counted(partnership, partner):
    """An open round with two partners, of four and two people; one of the four has sent."""
    people_of(PartnerFactory(partnership=partnership), 2)
    round_ = open_round(partnership)
    sent(round_.participants.filter(partner=partner).first(), {})
    return of(partnership, "rounds", round_.pk)


def test_a_member_reads_no_counts(partner, counted):
    assert asking(partner.memberships.first().person).get(counted).json()["answers"] is None


def test_a_lead_reads_counts_of_partners_that_asked_enough(partner, counted):
    lead = MembershipFactory(partner=partner, role=Role.LEAD).person
    answers = asking(lead).get(counted).json()["answers"]
    assert (answers["invited"], answers["sent"]) == (4, 1)
    assert {(row["invited"], row["sent"]) for row in answers["partners"]} == {(4, 1), (2, None)}


def test_a_facilitator_reads_all_counts_and_no_names(partnership, counted):
    answer = asking(facilitator_of(partnership)).get(counted)
    assert answer.json()["answers"]["invited"] == 6
    assert partnership.memberships.first().person.name not in answer.content.decode()


@pytest.mark.parametrize(("more", "action"), [("record", "record.exported"), ("results", "results.exported")])
def test_reading_is_in_the_audit_trail_once_a_day(program, closed, member, more, action, next_day):
    place = of(closed.partnership, *(["rounds", closed.pk] if more == "results" else []), more)
    for _ in range(3):
        assert program.get(place).status_code == 200
    [entry] = AuditEntry.objects.filter(action=action)
    assert (entry.actor, entry.partnership_id, entry.details["format"]) == (member, closed.partnership_id, "api")
    next_day()
    program.get(place)
    assert AuditEntry.objects.filter(action=action).count() == 2


def test_each_token_has_an_entry_of_its_own(program, closed, member):
    place = of(closed.partnership, "record")
    for one in (program, asking(member), program):
        one.get(place)
    assert AuditEntry.objects.filter(action="record.exported").count() == 2
