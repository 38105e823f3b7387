"""People added by a list: every problem by its line, all of them or none, looked at before."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import User
from common.models import AuditEntry, OutgoingMail
from partnerships.models import Invitation, Membership
from partnerships.people_file import LIMITS
from partnerships.rules import Role
from partnerships.services.invitations import invite_person
from tests.factories import MembershipFactory, OrganisationFactory, PartnerFactory, UserFactory, facilitator_of

pytestmark = pytest.mark.django_db
HEADER = "E-mail,Name,Partner,Role\n"


@pytest.fixture
def partner():
    return PartnerFactory(organisation=OrganisationFactory(name="Council"))


@pytest.fixture
def hand_in(client, partner):
    """Hands a list in as a facilitator, or as somebody else; a `step` "store" stores it."""

    def hand_in(text, step="look", person=None):
        client.force_login(person or facilitator_of(partner.partnership))
        address = reverse("partnerships:people-list", args=[partner.partnership.slug])
        return client.post(address, {"pasted": text, "step": step})

    return hand_in


def test_a_list_is_looked_at_before_anything_is_stored(hand_in):
    page = hand_in(HEADER + "a@test.example,Ada,Council,\nb@test.example,Ben,council,lead\n").content.decode()
    assert "Add 2 people?" in page
    assert not User.objects.filter(email="a@test.example").exists()


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_people_become_members_with_accounts_that_have_no_password(hand_in, partner, mark):
    hand_in((HEADER + "A@test.example,Ada,Council,\nb@test.example,Ben,Council,Lead\n").replace(",", mark), "store")
    found = Membership.objects.filter(partner=partner).order_by("person__email")
    assert [(item.person.email, item.person.name, item.role) for item in found] == [
        ("a@test.example", "Ada", Role.MEMBER),
        ("b@test.example", "Ben", Role.LEAD),
    ]
    assert not found[0].person.has_usable_password()
    assert not OutgoingMail.objects.exists()
    assert AuditEntry.objects.get(action="people.added").details["people"] == 2


def test_every_problem_is_told_by_its_line_and_nothing_is_stored(hand_in):
    rows = "a@test.example,Ada,Council,\nnonsense,Ben,Nowhere,\nc@test.example,,Council,boss\na@test.example,A,Council,"
    answer = hand_in(HEADER + rows, "store")
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "Line 3, e-mail",
        "Line 4, name",
        "Line 4, role",
        "Line 5, e-mail",
        "is on line 2, too",
        "Line 3, partner",
    ):
        assert words in page
    assert not Membership.objects.exclude(role=Role.FACILITATOR).exists()


def test_a_partner_that_is_not_here_is_told_with_those_that_are(hand_in):
    page = hand_in(HEADER + "a@test.example,Ada,Elsewhere,").content.decode()
    assert "“Elsewhere” is no partner whose people you look after here; these are: Council" in page


def test_somebody_who_sits_with_another_partner_is_told(hand_in, partner):
    other = MembershipFactory(partner=PartnerFactory(partnership=partner.partnership)).person
    page = hand_in(f"{HEADER}{other.email},Ada,Council,").content.decode()
    assert "sits with another partner here" in page


def test_who_is_here_stays_as_they_are_and_the_same_list_twice_adds_nobody(hand_in, partner):
    known = MembershipFactory(partner=partner, role=Role.LEAD).person
    before = known.name
    text = f"{HEADER}{known.email},Another Name,Council,member\nnew@test.example,New,Council,"
    for _ in range(2):
        hand_in(text, "store")
    known.refresh_from_db()
    assert (known.name, known.memberships.get().role) == (before, Role.LEAD)
    assert Membership.objects.filter(partner=partner).count() == 2


def test_the_look_does_not_tell_who_has_an_account(hand_in):
    UserFactory(email="known@test.example", name="Known")
    known, unknown = (hand_in(f"{HEADER}{who}@test.example,Ada,Council,").content for who in ("known", "other"))
    assert (b"is added" in known, b"is added" in unknown, b"Known" in known) == (True, True, False)


def test_invitations_that_wait_stay_as_they_are(hand_in, partner):
    by = facilitator_of(partner.partnership)
    invite_person(partnership=partner.partnership, email="a@test.example", role=Role.MEMBER, partner=partner, by=by)
    hand_in(HEADER + "a@test.example,Ada,Council,", "store")
    assert Invitation.objects.get().revoked_at is None


def test_a_lead_adds_to_its_own_partner_only(hand_in, partner):
    PartnerFactory(partnership=partner.partnership, organisation=OrganisationFactory(name="Trust"))
    lead = MembershipFactory(partner=partner, role=Role.LEAD).person
    assert "these are: Council" in hand_in(HEADER + "a@test.example,Ada,Trust,", "store", lead).content.decode()
    hand_in(HEADER + "a@test.example,Ada,Council,", "store", lead)
    assert Membership.objects.get(person__email="a@test.example").partner == partner


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Choose a file, or paste cells below."),
        ("PK\x03\x04", "a workbook or a zip archive"),
        ("Name,Partner\nAda,Council", "the header lacks e-mail"),
        ("E-mail,email,Name,Partner\na@test.example,,A,Council", "has e-mail twice"),
        (HEADER, "here are no rows under the header"),
        (HEADER + '"a@test.example,Ada\n' * 5, "quotation mark"),
        (HEADER + "a@test.example,A\x07,Council,", "cannot be stored"),
        (HEADER + "a@test.example," + "x" * 11_000, "too long"),
        (HEADER + "a@test.example,A,Council,\n" * (LIMITS.rows + 1), "over 2,000 rows"),
        (HEADER + "x" * 500_001, "larger than 500 kB"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(hand_in, text, words):
    answer = hand_in(text)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_long_list_is_stored_in_batches(hand_in, django_assert_max_num_queries):
    rows = "".join(f"p{number}@test.example,Person {number},Council,\n" for number in range(LIMITS.rows))
    with django_assert_max_num_queries(90):
        hand_in(HEADER + rows, "store")
    assert Membership.objects.exclude(role=Role.FACILITATOR).count() == LIMITS.rows
