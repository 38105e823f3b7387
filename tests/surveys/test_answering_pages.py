"""The pages on which people answer."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from surveys.models import Response, Round
from tests.factories import PartnerFactory, open_round, people_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def participant(client, request):
    partner = PartnerFactory()
    people_of(partner, 3)
    mode = getattr(request, "param", Round.Mode.CONFIDENTIAL)
    participant = open_round(partner.partnership, mode=mode).participants.first()
    client.force_login(participant.person)
    return participant


@pytest.fixture
def statement(participant):
    return participant.round.instrument.content.statement_keys[0]


def address(participant, name, *args):
    round_ = participant.round
    return reverse(f"surveys:{name}", args=[round_.partnership.slug, round_.pk, *args])


def autosave(client, participant, body):
    if isinstance(body, dict):
        body = {"participant": participant.pk, **body}
    return client.post(address(participant, "save"), body, content_type="application/json")


def post(client, participant, values):
    """The section page's button, without JavaScript."""
    values = {"revision": 0, "participant": participant.pk, **values}
    return client.post(address(participant, "section", "need"), values)


def changes(statement, answer, before="", revision=0):
    return {"revision": revision, "changes": {statement: {"before": before, "answer": answer}}, "comments": {}}


def test_the_landing_page_says_who_sees_what_until_when_and_whom_to_ask(client, participant):
    page = client.get(address(participant, "round")).content.decode()
    for words in (
        "Confidential.",
        "groups of three people or more",
        "Closes",
        "UK time",
        "36 statements",
        "nobody yet",
    ):
        assert words in page


@pytest.mark.parametrize("name", ["tasks", "section", "check"])
def test_every_page_shows_the_notice(client, participant, name):
    args = ["need"] if name == "section" else []
    assert (
        "Readers see groups of three people or more" in client.get(address(participant, name, *args)).content.decode()
    )


def test_the_whole_notice_stands_before_the_first_answer_and_its_name_on_every_later_section(
    client, participant, statement
):
    folded = "<summary><b>Confidential.</b> Who sees what</summary>"
    assert folded not in client.get(address(participant, "section", "trust")).content.decode()
    autosave(client, participant, changes(statement, "3"))
    assert folded in client.get(address(participant, "section", "trust")).content.decode()
    assert folded not in client.get(address(participant, "section", "need")).content.decode()


def test_a_section_leads_back_and_to_all_sections(client, participant):
    first, second = (client.get(address(participant, "section", key)).content.decode() for key in ("need", "purpose"))
    assert "Back to need" in second
    assert "Back to" not in first
    assert "All sections" in first
    assert "All sections" in second


def test_the_task_list_leads_on_and_says_what_sending_means(client, participant, statement):
    page = client.get(address(participant, "tasks")).content.decode()
    assert "Only answers that you send are counted" in page
    assert "Start with section 1" in page
    assert "Check your answers" not in page
    autosave(client, participant, changes(statement, "3"))
    page = client.get(address(participant, "tasks")).content.decode()
    assert "Go on with section 1" in page
    assert "Check your answers and send them" in page


@pytest.mark.parametrize("participant", [Round.Mode.ANONYMOUS], indirect=True)
def test_an_anonymous_round_says_before_that_nothing_can_be_changed_afterwards(client, participant):
    page = client.get(address(participant, "tasks")).content.decode()
    assert "Once they are sent you cannot change them" in page
    assert "You can still change them" not in page


def test_nothing_is_chosen_beforehand(client, participant):
    page = client.get(address(participant, "section", "need")).content.decode()
    assert page.count('type="radio"') == 36
    assert " checked" not in page


def test_an_answer_is_saved_as_it_is_given(client, participant, statement):
    response = autosave(client, participant, changes(statement, "3"))
    assert (response.status_code, response.json()["revision"], response.json()["answered"]) == (200, 1, 1)
    assert Response.objects.get().answers == {statement: 3}


def test_a_stale_tab_gets_409_and_both_values(client, participant, statement):
    autosave(client, participant, changes(statement, "3"))
    response = autosave(client, participant, changes(statement, "1", revision=0))
    assert response.status_code == 409
    [conflict] = response.json()["conflicts"]
    assert (conflict["statement"], conflict["stored"]) == (statement, "3")
    assert (conflict["yours_label"], conflict["stored_label"]) == ("Strongly disagree", "Agree")


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "3", '"x"', "[" * 100_000,
     '{"participant": 1, "comments": {"a": {"text": 3}}}', '{"participant": 1, "changes": {"a": {"tried": "3"}}}',
     '{"participant": 1, "changes": {"a": {"tried": [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]}}}',
     '{"changes": []}', '{"changes": {"a": 3}}', '{"comments": {"a": 3}}', "\x00",
     '{"changes": {"need": {"answer": {"a": 1}}}}', '{"revision": [1], "changes": {"nowhere": {"answer": "1"}}}'],
)  # fmt: skip
def test_what_no_script_would_send_gets_400(client, participant, body):
    response = autosave(client, participant, body)
    assert response.status_code == 400
    assert response.json()["problem"]


