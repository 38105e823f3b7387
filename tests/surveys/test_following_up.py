"""“You said, we did”: to everybody who was asked, tested first, never changed afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.models import OutgoingMail
from surveys.models import FollowUp, Round
from surveys.services.following_up import send_follow_up, try_follow_up, write_follow_up
from surveys.services.rounds import close_round
from tests.factories import PartnerFactory, facilitator_of, open_round, people_of, sent

pytestmark = pytest.mark.django_db
WORDS = "You said the minutes come late.\n\nThey come within a week now."


@pytest.fixture
def round_(request):
    """Four were asked, one of them answered; closed."""
    partner = PartnerFactory()
    people_of(partner, 4)
    round_ = open_round(partner.partnership, mode=getattr(request, "param", Round.Mode.CONFIDENTIAL))
    sent(round_.participants.first(), dict.fromkeys(round_.instrument.content.statement_keys, 3))
    close_round(round_=round_, by=None)
    return round_


@pytest.fixture
def by(round_):
    return facilitator_of(round_.partnership)


@pytest.fixture
def written(round_, by):
    return write_follow_up(round_=round_, text=WORDS, by=by)


def told() -> set[str]:
    mails = OutgoingMail.objects.filter(key__contains="/follow-up/").exclude(key__contains="/test/")
    return set(mails.values_list("to", flat=True))


@pytest.mark.parametrize("round_", Round.Mode.values, indirect=True)
def test_everybody_who_was_asked_gets_the_same_mail_in_every_mode(round_, by, written):
    try_follow_up(round_=round_, by=by)
    assert send_follow_up(round_=round_, by=by) == 4
    assert told() == set(round_.participants.values_list("person__email", flat=True))
    assert (
        OutgoingMail.objects.filter(key__startswith=f"round/{round_.pk}/follow-up/").values("text").distinct().count()
        == 1
    )


def test_who_left_gets_it_and_who_is_switched_off_does_not(round_, by, written):
    left, off = [item.person for item in round_.participants.all()[:2]]
    left.memberships.update(ended_at=timezone.now())
    User.objects.filter(pk=off.pk).update(is_active=False)
    try_follow_up(round_=round_, by=by)
    send_follow_up(round_=round_, by=by)
    assert left.email in told()
    assert off.email not in told()


def test_it_goes_to_its_writer_before_it_goes_to_everybody(round_, by, written):
    with pytest.raises(ValidationError, match="to yourself first"):
        send_follow_up(round_=round_, by=by)
    try_follow_up(round_=round_, by=by)
    mail = OutgoingMail.objects.get(key__contains="/test/")
    assert (mail.to, mail.subject[:6], WORDS in mail.text, told()) == (by.email, "Test: ", True, set())


def test_changed_words_have_to_be_tested_again(round_, by, written):
    try_follow_up(round_=round_, by=by)
    write_follow_up(round_=round_, text="Other words.", by=by)
    with pytest.raises(ValidationError, match="to yourself first"):
        send_follow_up(round_=round_, by=by)


def test_once_sent_it_stays_and_is_not_sent_again(round_, by, written):
    try_follow_up(round_=round_, by=by)
    send_follow_up(round_=round_, by=by)
    for step in (
        lambda: send_follow_up(round_=round_, by=by),
        lambda: try_follow_up(round_=round_, by=by),
        lambda: write_follow_up(round_=round_, text="Other words.", by=by),
    ):
        with pytest.raises(ValidationError, match="stays as it is"):
            step()
    assert FollowUp.objects.get().text == WORDS


def test_the_database_holds_none_that_was_sent_untested(written):
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.update(sent_at=timezone.now())


def test_an_open_round_has_nothing_to_tell(client, round_, by):
    open_ = open_round(round_.partnership, instrument=round_.instrument)
    with pytest.raises(ValidationError, match="is closed"):
        write_follow_up(round_=open_, text=WORDS, by=by)
    client.force_login(by)
    assert client.get(_address(open_)).url == open_.get_absolute_url()


def _address(round_, step=""):
    return reverse(f"surveys:round-follow-up{step}", args=[round_.partnership.slug, round_.pk])


def test_a_facilitator_writes_looks_tests_and_sends(client, round_, by):
    client.force_login(by)
    assert "This field is required" in client.post(_address(round_), {"text": " "}).content.decode()
    page = client.post(_address(round_), {"text": WORDS}, follow=True).content.decode()
    assert "<p>They come within a week now.</p>" in page
    assert "Send to 4 people" not in page
    assert "Send to 4 people" in client.post(_address(round_, "-test"), follow=True).content.decode()
    assert "It stays as it is" in client.post(_address(round_, "-send"), follow=True).content.decode()


def test_members_read_it_on_the_round_and_with_the_results_once_it_is_sent(client, round_, by, written):
    client.force_login(round_.participants.first().person)
    places = [round_.get_absolute_url(), reverse("reports:round-results", args=[round_.partnership.slug, round_.pk])]
    assert all("minutes come late" not in client.get(place).content.decode() for place in places)
    try_follow_up(round_=round_, by=by)
    send_follow_up(round_=round_, by=by)
    assert all("<p>You said the minutes come late.</p>" in client.get(place).content.decode() for place in places)


def test_a_facilitator_is_asked_to_tell_people_until_it_is_told(client, round_, by, written):
    client.force_login(by)
    assert "People have not heard" in client.get(round_.get_absolute_url()).content.decode()
    try_follow_up(round_=round_, by=by)
    send_follow_up(round_=round_, by=by)
    assert "People have not heard" not in client.get(round_.get_absolute_url()).content.decode()


def test_after_three_months_nobody_is_asked_for_it(client, round_, by):
    Round.objects.filter(pk=round_.pk).update(closed_at=timezone.now() - timedelta(days=91))
    client.force_login(by)
    page = client.get(round_.get_absolute_url()).content.decode()
    assert "People have not heard" not in page
    assert "You said, we did" in page
