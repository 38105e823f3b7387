"""Filling in in Welsh: the switch, the pages, and answers that are the same in every language."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from surveys.definition import Definition
from surveys.instrument_file import load
from surveys.models import Response
from surveys.services.links import make_link
from tests.factories import SIX, PartnerFactory, instrument, open_round, people_of
from tests.surveys.test_translations import BOTH

pytestmark = pytest.mark.django_db


@pytest.fixture
def participant():
    partner = PartnerFactory()
    people_of(partner, 3)
    return open_round(partner.partnership).participants.order_by("pk").first()


@pytest.fixture
def welsh(client, participant):
    """A browser in which Welsh was chosen."""
    client.force_login(participant.person)
    client.get(address(participant, "tasks"), {"language": "cy"})
    return client


def address(participant, name, *more):
    return reverse(f"surveys:{name}", args=[participant.round.partnership.slug, participant.round_id, *more])


def answered(participant, key="need-choice", answer="3"):
    return {"participant": participant.pk, f"before-{key}": "", key: answer, "revision": 0}


def test_the_switch_is_kept_and_leads_back_to_the_page(client, participant):
    client.force_login(participant.person)
    place = address(participant, "section", "trust")
    reply = client.get(place, {"language": "cy"})
    assert (reply.url, client.cookies["language"].value) == (place, "cy")
    assert client.cookies["language"]["httponly"]


@pytest.mark.parametrize(
    ("name", "more", "words"),
    [
        ("tasks", (), "36 datganiad, tua 10 munud."),
        ("section", ("trust",), "Mae’r ffordd rydym wedi’n trefnu yn rhoi pwys teilwng"),
        ("check", (), "Gwirio eich atebion"),
    ],
)
def test_pages_of_filling_in_speak_welsh(welsh, participant, name, more, words):
    text = welsh.get(address(participant, name, *more)).content.decode()
    assert words in text
    assert '<html lang="cy">' in text
    assert 'lang="en-GB" hreflang="en-GB">English</a>' in text


def test_english_stays_where_nothing_was_chosen(client, participant):
    client.force_login(participant.person)
    text = client.get(address(participant, "tasks")).content.decode()
    assert '<html lang="en-GB">' in text
    assert "36 statements, about 10 minutes." in text
    assert 'lang="cy" hreflang="cy">Cymraeg</a>' in text


@pytest.mark.parametrize("wanted", ["fr", "en-US", "", "cy; x", "c" * 5000])
def test_a_language_that_is_not_there_is_not_chosen(client, participant, wanted):
    client.force_login(participant.person)
    assert client.get(address(participant, "tasks"), {"language": wanted}).status_code == 200
    client.cookies["language"] = wanted
    assert '<html lang="en-GB">' in client.get(address(participant, "tasks")).content.decode()


def test_an_instrument_in_one_language_has_no_switch(client):
    one = load(SIX.with_name("isolation-and-collaboration.yaml"))
    partner = PartnerFactory()
    people_of(partner, 3)
    participant = open_round(partner.partnership, instrument=instrument(one)).participants.first()
    client.force_login(participant.person)
    client.cookies["language"] = "cy"
    text = client.get(address(participant, "tasks")).content.decode()
    assert "hreflang" not in text
    assert '<html lang="en-GB">' in text


def test_pages_after_a_welsh_one_are_english(welsh, participant):
    welsh.get(address(participant, "tasks"))
    assert "Leave for now" not in welsh.get(address(participant, "tasks")).content.decode()
    assert "Your profile" in welsh.get(reverse("accounts:profile")).content.decode()


def test_by_link_from_the_first_page_on(client, participant):
    client.get(reverse("links:open", args=[make_link(participant=participant)]))
    client.get(reverse("links:page"), {"language": "cy"})
    text = client.get(reverse("links:page")).content.decode()
    assert "Nid oes angen mewngofnodi." in text
    client.post(reverse("links:begin"))
    assert "Eich atebion" in client.get(address(participant, "tasks")).content.decode()


def test_what_falls_back_says_so_to_a_screen_reader(client):
    partner = PartnerFactory()
    people_of(partner, 3)
    small = instrument(load(BOTH))
    participant = open_round(partner.partnership, instrument=small, mode="attributed").participants.first()
    client.force_login(participant.person)
    client.cookies["language"] = "cy"
    text = client.get(address(participant, "section", "one")).content.decode()
    assert re.search(r'lang="en-GB">Second\.</span>', text)
    assert "Cyntaf." in text


def test_answers_are_stored_alike_in_every_language(client, participant):
    """By key, and so are the results: who answers in Welsh is no group of its own."""
    stored = []
    for person, language in zip(participant.round.participants.order_by("pk"), ("en-GB", "cy"), strict=False):
        client.force_login(person.person)
        client.cookies["language"] = language
        client.post(address(person, "section", "need"), answered(person))
        stored.append(Response.objects.get(participant=person))
    assert stored[0].answers == stored[1].answers == {"need-choice": 3}


def test_the_script_is_told_in_welsh(welsh, participant):
    body = {"participant": participant.pk, "revision": "0", "changes": {"need-choice": {"before": "", "answer": "2"}}}
    reply = welsh.post(address(participant, "save"), {**body, "comments": {}}, content_type="application/json").json()
    assert reply["progress"] == "Atebwyd 1 o 36. Tua 10 munud ar ôl."


def test_a_conflict_names_both_answers_in_welsh(welsh, participant):
    welsh.post(address(participant, "section", "need"), answered(participant))
    text = welsh.post(address(participant, "section", "need"), answered(participant, answer="1")).content.decode()
    assert "“Cytuno” sydd wedi’i gadw, yma dewisoch “Anghytuno’n gryf”" in text


def test_the_receipt_speaks_welsh_and_the_copy_stays_english(welsh, participant):
    welsh.post(address(participant, "section", "need"), answered(participant))
    page = welsh.get(address(participant, "check"))
    sending = {"key": page.context["key"], "revision": page.context["response"].revision}
    text = welsh.post(address(participant, "send"), sending, follow=True).content.decode()
    assert "Mae eich atebion wedi cyrraedd. Diolch." in text
    assert ",Agree," in welsh.get(address(participant, "answers-copy")).getvalue().decode()


def test_the_definition_stored_is_untouched_by_reading_it_in_welsh(welsh, participant):
    welsh.get(address(participant, "section", "trust"))
    assert isinstance(participant.round.instrument.content, Definition)
    assert participant.round.instrument.content.sections[0].short_title == "Need"