def test_a_script_whose_form_token_is_too_old_is_told_to_sign_in(participant):
    client = Client(enforce_csrf_checks=True)
    client.force_login(participant.person)
    response = client.post(address(participant, "save"), "{}", content_type="application/json")
    assert (response.status_code, response.json()) == (401, {"problem": "Sign in again."})


def test_only_a_page_that_was_overtaken_is_told_everything_that_is_stored(client, participant, statement):
    first = autosave(client, participant, changes(statement, "3"))
    stale = autosave(client, participant, {"revision": 0})
    assert "stored" not in first.json()
    assert stale.json()["stored"] == {"changes": {statement: 3}, "comments": {}}


@pytest.mark.parametrize("comment", ["x" * 2001, "a\x00b"])
def test_a_comment_that_cannot_be_stored_is_refused_and_the_answers_are_saved(client, participant, statement, comment):
    body = {**changes(statement, "3"), "comments": {statement: {"before": "", "text": comment}}}
    response = autosave(client, participant, body)
    assert "This text" in response.json()["refused"][statement]
    assert Response.objects.get().answers == {statement: 3}


def test_after_the_deadline_a_section_leads_to_what_was_answered_and_that_it_was_not_sent(
    client, participant, statement
):
    autosave(client, participant, changes(statement, "3"))
    Round.objects.update(state=Round.State.CLOSED)
    page = client.get(address(participant, "section", "need"), follow=True).content.decode()
    assert "You did not send these answers" in page
    assert "Send my answers" not in page


def test_coming_from_the_sign_in_to_send_leads_to_the_check_page(client, participant):
    assert client.get(address(participant, "send")).url == address(participant, "check")


def test_after_the_deadline_saving_says_so_and_stores_nothing(client, participant, statement):
    autosave(client, participant, changes(statement, "3"))
    Round.objects.update(
        closes_at=participant.round.opens_at.replace(year=2020), opens_at=participant.round.opens_at.replace(year=2019)
    )
    response = autosave(client, participant, changes(statement, "4", before="3", revision=1))
    assert response.status_code == 410
    assert "has closed" in response.json()["problem"]
    assert Response.objects.get().answers == {statement: 3}


def test_without_scripts_a_section_is_saved_by_its_button(client, participant):
    keys = participant.round.instrument.content.section("need").statement_keys
    response = client.post(
        address(participant, "section", "need"),
        {**dict.fromkeys(keys, "4"), "revision": 0, "participant": participant.pk},
    )
    assert response.url == address(participant, "section", "purpose")
    assert Response.objects.get().answers == dict.fromkeys(keys, 4)


def test_without_scripts_a_stale_page_shows_both_values(client, participant, statement):
    autosave(client, participant, changes(statement, "3"))
    response = client.post(
        address(participant, "section", "need"), {statement: "1", "revision": 0, "participant": participant.pk}
    )
    assert response.status_code == 409
    assert "“Agree” is stored, here you chose “Strongly disagree”" in response.content.decode()


def test_without_scripts_a_stale_page_shows_both_comments(client, participant, statement):
    comment = {"participant": participant.pk, f"before-comment-{statement}": "", "revision": 0}
    client.post(address(participant, "section", "need"), {**comment, f"comment-{statement}": "Written first"})
    response = client.post(
        address(participant, "section", "need"), {**comment, f"comment-{statement}": "Written later"}
    )
    assert response.status_code == 409
    assert "“Written first” is stored" in response.content.decode()
    assert ">Written later</textarea>" in response.content.decode()


@pytest.mark.parametrize("name", ["save", "section"])
def test_a_page_made_for_somebody_else_saves_nothing(client, participant, statement, name):
    client.force_login(participant.round.participants.last().person)
    if name == "save":
        response = autosave(client, participant, changes(statement, "3"))
    else:
        response = post(client, participant, {statement: "3"})
    assert response.status_code in {403, 422}
    assert "made for somebody else" in response.content.decode()
    assert not Response.objects.exclude(answers={}).exists()


def test_a_wrong_value_on_the_page_is_explained(client, participant, statement):
    response = client.post(
        address(participant, "section", "need"), {statement: "17", "revision": 0, "participant": participant.pk}
    )
    assert response.status_code == 422
    assert "not one of the answers" in response.content.decode()


def test_going_on_another_device_shows_what_was_saved(client, participant, statement):
    autosave(client, participant, changes(statement, "3"))
    page = client.get(address(participant, "section", "need")).content.decode()
    assert f'id="{statement}-3" value="3" checked' in page.replace("\n", " ")


