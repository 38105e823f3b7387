"""What somebody sent stays theirs to read, also after they, or their organisation, have left the partnership."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Membership
from partnerships.rules import Role
from partnerships.services.partnerships import partner_leaves
from surveys.models import Response, Round
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    UserFactory,
    closed_round,
    open_round,
    people_of,
    sent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def participant():
    """Somebody who sent answers in an open round."""
    partner = PartnerFactory()
    people_of(partner, 3)
    participant = open_round(partner.partnership, title="Spring round").participants.first()
    sent(participant, {"trust-risk": 3})
    return participant


@pytest.fixture
def former(client, participant):
    """The same person, signed in, whose organisation has left since."""
    partner_leaves(partner=participant.partner, on=timezone.localdate(), by=UserFactory())
    client.force_login(participant.person)
    return participant


def page_of(client, participant, name, *args):
    return client.get(
        reverse(f"surveys:{name}", args=[participant.round.partnership.slug, participant.round_id, *args])
    )


def test_the_receipt_stays_and_leads_to_nothing_that_is_closed_to_them(client, former):
    page = page_of(client, former, "receipt").content.decode()
    assert "Your answers are in" in page
    assert "this receipt stays yours" in page
    place = [former.round.partnership.slug, former.round_id]
    for gone in (former.round.get_absolute_url(), reverse("surveys:tasks", args=place)):
        assert f'href="{gone}"' not in page


def test_the_copy_stays(client, former):
    assert "Agree" in b"".join(page_of(client, former, "answers-copy").streaming_content).decode()


def test_it_stays_when_only_the_role_has_ended(client, participant):
    Membership.objects.filter(person=participant.person).update(ended_at=timezone.now())
    client.force_login(participant.person)
    assert page_of(client, participant, "receipt").status_code == 200


def test_it_stays_for_somebody_who_facilitates_now(client, participant):
    Membership.objects.filter(person=participant.person).update(role=Role.FACILITATOR, partner=None)
    client.force_login(participant.person)
    assert page_of(client, participant, "receipt").status_code == 200


@pytest.mark.parametrize(("name", "args"), [("tasks", []), ("section", ["trust"])])
def test_pages_to_answer_on_lead_to_what_was_answered(client, former, name, args):
    response = page_of(client, former, name, *args)
    assert response.url == reverse("surveys:check", args=[former.round.partnership.slug, former.round_id])
    page = client.get(response.url).content.decode()
    assert "You sent these answers." in page
    assert "Send my answers" not in page


@pytest.mark.parametrize("name", ["round", "rounds"])
def test_everything_else_stays_closed(client, former, name):
    args = [former.round.partnership.slug, former.round_id][: 1 if name == "rounds" else 2]
    assert client.get(reverse(f"surveys:{name}", args=args)).status_code == 404


@pytest.mark.parametrize("name", ["receipt", "check", "answers-copy"])
def test_another_who_left_reads_none_of_it(client, former, name):
    client.force_login(former.round.participants.last().person)
    assert page_of(client, former, name).status_code == 404


@pytest.mark.parametrize("name", ["receipt", "check", "answers-copy", "tasks"])
def test_nothing_of_an_anonymous_round_stays(client, former, name):
    Round.objects.update(mode=Round.Mode.ANONYMOUS)
    assert page_of(client, former, name).status_code == 404


def test_nothing_can_be_sent_any_more(client, former):
    Response.objects.update(is_submitted=False)
    place = [former.round.partnership.slug, former.round_id]
    values = {"key": str(former.response.submission_key), "revision": 0}
    page = client.post(reverse("surveys:send", args=place), values, follow=True).content.decode()
    assert "Your organisation has left this partnership." in page
    assert not Response.objects.get().is_submitted


def autosave(client, participant, sent_by):
    place = [participant.round.partnership.slug, participant.round_id]
    return client.post(reverse("surveys:save", args=place), {"participant": sent_by}, content_type="application/json")


def test_a_script_is_told_that_the_part_has_ended(client, former):
    response = autosave(client, former, former.pk)
    assert response.status_code == 410
    assert "has left" in response.json()["problem"]
    assert response.json()["onward"].endswith("/answers/check/")


def test_a_script_of_somebody_elses_page_is_told_so_first(client, former):
    assert autosave(client, former, former.round.participants.last().pk).status_code == 403


def test_once_the_round_is_over_that_is_the_reason(client, former):
    Round.objects.update(state=Round.State.CLOSED, closed_at=timezone.now())
    assert "it has closed" in autosave(client, former, former.pk).json()["problem"]


# The page that lists them


def own_answers(client, person):
    client.force_login(person)
    return client.get(reverse("own-answers")).content.decode()


def test_every_round_is_listed_with_its_receipt_and_copy(client, former):
    page = own_answers(client, former.person)
    assert "Spring round" in page
    for name in ("receipt", "answers-copy"):
        assert reverse(f"surveys:{name}", args=[former.round.partnership.slug, former.round_id]) in page


def test_the_profile_leads_there(client, former):
    assert f'href="{reverse("own-answers")}"' in client.get(reverse("accounts:profile")).content.decode()


def test_what_was_not_sent_and_anonymous_rounds_are_not_listed(client, former):
    Response.objects.update(is_submitted=False)
    assert "You have sent no answers yet" in own_answers(client, former.person)
    Response.objects.update(is_submitted=True)
    Round.objects.update(mode=Round.Mode.ANONYMOUS)
    assert "Spring round" not in own_answers(client, former.person)


def test_nobody_elses_are_listed(client, participant):
    assert "Spring round" not in own_answers(client, participant.round.participants.last().person)


@pytest.mark.parametrize("rounds", [1, 4])
def test_queries_do_not_grow_with_rounds(client, django_assert_num_queries, rounds):
    person = MembershipFactory().person
    for number in range(rounds):
        closed_round(person.memberships.get().partnership, title=f"Round {number}")
    client.force_login(person)
    client.get(reverse("own-answers"))
    with django_assert_num_queries(3):
        assert own_page_lists(client, rounds)


def own_page_lists(client, rounds):
    return client.get(reverse("own-answers")).content.decode().count("Receipt") == rounds
