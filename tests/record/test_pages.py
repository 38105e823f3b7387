"""Pages of the record, as those who write, sign and read it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from record.models import Version
from record.parts import PARTS
from record.queries import document, states
from record.services.drafts import kept_version, start_draft
from record.services.writing import add_row
from tests.factories import MembershipFactory, facilitator_of
from tests.record.made import World, propose

pytestmark = pytest.mark.django_db
BODY = {"name": "Board", "tier": "board"}


@pytest.fixture
def world():
    return World()


def as_(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(world, name, *args, part="exit"):
    return reverse(f"record:{name}", args=[world.partnership.slug, part, *args])


def test_an_empty_part_says_what_belongs_there(world):
    page = as_(MembershipFactory(partner=world.partners[0]).person).get(address(world, "part")).content.decode()
    assert "Nothing is written down yet" in page
    assert "What happens to what we share" in page
    assert "Start a draft" not in page


@pytest.mark.parametrize(
    ("part", "clause", "sent", "told"),
    [
        ("exit", "triggers", {"trigger": "Cut"}, "Say who decides"),
        ("exit", "notice", {"days": "soon"}, "Give a whole number"),
        ("exit", "notice", {"days": "-1"}, "Give 0 or more"),
        ("exit", "continuity", {"continuity": "x" * 100_000}, "Shorten it to 5,000 or fewer"),
        ("exit", "continuity", {"continuity": "a\x00b"}, "cannot be stored"),
        ("exit", "cost", {"estimate": "a lot"}, "Give a sum in pounds"),
        ("exit", "looking_back", {"next_review_on": "31/31/2027"}, "This is no day"),
        ("exit", "kinds", {"kinds": "war"}, "cannot be chosen here"),
        ("governance", "raci", {"task": "Report"}, "Choose the one partner that is accountable"),
        ("governance", "escalation", {"level": "Board", "working_days": "0"}, "Give 1 or more"),
        (
            "governance",
            "review",
            {"last_reviewed_on": "2027-02-01", "next_review_on": "2027-01-01"},
            "This is before “Last reviewed”",
        ),
        ("governance", "bodies", {"name": "Board" * 50, "tier": "board"}, "Shorten it to 200 or fewer"),
        ("governance", "bodies", {"name": "Board\x1b[2J", "tier": "board"}, "cannot be stored"),
        (
            "exit",
            "rehearsals",
            {"held_on": "0202-01-01", "tried": "x"},
            "The year is 202. Give one between 1900 and 2199.",
        ),
        ("purpose", "objectives", {"objective": "x", "reached_by": "20270-01-01"}, "This is no day"),
        ("purpose", "early_wins", {"win": "x", "reached_by": "2270-01-01"}, "The year is 2270"),
        ("purpose", "review", {"next_review_on": "next spring"}, "This is no day"),
        ("contributions", "contributions", {"year": "20277"}, "Give 2199 or less"),
        ("contributions", "contributions", {"year": "1066"}, "Give 1990 or more"),
        ("contributions", "contributions", {"year": "2026/27"}, "Give a whole number"),
        ("parting", "course", {"started_on": "2027-02-01", "ends_on": "2027-01-01"}, "before “Under way since”"),
        (
            "identity",
            "standing",
            {"started_on": "2027-02-01", "next_review_on": "2027-01-01"},
            "This is before “Started”",
        ),
        (
            "identity",
            "standing",
            {"started_on": "2027-02-01", "term_ends_on": "2027-01-01"},
            "This is before “Started”",
        ),
    ],
)
def test_bad_input_is_told_what_to_do_and_stores_nothing(world, part, clause, sent, told):
    client = as_(world.leads[0])
    client.post(address(world, "draft-start", part=part))
    answer = client.post(address(world, "clause", clause, part=part), sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    version = Version.objects.get(partnership=world.partnership, part_key=part)
    assert document(version).is_empty()


def test_two_accountable_partners_are_refused(world):
    client = as_(world.leads[0])
    client.post(address(world, "draft-start", part="governance"))
    both = {"task": "Report", "accountable": [partner.pk for partner in world.partners]}
    page = client.post(address(world, "clause", "raci", part="governance"), both)
    assert "Choose exactly one partner here; 2 were named." in page.content.decode()


def test_another_partnerships_partner_cannot_be_named(world):
    client, other = as_(world.leads[0]), World()
    client.post(address(world, "draft-start", part="governance"))
    sent = {"task": "Report", "accountable": other.partners[0].pk}
    page = client.post(address(world, "clause", "raci", part="governance"), sent).content.decode()
    assert "This cannot be chosen here" in page
    assert other.partners[0].name not in page


def test_writing_without_scripts_goes_back_to_its_place(world):
    client = as_(world.leads[0])
    client.post(address(world, "draft-start"))
    answer = client.post(address(world, "clause", "notice"), {"days": "90", "revision": "0"})
    assert answer.url == address(world, "draft") + "#clause-notice"
    assert "90" in client.get(address(world, "draft")).content.decode()


def test_with_htmx_the_clause_alone_comes_back(world):
    client = as_(world.leads[0])
    client.post(address(world, "draft-start"))
    answer = client.post(address(world, "clause", "notice"), {"days": "90"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.content.decode().strip().startswith('<section class="part clause writing" id="clause-notice"')


def test_the_second_of_two_people_is_shown_both_texts(world):
    world.draft()
    one, two = (as_(lead) for lead in world.leads)
    one.post(address(world, "clause", "notice"), {"form": "By letter", "revision": "0"})
    answer = two.post(address(world, "clause", "notice"), {"form": "By mail", "revision": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "By letter" in page
    assert "By mail" in page
    assert str(world.leads[0]) in page
    again = two.post(address(world, "clause", "notice"), {"form": "By letter or mail", "revision": "1"})
    assert again.status_code == 302


def test_a_removed_row_can_be_brought_back(world):
    client, version = as_(world.leads[0]), world.draft()
    client.post(address(world, "clause", "triggers"), {"trigger": "Cut", "who_decides": "Board"})
    key = document(version).of("triggers")[0].key
    page = client.post(address(world, "row-remove", "triggers", key), follow=True).content.decode()
    assert "Undo: bring it back" in page
    assert document(version).of("triggers") == ()
    client.post(address(world, "row-restore", "triggers", key))
    assert len(document(version).of("triggers")) == 1


def test_a_lead_signs_for_its_own_partner_only(world):
    version = world.proposed()
    page = as_(world.leads[1]).get(address(world, "part")).content.decode()
    assert f"Sign for {world.partners[1]}" in page
    as_(world.leads[1]).post(address(world, "sign"), {"version": version.number, "answer": "agrees"})
    assert [item.partner for item in version.signatures.all()] == [world.partners[1]]


@pytest.mark.parametrize("answer", ["reservations", "declines"])
def test_a_reservation_needs_a_note(world, answer):
    version = world.proposed()
    page = as_(world.leads[0]).post(address(world, "sign"), {"version": version.number, "answer": answer})
    assert page.status_code == 422
    assert "Say what holds you back" in page.content.decode()
    assert not version.signatures.exists()


def test_an_answer_to_a_version_that_was_replaced_is_not_taken_for_the_new_one(world):
    first = world.proposed()
    client = as_(world.leads[0])
    client.post(address(world, "draft-start"))
    client.post(address(world, "propose"), {"answers_due_on": "2999-01-01"})
    page = client.post(address(world, "sign"), {"version": first.number, "answer": "agrees"}, follow=True)
    assert "not put forward any more" in page.content.decode()
    assert not states(world.partnership)["exit"].proposed.signatures.exists()


def test_a_member_reads_notes_and_cannot_sign(world):
    version = world.proposed()
    as_(world.leads[0]).post(
        address(world, "sign"), {"version": version.number, "answer": "declines", "note": "Section 4 names nobody."}
    )
    page = as_(MembershipFactory(partner=world.partners[1]).person).get(address(world, "part")).content.decode()
    assert "Section 4 names nobody." in page
    assert "Sign for" not in page


@pytest.mark.parametrize(
    ("note", "told"), [("x" * 100_000, "Shorten it to 2,000 or fewer"), ("no\x00", "cannot be stored")]
)
def test_a_note_that_cannot_be_stored_is_told_and_signs_nothing(world, note, told):
    version = world.proposed()
    sent = {"version": version.number, "answer": "declines", "note": note}
    page = as_(world.leads[0]).post(address(world, "sign"), sent)
    assert page.status_code == 422
    assert told in page.content.decode()
    assert not version.signatures.exists()


@pytest.mark.parametrize(
    ("changes", "told"), [("x" * 100_000, "Shorten it to 1,000 or fewer"), ("no\x07", "cannot be stored")]
)
def test_what_is_new_that_cannot_be_stored_is_told_and_puts_nothing_forward(world, changes, told):
    version = world.draft()
    page = as_(world.leads[0]).post(address(world, "propose"), {"answers_due_on": "2999-01-01", "changes": changes})
    assert told in page.content.decode()
    version.refresh_from_db()
    assert version.state == "draft"


@pytest.mark.parametrize("due", ["", "2001-01-01", "someday"])
def test_answers_are_wanted_by_a_day_that_lies_ahead(world, due):
    version = world.draft()
    page = as_(world.leads[0]).post(address(world, "propose"), {"answers_due_on": due})
    version.refresh_from_db()
    assert version.state == "draft"
    assert page.status_code == 200
    assert "Nothing was saved yet" in page.content.decode()


def test_comparing_two_versions_marks_words(world):
    client, _ = as_(world.leads[0]), world.proposed()
    client.post(address(world, "draft-start"))
    client.post(address(world, "clause", "notice"), {"form": "By registered letter"})
    page = client.get(address(world, "compare") + "?from=1&to=2").content.decode()
    assert "<ins>By registered letter</ins>" in page
    assert client.get(address(world, "compare") + "?from=9").status_code == 404


def test_each_unmet_check_leads_to_its_place(world):
    world.proposed()
    page = as_(facilitator_of(world.partnership)).get(address(world, "part")).content.decode()
    assert "No exit manager is named" in page
    assert f'href="{address(world, "part")}#clause-looking_back"' in page


def test_a_part_that_nobody_signs_is_kept_up_by_those_who_may(world):
    client = as_(world.leads[0])
    sent = {"partner": world.partners[0].pk, "year": "2027", "kind": "cash", "pledged": "£84,000"}
    client.post(address(world, "clause", "contributions", part="contributions"), sent)
    assert "£84,000" in client.get(address(world, "part", part="contributions")).content.decode()
    assert client.post(address(world, "draft-start", part="contributions")).status_code == 404


@pytest.mark.parametrize("revision", ["x", "-1", "9" * 30, "²"])
def test_a_page_made_from_nothing_known_overwrites_nothing(world, revision):
    client, version = as_(world.leads[0]), world.draft()
    client.post(address(world, "clause", "notice"), {"form": "By letter"})
    answer = client.post(address(world, "clause", "notice"), {"form": "By mail", "revision": revision})
    assert answer.status_code == 409
    assert document(version).value("notice", "form") == "By letter"


def test_a_version_put_forward_again_is_read_against_the_one_before(world):
    first = world.proposed()
    second = start_draft(partnership=world.partnership, part=PARTS["exit"], by=None, source=first)
    add_row(version=second, clause=PARTS["exit"].clause("notice"), values={"days": 90}, by=None)
    propose(second)
    page = as_(world.leads[0]).get(address(world, "part")).content.decode()
    assert "Against version 1" in page
    assert "?from=1&amp;to=2" in page


def test_only_gaps_are_called_gaps(world):
    add_row(version=world.draft("governance"), clause=PARTS["governance"].clause("bodies"), values=BODY, by=None)
    propose(Version.objects.get(part_key="governance"))
    page = as_(world.leads[0]).get(address(world, "part", part="governance")).content.decode()
    facts = page.partition('<h3 dir="auto">Board</h3>')[2].partition("</dl>")[0]
    assert facts.count("Not yet written") == 5
    assert "no other body" in facts


@pytest.mark.parametrize(("state", "is_overdue"), [("to_do", True), ("under_way", True), ("done", False)])
def test_what_should_be_done_by_now_is_called_overdue(world, state, is_overdue):
    version = kept_version(partnership=world.partnership, part=PARTS["parting"])
    step = {"step": "Tell everybody", "kind": "users", "state": state, "due_on": "2020-01-01"}
    add_row(version=version, clause=PARTS["parting"].clause("steps"), values=step, by=None)
    page = as_(world.leads[0]).get(address(world, "part", part="parting")).content.decode()
    assert ("overdue" in page) is is_overdue


def test_an_old_version_is_not_called_overdue(world):
    first = start_draft(partnership=world.partnership, part=PARTS["exit"], by=None)
    add_row(
        version=first, clause=PARTS["exit"].clause("looking_back"), values={"next_review_on": "2020-01-01"}, by=None
    )
    propose(first)
    assert "overdue" in as_(world.leads[0]).get(address(world, "part")).content.decode()
    propose(start_draft(partnership=world.partnership, part=PARTS["exit"], by=None, source=first))
    assert "overdue" not in as_(world.leads[0]).get(address(world, "version", 1)).content.decode()


@pytest.mark.parametrize(("day", "is_told"), [("2020-01-01", True), ("2100-01-01", False)])
def test_a_review_that_is_overdue_is_said_first(world, day, is_told):
    version = kept_version(partnership=world.partnership, part=PARTS["identity"])
    add_row(version=version, clause=PARTS["identity"].clause("standing"), values={"next_review_on": day}, by=None)
    page = as_(world.leads[0]).get(address(world, "part", part="identity")).content.decode()
    assert ("Its review is overdue:" in page) is is_told
