"""Personal links: opening one changes nothing, its button begins a visit, and a visit is filling in, nothing more."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.models import OutgoingMail
from partnerships.rules import Role
from surveys.models import PersonalLink, Response, Round
from surveys.services.asking import begin_address
from surveys.services.links import revoke_links
from surveys.services.pausing import resume_round
from surveys.services.rounds import close_round, launch_round
from tests.factories import MembershipFactory, PartnerFactory, UserFactory, draft, open_round, people_of, sent

pytestmark = pytest.mark.django_db
PAGE, BEGIN = "/answer/", "/answer/begin/"


@pytest.fixture
def participant():
    partner = PartnerFactory()
    people_of(partner, 3)
    return open_round(partner.partnership).participants.select_related("person", "round").order_by("pk").first()


def path(participant):
    """The path of a new link, as a mail would have it."""
    return re.search(r"/r/[\w-]+/", begin_address(participant))[0]


def address(participant, name, *args):
    return reverse(f"surveys:{name}", args=[participant.round.partnership.slug, participant.round_id, *args])


@pytest.fixture
def visit(client, participant):
    """A browser that has come by a link and begun."""
    client.get(path(participant))
    client.post(BEGIN)
    return client


def be(participant, **fields):
    Round.objects.filter(pk=participant.round_id).update(**fields)


def save(client, participant, before=None, **changes):
    told = {key: {"before": before, "answer": value} for key, value in changes.items()}
    body = {"participant": participant.pk, "changes": told}
    return client.post(address(participant, "save"), body, content_type="application/json")


def send(client, participant):
    response = Response.objects.get(participant=participant)
    data = {"key": str(uuid.uuid4()), "revision": response.revision}
    return data, client.post(address(participant, "send"), data)


def test_the_mail_has_a_link_and_the_table_only_a_digest(mailoutbox, django_capture_on_commit_callbacks):
    partner = PartnerFactory()
    people_of(partner, 2)
    with django_capture_on_commit_callbacks(execute=True):
        launch_round(round_=draft(partner.partnership), by=None)
    tokens = {re.search(r"/r/([\w-]{43})/", mail.body)[1] for mail in mailoutbox}
    kept = set(PersonalLink.objects.values_list("token_sha256", flat=True))
    assert (len(tokens), {len(digest) for digest in kept}) == (2, {64})
    assert not tokens & kept


def test_opening_a_link_changes_nothing_and_the_token_is_gone_from_the_address(client, participant):
    answer = client.get(path(participant))
    assert (answer.url, answer["Referrer-Policy"], answer["Cache-Control"]) == (PAGE, "no-referrer", "no-store")
    page = client.get(PAGE)
    assert page["Cache-Control"] == "no-store"
    assert str(participant.person) in page.content.decode()
    assert client.get(address(participant, "tasks")).url.startswith("/account/sign-in/")
    assert not PersonalLink.objects.filter(is_opened=True).exists()
    assert not Response.objects.exists()


def test_the_button_begins(visit, participant):
    assert visit.get(address(participant, "tasks")).status_code == 200
    assert PersonalLink.objects.get().is_opened


def test_somebody_who_came_by_link_answers_sends_changes_and_takes_a_copy(visit, participant):
    assert save(visit, participant, **{"trust-risk": "4"}).status_code == 200
    assert send(visit, participant)[1].url == address(participant, "receipt")
    assert "Your answers are in" in visit.get(address(participant, "receipt")).content.decode()
    assert save(visit, participant, before="4", **{"trust-risk": "2"}).status_code == 200
    assert b"trust-risk" in b"".join(visit.get(address(participant, "answers-copy")).streaming_content)
    assert Response.objects.get().answers == {"trust-risk": 2}


def test_two_browsers_by_two_links_share_one_set_of_answers(visit, participant, client_of):
    other = client_of(participant)
    save(visit, participant, **{"trust-risk": "4"})
    save(other, participant, **{"trust-benefits": "3"})
    assert Response.objects.get().answers == {"trust-risk": 4, "trust-benefits": 3}


@pytest.fixture
def client_of():
    """Another browser that came by a link of its own."""
    from django.test import Client

    def client_of(participant):
        client = Client()
        client.get(path(participant))
        client.post(BEGIN)
        return client

    return client_of


def test_in_an_anonymous_round_a_double_click_is_harmless_and_then_the_link_has_ended(visit, participant):
    be(participant, mode="anonymous")
    save(visit, participant, **{"trust-risk": "4"})
    data, first = send(visit, participant)
    again = visit.post(address(participant, "send"), data)
    assert (first.status_code, again.status_code) == (200, 200)
    assert visit.get(path(participant)).status_code == 404
    assert "You have answered" in visit.get(address(participant, "round")).content.decode()


def test_an_anonymous_round_keeps_nothing_of_the_opening_and_no_session_tells_the_hour(client, participant):
    be(participant, mode="anonymous")
    client.get(path(participant))
    client.post(BEGIN)
    assert not PersonalLink.objects.filter(is_opened=True).exists()
    ends = client.session.get_expiry_date()
    assert (ends.hour, ends.minute, ends.second, ends.microsecond) == (0, 0, 0, 0)
    assert timedelta(days=12) < ends - timezone.now() <= timedelta(days=14)


def spoil(participant, how):
    if how == "revoked":
        revoke_links(participant=participant)
    elif how == "over":
        be(participant, opens_at=timezone.now() - timedelta(days=2), closes_at=timezone.now() - timedelta(seconds=1))
    elif how == "closed":
        close_round(round_=participant.round, by=None)
    elif how == "role-ended":
        participant.person.memberships.update(ended_at=timezone.now())
    else:
        participant.person.is_active = False
        participant.person.save()


@pytest.mark.parametrize("how", ["revoked", "over", "closed", "role-ended", "switched-off"])
def test_links_that_work_no_longer_look_like_wrong_ones(client, participant, how):
    opened, wrong = path(participant), client.get("/r/wrong/")
    assert client.get(opened).status_code == 302
    spoil(participant, how)
    again = client.get(opened)
    pages = [re.sub(rb'nonce="[^"]*"', b"", page.content) for page in (wrong, again, client.get(PAGE))]
    assert (wrong.status_code, again.status_code, len(set(pages))) == (404, 404, 1)


def test_a_new_mail_leaves_older_links_working(client, participant):
    first, second = path(participant), path(participant)
    assert (client.get(first).status_code, client.get(second).status_code) == (302, 302)


def test_ten_wrong_tries_a_minute_are_enough(client, participant):
    codes = [client.get(f"/r/wrong-{number}/").status_code for number in range(11)]
    assert codes == [404] * 10 + [429]
    assert client.get(path(participant)).status_code == 429


@pytest.mark.parametrize("how", ["revoked", "switched-off"])
def test_a_visit_ends_with_its_link_or_its_person(visit, participant, how):
    spoil(participant, how)
    assert visit.get(address(participant, "tasks")).url.startswith("/account/sign-in/")


def test_leaving_ends_the_visit(visit, participant):
    assert "You have left" in visit.post("/answer/leave/").content.decode()
    assert visit.get(address(participant, "tasks")).url.startswith("/account/sign-in/")
    assert visit.get(PAGE).status_code == 404


def test_somebody_else_who_is_signed_in_is_told_and_nothing_mixes(client, participant):
    other = participant.round.participants.exclude(pk=participant.pk).first()
    client.force_login(other.person)
    assert "so nothing is begun here" in client.get(path(participant), follow=True).content.decode()
    assert client.post(BEGIN).url == PAGE
    assert save(client, participant, **{"trust-risk": "4"}).status_code == 403
    client.get(address(participant, "tasks"))
    assert list(Response.objects.values_list("participant", flat=True)) == [other.pk]


def test_whoever_is_signed_in_goes_on_as_they_are_by_their_own_link(client, participant):
    client.force_login(participant.person)
    client.get(path(participant))
    assert client.post(BEGIN).url == address(participant, "tasks")
    assert client.get("/profile/").status_code == 200


def test_a_sign_in_hides_an_earlier_visit_of_the_browser(visit, participant):
    visit.force_login(UserFactory())
    assert visit.get(address(participant, "tasks")).status_code == 404


def test_another_link_in_the_same_browser_says_so_and_takes_over(visit, participant):
    other = participant.round.participants.exclude(pk=participant.pk).first()
    page = visit.get(path(other), follow=True).content.decode()
    assert f"filling in for <bdi>{participant.person}</bdi> now" in page
    visit.post(BEGIN)
    visit.get(address(other, "tasks"))
    assert list(Response.objects.values_list("participant", flat=True)) == [other.pk]


def test_by_link_a_facilitator_is_no_more_than_a_member(visit, participant):
    partnership = participant.round.partnership
    MembershipFactory(partnership=partnership, partner=None, person=participant.person, role=Role.FACILITATOR)
    participant.person.memberships.filter(partner=participant.partner).update(role=Role.LEAD)
    page = visit.get(address(participant, "round")).content.decode()
    assert "Who has answered" not in page
    assert visit.get(address(participant, "round-close")).url.startswith("/account/sign-in/")


def test_pages_by_link_lead_nowhere_that_it_does_not_reach(visit, participant):
    save(visit, participant, **{"trust-risk": "4"})
    send(visit, participant)
    for name in ("round", "tasks", "check", "receipt"):
        page = visit.get(address(participant, name)).content.decode()
        for href in set(re.findall(r'href="(/[^"#]*)"', page)):
            if not href.startswith("/static/"):
                assert visit.get(href).status_code == 200, (name, href)


def test_after_the_close_a_visit_still_reads_its_receipt_and_the_results(visit, participant):
    for one in participant.round.participants.all():
        sent(one, {"trust-risk": 4})
    close_round(round_=participant.round, by=None)
    place = [participant.round.partnership.slug, participant.round_id]
    for name in ("surveys:receipt", "reports:round-results", "reports:round-statements"):
        page = visit.get(reverse(name, args=place))
        assert page.status_code == 200
        for href in set(re.findall(r'href="(/[^"#]*)"', page.content.decode())):
            assert href.startswith("/static/") or visit.get(href).status_code == 200, (name, href)
    assert visit.get(reverse("reports:round-results-csv", args=place)).url.startswith("/account/sign-in/")


def test_before_the_round_opens_the_page_says_when(client, participant):
    be(participant, opens_at=timezone.now() + timedelta(hours=2))
    page = client.get(path(participant), follow=True).content.decode()
    assert "This round opens" in page
    assert "links:begin" not in page
    assert ">Begin<" not in page


def test_while_a_round_is_paused_the_link_says_so_and_lasts(client, participant):
    ended = timezone.now() - timedelta(seconds=1)
    be(participant, opens_at=ended - timedelta(days=1), closes_at=ended, paused_at=ended)
    page = client.get(path(participant), follow=True).content.decode()
    assert "This round is paused" in page
    assert ">Begin<" not in page


def test_the_mail_that_says_a_round_goes_on_has_a_link_again(participant):
    be(participant, paused_at=timezone.now())
    participant.round.refresh_from_db()
    resume_round(round_=participant.round, by=UserFactory())
    assert {"/r/" in mail.text for mail in OutgoingMail.objects.filter(subject__contains="goes on")} == {True}


def test_pages_by_link_take_as_many_queries_as_by_signing_in(visit, participant, django_assert_num_queries):
    visit.get(address(participant, "tasks"))
    with django_assert_num_queries(6):
        visit.get(address(participant, "section", "trust"))


def test_the_deadline_comes_as_a_calendar_file_by_the_link_in_the_mail_and_on_a_visit(client, participant):
    file = client.get(path(participant) + "deadline.ics")
    moment = participant.round.closes_at.strftime("DTSTART:%Y%m%dT%H%M%SZ")
    assert (file["Content-Type"], file["Cache-Control"]) == ("text/calendar; charset=utf-8", "no-store")
    assert moment in file.content.decode()
    assert "visit" not in client.session
    client.get(path(participant))
    client.post(BEGIN)
    page = client.get(address(participant, "round")).content.decode()
    assert moment in client.get(re.search(r'href="(\S*deadline.ics)"', page)[1]).content.decode()


def test_a_link_that_has_ended_has_no_deadline_either(client, participant):
    opened = path(participant) + "deadline.ics"
    revoke_links(participant=participant)
    assert (client.get(opened).status_code, client.get("/r/wrong/deadline.ics").status_code) == (404, 404)
