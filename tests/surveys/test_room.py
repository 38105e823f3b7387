"""A code for a room: shown once, it leads to a mail for those who are asked, and tells nobody who they are."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.models import OutgoingMail
from surveys.models import RoomCode, Round
from surveys.services.room import make_code, switch_off_code
from tests.factories import PartnerFactory, UserFactory, draft, facilitator_of, open_round, people_of

pytestmark = pytest.mark.django_db
ADDRESS = "/room/address/"


@pytest.fixture
def round_():
    cache.clear()
    partner = PartnerFactory()
    people_of(partner, 3)
    return open_round(partner.partnership)


@pytest.fixture
def code(round_):
    OutgoingMail.objects.all().delete()
    return make_code(round_=round_, by=None)


def show(client, round_, method="get"):
    client.force_login(facilitator_of(round_.partnership))
    return getattr(client, method)(reverse("surveys:round-room", args=[round_.partnership.slug, round_.pk]))


def test_the_code_is_shown_once_and_only_its_digest_stored(client, round_):
    page = show(client, round_, "post")
    code = re.search(r'id="code">(\w{4} \w{4})<', page.content.decode())[1].replace(" ", "")
    assert page["Cache-Control"] == "no-store"
    assert "<svg" in page.content.decode()
    assert len(RoomCode.objects.get().code_sha256) == 64
    assert code not in show(client, round_).content.decode()
    assert client.get(f"/room/{code}/").url == ADDRESS


@pytest.mark.parametrize("write", [str.lower, lambda code: f" {code[:4]}-{code[4:]} "])
def test_the_code_can_be_typed_as_people_type(client, code, write):
    answer = client.post("/room/", {"code": write(code)})
    assert answer.url == ADDRESS


def test_the_link_goes_by_mail_to_who_is_asked_and_begins(client, round_, code):
    participant = round_.participants.select_related("person").first()
    client.get(f"/room/{code}/")
    client.post(ADDRESS, {"email": participant.person.email.upper()})
    mail = OutgoingMail.objects.get()
    assert mail.to == participant.person.email
    page = client.get(re.search(r"/r/[\w-]+/", mail.text)[0], follow=True).content.decode()
    assert str(participant.person) in page


def test_the_page_says_the_same_whether_somebody_is_asked_or_not(client, round_, code):
    client.get(f"/room/{code}/")
    asked = round_.participants.select_related("person").first().person.email
    pages = [client.post(ADDRESS, {"email": email}) for email in (asked, asked, UserFactory().email, "no@test.example")]
    assert {page.status_code for page in pages} == {200}
    assert len({re.sub(rb'nonce="[^"]*"', b"", page.content) for page in pages}) == 1
    assert OutgoingMail.objects.count() == 1


def spoil(round_, how):
    if how == "off":
        switch_off_code(round_=round_, by=UserFactory())
    elif how == "new":
        make_code(round_=round_, by=None)
    else:
        ended = timezone.now() - timedelta(seconds=1)
        Round.objects.update(opens_at=ended - timedelta(days=1), closes_at=ended)


@pytest.mark.parametrize("how", ["off", "new", "over"])
def test_a_code_that_has_ended_looks_like_a_wrong_one(client, round_, code, how):
    client.get(f"/room/{code}/")
    spoil(round_, how)
    answer = client.get(f"/room/{code}/")
    assert answer.status_code == 404
    assert "This code leads nowhere" in answer.content.decode()
    assert client.post(ADDRESS, {"email": "a@test.example"}).url == "/room/"


def test_ten_wrong_codes_a_minute_are_enough_and_a_room_is_no_guesser(round_, code):
    guesser, room = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
    codes = [guesser.get(f"/room/WRONG{number:03}/").status_code for number in range(11)]
    assert codes == [404] * 10 + [429]
    assert {room.get(f"/room/{code}/").status_code for _ in range(30)} == {302}


def test_a_draft_has_no_code(client, round_):
    drafted = draft(round_.partnership, instrument=round_.instrument)
    assert show(client, drafted, "post").url == drafted.get_absolute_url()
    assert not RoomCode.objects.filter(round=drafted).exists()