def test_with_nothing_answered_there_is_nothing_to_send(client, participant):
    page = client.get(address(participant, "check")).content.decode()
    assert "Nothing is answered yet" in page
    assert address(participant, "section", "need") in page
    assert "Send my answers" not in page


def test_sending_nothing_is_refused_in_words(client, participant):
    client.get(address(participant, "tasks"))
    response = send(client, participant, revision=0)
    assert response.status_code == 409
    assert "There is nothing to send" in response.content.decode()
    assert not Response.objects.filter(is_submitted=True).exists()


def test_check_counts_what_is_missing_and_links_to_it(client, participant, statement):
    autosave(client, participant, changes(statement, "dk"))
    page = client.get(address(participant, "check")).content.decode()
    assert "35 statements have no answer" in page
    assert "Go to the first, 1.2" in page
    assert "Send my answers (1 of 36)" in page
    assert "Don’t know" in page
    assert f"#{statement}" in page


def send(client, participant, key=None, revision=1):
    return client.post(address(participant, "send"), {"key": key or uuid.uuid4(), "revision": revision})


def test_sending_twice_gives_the_same_receipt(client, participant, statement):
    autosave(client, participant, changes(statement, "3"))
    key = uuid.uuid4()
    first, second = send(client, participant, key), send(client, participant, key)
    assert first.url == second.url == address(participant, "receipt")
    assert Response.objects.filter(is_submitted=True).count() == 1


def test_sending_other_answers_than_were_read_through_gets_409(client, participant, statement):
    autosave(client, participant, changes(statement, "3"))
    response = send(client, participant, revision=0)
    assert response.status_code == 409
    assert "Read them through once more" in response.content.decode()
    assert not Response.objects.filter(is_submitted=True).exists()


@pytest.mark.parametrize("data", [{}, {"key": "x", "revision": "1"}, {"key": str(uuid.uuid4()), "revision": "x"}])
def test_a_send_that_no_page_made_leads_back_to_the_check_page(client, participant, data):
    assert client.post(address(participant, "send"), data).url == address(participant, "check")


def test_the_receipt_shows_the_own_profile(client, participant):
    keys = participant.round.instrument.content.statement_keys
    body = {"revision": 0, "comments": {}, "changes": {key: {"before": "", "answer": "3"} for key in keys}}
    autosave(client, participant, body)
    send(client, participant)
    page = client.get(address(participant, "receipt")).content.decode()
    assert "108" in page
    assert "of 144" in page
    assert "You see every principle alike." in page


def test_the_receipt_of_a_closed_round_no_longer_offers_a_change(client, participant, statement):
    autosave(client, participant, changes(statement, "3"))
    send(client, participant)
    assert "until the round closes" in client.get(address(participant, "receipt")).content.decode()
    Round.objects.update(state=Round.State.CLOSED, closed_at=participant.round.closes_at)
    page = client.get(address(participant, "receipt")).content.decode()
    assert "until the round closes" not in page
    assert "answers can no longer be changed" in page
    assert "Confidential." in page


def test_the_copy_holds_the_own_answers(client, participant, statement):
    autosave(client, participant, {**changes(statement, "3"), "comments": {statement: {"before": "", "text": "=1+1"}}})
    text = b"".join(client.get(address(participant, "answers-copy"))).decode("utf-8-sig")
    assert "Agree" in text
    assert "'=1+1" in text


@pytest.mark.parametrize("participant", [Round.Mode.ANONYMOUS], indirect=True)
def test_an_anonymous_receipt_is_shown_once_and_cannot_be_found_again(client, participant, statement):
    autosave(client, participant, changes(statement, "3"))
    response = send(client, participant)
    assert "This page is shown once" in response.content.decode()
    assert client.get(address(participant, "receipt")).url == address(participant, "round")
    assert client.get(address(participant, "tasks")).url == address(participant, "round")


@pytest.mark.parametrize("answered", [0, 36])
def test_a_section_takes_six_queries(client, participant, answered, django_assert_num_queries):
    keys = participant.round.instrument.content.statement_keys[:answered]
    client.get(address(participant, "section", "need"))
    Response.objects.update(answers=dict.fromkeys(keys, 3))
    with django_assert_num_queries(6):
        client.get(address(participant, "section", "need"))


def test_an_unknown_section_is_not_found(client, participant):
    assert client.get(address(participant, "section", "nothing")).status_code == 404


def test_somebody_who_joined_after_the_launch_is_not_asked(client, participant):
    client.force_login(people_of(participant.partner, 1)[0])
    assert client.get(address(participant, "round")).status_code == 200
    assert client.get(address(participant, "tasks")).status_code == 403
