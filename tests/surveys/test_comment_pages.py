"""Comments on the pages of an assessment: saved, quoted or not, read through, kept."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.urls import reverse

from partnerships.rules import Role
from surveys.models import Comment, Round
from tests.factories import MembershipFactory, PartnerFactory, open_round, people_of

pytestmark = pytest.mark.django_db
ON, WHOLE = "need-achievements", "section_need"


@pytest.fixture
def participant(client, request):
    partner = PartnerFactory()
    people_of(partner, 3)
    mode = getattr(request, "param", Round.Mode.CONFIDENTIAL)
    participant = open_round(partner.partnership, mode=mode).participants.first()
    client.force_login(participant.person)
    return participant


@pytest.fixture
def read(client, participant):
    def fetch(name, *args):
        response = client.get(address(participant, name, *args))
        return (b"".join(response) if response.streaming else response.content).decode("utf-8-sig")

    return fetch


def address(participant, name, *args):
    return reverse(f"surveys:{name}", args=[participant.round.partnership.slug, participant.round_id, *args])


def autosave(client, participant, comments, **body):
    body = {"participant": participant.pk, "revision": 0, "changes": {}, "comments": comments, **body}
    return client.post(address(participant, "save"), body, content_type="application/json")


def press(client, participant, **fields):
    """The button of the section's page, without JavaScript."""
    return client.post(address(participant, "section", "need"), {"participant": participant.pk, **fields})


def entry(text, quote=False, before=""):
    return {"before": before, "text": {"text": text, "quote": quote}, "tried": []}


def kept():
    return {item.place: (item.text, item.may_be_quoted) for item in Comment.objects.all()}


def test_comments_and_leave_to_quote_them_are_saved_as_they_are_given(client, participant):
    assert autosave(client, participant, {ON: entry("Fair", True), WHOLE: entry("All in all")}).status_code == 200
    assert kept() == {ON: ("Fair", True), WHOLE: ("All in all", False)}


def test_a_page_from_before_the_tick_gives_no_leave(client, participant):
    autosave(client, participant, {ON: {"before": "", "text": "Fair"}})
    assert kept() == {ON: ("Fair", False)}


def test_a_tick_on_a_page_that_was_overtaken_gets_409_and_both_values(client, participant):
    autosave(client, participant, {ON: entry("Changed elsewhere")})
    response = autosave(client, participant, {ON: entry("Mine", True)})
    assert response.status_code == 409
    [conflict] = response.json()["conflicts"]
    assert conflict == {"statement": ON, "kind": "comments", "stored": {"text": "Changed elsewhere", "quote": False}}


def test_a_page_that_was_overtaken_is_told_what_is_stored(client, participant):
    autosave(client, participant, {WHOLE: entry("All in all", True)})
    told = autosave(client, participant, {}, revision=0).json()
    assert told["stored"]["comments"] == {WHOLE: {"text": "All in all", "quote": True}}


@pytest.mark.parametrize(
    "text", [{"text": "a"}, {"text": 3, "quote": True}, {"text": "a", "quote": "yes"}, [], 3, None]
)
def test_what_the_script_could_not_have_sent_is_refused(client, participant, text):
    assert autosave(client, participant, {ON: {"before": "", "text": text}}).status_code == 400
    assert kept() == {}


def test_without_scripts_comments_are_saved_by_the_button(client, participant):
    press(client, participant, **{f"comment-{ON}": "Fair", f"quote-{ON}": "yes", f"comment-{WHOLE}": "All in all"})
    assert kept() == {ON: ("Fair", True), WHOLE: ("All in all", False)}


def test_without_scripts_leave_can_be_taken_back(client, participant):
    press(client, participant, **{f"comment-{ON}": "Fair", f"quote-{ON}": "yes"})
    press(client, participant, **{f"before-comment-{ON}": "Fair", f"before-quote-{ON}": "yes", f"comment-{ON}": "Fair"})
    assert kept() == {ON: ("Fair", False)}


def test_without_scripts_a_stale_comment_on_the_whole_is_shown_with_what_is_stored(client, participant):
    autosave(client, participant, {WHOLE: entry("From the phone", True)})
    response = press(client, participant, **{f"comment-{WHOLE}": "From the laptop"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "“From the phone” is stored, which may be quoted" in page
    assert '<a href="#section_need">section 1 as a whole</a>' in page


@pytest.mark.parametrize("participant", Round.Mode.values, indirect=True)
def test_what_the_tick_means_is_said_beside_every_comment_before_it_is_written(read, participant):
    page = read("section", "need")
    assert page.count("Without the tick only you can read it.") == 7
    assert "checked" not in page


def test_the_page_shows_again_what_may_be_quoted(client, participant, read):
    autosave(client, participant, {ON: entry("Fair", True)})
    page = read("section", "need")
    assert 'value="yes" aria-describedby="quoting-need-achievements" checked>' in page
    assert page.count(" checked>") == 1


@pytest.mark.parametrize("name", ["check", "receipt"])
def test_comments_are_read_through_with_whether_they_may_be_quoted(client, participant, read, name):
    comments = {ON: entry("Fair <b>", True), WHOLE: entry("All in all")}
    autosave(client, participant, comments, changes={ON: {"before": "", "answer": "3"}})
    participant.response.refresh_from_db()
    participant.response.is_submitted = True
    participant.response.save()
    page = read(name)
    assert "Your comment, which may be quoted: <bdi>Fair &lt;b&gt;</bdi>" in page
    assert "Your comment, which may not be quoted: <bdi>All in all</bdi>" in page


def test_the_copy_holds_the_own_comments(client, participant, read):
    autosave(client, participant, {ON: entry("Fair", True), WHOLE: entry("All in all")})
    rows = {row["key"]: row for row in csv.DictReader(StringIO(read("answers-copy")))}
    assert (rows[ON]["comment"], rows[ON]["may be quoted"]) == ("Fair", "yes")
    assert (rows[WHOLE]["comment"], rows[WHOLE]["may be quoted"]) == ("All in all", "no")


@pytest.mark.parametrize("name", ["round", "tasks", "section"])
def test_a_facilitator_who_also_sits_with_a_partner_is_named_before_anybody_answers(participant, read, name):
    partner = PartnerFactory(partnership=participant.round.partnership)
    both = MembershipFactory(partner=partner).person
    MembershipFactory(person=both, partnership=partner.partnership, partner=None, role=Role.FACILITATOR)
    page = read(name, *(["need"] if name == "section" else []))
    assert f"<bdi>{both}</bdi> is a facilitator here and also takes part for <bdi>{partner}</bdi>" in page


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEAD])
def test_nobody_else_is_named(participant, read, role):
    MembershipFactory(partner=participant.partner, role=role)
    assert "is a facilitator here and also" not in read("round")
