"""How much each section matters: asked where a round says so, saved like an answer, published like a statement."""

from __future__ import annotations

import csv
import uuid
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from surveys.importance import importance_labels
from surveys.models import Response, Round
from surveys.services.responses import start_response, submit_response
from surveys.services.rounds import close_round, edit_round
from surveys.services.saving import Change, save_answers
from tests.factories import PartnerFactory, draft, facilitator_of, open_round, people_of

pytestmark = pytest.mark.django_db
KEY, ON = "importance_need", "need-achievements"


@pytest.fixture
def participant(client, request):
    partner = PartnerFactory()
    people_of(partner, 3)
    fields = {"mode": Round.Mode.CONFIDENTIAL, "asks_importance": True, **getattr(request, "param", {})}
    participant = open_round(partner.partnership, **fields).participants.first()
    client.force_login(participant.person)
    return participant


not_asked = pytest.mark.parametrize("participant", [{"asks_importance": False}], indirect=True)


def address(participant, name, *args):
    return reverse(f"surveys:{name}", args=[participant.round.partnership.slug, participant.round_id, *args])


def save(participant, answer, before=None, key=KEY):
    return save_answers(response=start_response(participant), changes={key: Change(before, answer)})


def autosave(client, participant, answer, before=""):
    body = {"participant": participant.pk, "revision": 0, "changes": {KEY: {"before": before, "answer": answer}}}
    return client.post(address(participant, "save"), body, content_type="application/json")


def test_importance_is_saved_beside_the_answers(participant):
    saved = save(participant, 4)
    assert (saved.response.answers, saved.response.importance, saved.response.revision) == ({}, {KEY: 4}, 1)


@not_asked
def test_where_it_is_not_asked_it_is_not_taken(participant):
    with pytest.raises(ValidationError, match="out of date"):
        save(participant, 4)


@pytest.mark.parametrize("answer", ["dk", "na"])
def test_there_is_no_dont_know(participant, answer):
    with pytest.raises(ValidationError, match="no such answer"):
        save(participant, answer)
    assert Response.objects.get().importance == {}


def test_a_stale_page_gets_409_and_both_values_in_its_own_words(client, participant):
    autosave(client, participant, "4")
    response = autosave(client, participant, "1")
    assert response.status_code == 409
    [conflict] = response.json()["conflicts"]
    assert (conflict["stored_label"], conflict["yours_label"]) == ("Matters very much", "Matters little now")


def test_a_page_that_was_overtaken_is_told_what_is_stored(client, participant):
    autosave(client, participant, "4")
    save(participant, 3, key=ON)
    assert autosave(client, participant, "4", before="4").json()["stored"]["changes"] == {KEY: 4, ON: 3}


def test_it_is_no_statement_that_has_to_be_answered(client, participant):
    assert autosave(client, participant, "4").json()["progress"].startswith("0 of 36 answered.")


def test_the_question_stands_at_the_end_of_each_section(client, participant):
    for section in participant.round.instrument.content.sections:
        page = client.get(address(participant, "section", section.key)).content.decode()
        assert f"How much does this matter for your partnership now: {section.title}?" in page
        assert page.index(f'id="importance_{section.key}"') > page.index(f'id="{section.statement_keys[-1]}"')


@not_asked
@pytest.mark.parametrize("name", ["round", "section", "check"])
def test_where_it_is_not_asked_no_page_speaks_of_it(client, participant, name):
    page = client.get(address(participant, name, *(["need"] if name == "section" else []))).content.decode()
    for words in ("How much does this matter", "How much this matters", "how much each part of it matters", KEY):
        assert words not in page


def test_without_scripts_it_is_saved_by_the_button(client, participant):
    client.post(address(participant, "section", "need"), {"participant": participant.pk, KEY: "2", ON: "3"})
    stored = Response.objects.get()
    assert (stored.answers, stored.importance) == ({ON: 3}, {KEY: 2})


def test_without_scripts_a_stale_page_shows_both(client, participant):
    save(participant, 4)
    response = client.post(address(participant, "section", "need"), {"participant": participant.pk, KEY: "1"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "“Matters very much” is stored, here you chose “Matters little now”" in page
    assert '<a href="#importance_need">how much section 1 matters</a>' in page


def send(participant):
    response = Response.objects.get(participant=participant)
    return submit_response(participant=participant, key=uuid.uuid4(), revision=response.revision, by=participant.person)


@pytest.mark.parametrize("name", ["check", "receipt"])
def test_it_is_read_through(client, participant, name):
    save(participant, 4)
    save(participant, 3, key=ON)
    send(participant)
    assert "Matters very much" in client.get(address(participant, name)).content.decode()


def test_the_copy_holds_it(client, participant):
    save(participant, 4)
    text = b"".join(client.get(address(participant, "answers-copy"))).decode("utf-8-sig")
    [row] = [row for row in csv.DictReader(StringIO(text)) if row["key"] == KEY]
    assert row["answer"] == "Matters very much"


@pytest.mark.parametrize("participant", [{"mode": Round.Mode.ANONYMOUS}], indirect=True)
def test_an_anonymous_sending_takes_it_along(participant):
    save(participant, 4)
    save(participant, 3, key=ON)
    assert send(participant).importance == {KEY: 4}


def test_it_is_published_as_a_statement_is(participant):
    for other, answer in zip(participant.round.participants.all(), (2, 4, 4), strict=True):
        save(other, answer)
        save(other, 3, key=ON)
        send(other)
    figures = close_round(round_=participant.round, by=None).figures["figures"]
    [figure] = figures["importance"]["need"]["columns"].values()
    assert (figure["n"], figure["mean"], figure["counts"], figure["band"]) == (3, 3.3, None, None)
    [hidden] = figures["importance"]["trust"]["columns"].values()
    assert (hidden["n"], hidden["mean"], hidden["hidden"]) == (None, None, "too_few")


@not_asked
def test_where_it_is_not_asked_nothing_is_published(participant):
    assert "importance" not in close_round(round_=participant.round, by=None).figures["figures"]


def test_whether_it_is_asked_is_fixed_at_launch(participant):
    by = facilitator_of(participant.round.partnership)
    with pytest.raises(ValidationError, match="has been launched"):
        edit_round(round_=participant.round, asks_importance=False, by=by)


def test_a_facilitator_ticks_it_in_the_draft(client, participant):
    round_ = draft(participant.round.partnership, instrument=participant.round.instrument)
    client.force_login(facilitator_of(round_.partnership))
    place = reverse("surveys:round-edit", args=[round_.partnership.slug, round_.pk])
    form = client.get(place).context["form"]
    client.post(place, {**{name: form[name].value() for name in form.fields}, "asks_importance": "on"})
    round_.refresh_from_db()
    assert round_.asks_importance is True


@pytest.mark.parametrize("points", [2, 3, 4, 5, 7])
def test_every_scale_has_words_at_its_ends(points):
    labels = importance_labels(points)
    assert len(labels) == points == len(set(labels))
    assert "little" in labels[0]
    assert "very much" in labels[-1]
