"""The page of reports, a pack's own page, its download, and the portfolio's pack."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from common.models import AuditEntry
from packs.models import Pack, Schedule
from packs.services import asking
from packs.services.asking import ask_for_history, ask_for_portfolio, ask_for_round
from packs.services.making import KEPT
from reports.formats import FORMATS
from surveys.models import Round
from surveys.services.closing import close_partnership
from tests.factories import MembershipFactory, PartnerFactory, UserFactory, closed_round, draft, people_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client, world):
    """The page of reports as somebody reads it."""

    def page(person=None):
        client.force_login(person or world.member)
        return client.get(reverse("packs:reports", args=[world.slug])).content.decode()

    return page


@pytest.fixture
def ready(world, made):
    return made(ask_for_round(round_=world.round, by=world.member))


def at(pack, name="download"):
    return reverse(f"packs:{name}", args=[pack.pk])


def test_every_closed_round_has_each_of_its_files(read, world):
    page = read()
    for kind in FORMATS:
        assert reverse(f"reports:round-results-{kind}", args=[world.slug, world.round.pk]) in page
    assert reverse("record:pdf", args=[world.slug]) in page


def test_a_round_that_is_not_closed_has_none(read, world):
    drafted = draft(world.partnership, instrument=world.six, title="Not yet")
    assert "Not yet" not in read(world.facilitator)
    assert drafted.state == Round.State.DRAFT


def test_before_the_first_round_has_closed_the_page_says_what_will_be_there(client):
    person = MembershipFactory().person
    client.force_login(person)
    page = client.get(reverse("packs:reports", args=[person.memberships.get().partnership.slug])).content.decode()
    assert "No round has closed yet." in page


def test_a_round_is_asked_for_by_one_button(client, world):
    client.force_login(world.member)
    response = client.post(reverse("packs:ask-round", args=[world.slug, world.round.pk]))
    pack = Pack.objects.get()
    assert (response.url, pack.files, pack.person) == (at(pack, "pack"), ["csv", "json"], world.member)


def test_a_history_is_asked_for_with_the_files_that_are_wanted(client, world):
    client.force_login(world.member)
    client.post(reverse("packs:ask-all", args=[world.slug]), {"kinds": ["record-json", "csv"]})
    assert Pack.objects.get().files == ["csv", "record-json"]


@pytest.mark.parametrize("kinds", [[], ["exe"]])
def test_without_a_file_that_there_is_nothing_is_asked_for(client, world, kinds):
    client.force_login(world.member)
    response = client.post(reverse("packs:ask-all", args=[world.slug]), {"kinds": kinds})
    assert (response.status_code, Pack.objects.exists()) == (422, False)


def test_a_second_click_is_no_second_wish(world):
    first = ask_for_round(round_=world.round, by=world.member)
    assert ask_for_round(round_=world.round, by=world.member) == first


def test_three_wait_at_most(client, world):
    for kind in ("csv", "json", "record-json"):
        ask_for_history(partnership=world.partnership, files=[kind], by=world.member)
    client.force_login(world.member)
    response = client.post(reverse("packs:ask-round", args=[world.slug, world.round.pk]), follow=True)
    assert "Three packs of yours are being made already." in response.content.decode()
    assert Pack.objects.count() == 3


def test_while_it_is_made_the_page_says_how_far_it_is(client, world):
    pack = ask_for_round(round_=world.round, by=world.member)
    Pack.objects.filter(pk=pack.pk).update(state="making", done=1, of=4)
    client.force_login(world.member)
    assert "1 of 4 files made." in client.get(at(pack, "pack")).content.decode()
    fragment = client.get(at(pack, "pack"), headers={"HX-Request": "true"})
    assert "1 of 4 files made." in fragment.content.decode()
    assert b"<html" not in fragment.content


def test_when_it_is_ready_the_page_is_loaded_anew(client, world, ready):
    client.force_login(world.member)
    assert client.get(at(ready, "pack"), headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert at(ready) in client.get(at(ready, "pack")).content.decode()


def test_the_download_is_the_zip(client, world, ready):
    client.force_login(world.member)
    response = client.get(at(ready))
    content = b"".join(response)
    assert (response["Content-Type"], int(response["Content-Length"])) == ("application/zip", len(content))
    assert "contents.txt" in ZipFile(BytesIO(content)).namelist()
    assert response["Content-Disposition"] == f'attachment; filename="spring-check-{world.round.pk}.zip"'
    assert "no-store" in response["Cache-Control"]


def test_nobody_else_gets_it_by_its_exact_address(client, world, ready):
    for person in (world.lead, world.facilitator, UserFactory(is_administrator=True), UserFactory()):
        client.force_login(person)
        assert {client.get(at(ready, name)).status_code for name in ("pack", "download")} == {404}
        assert client.post(at(ready, "again")).status_code == 404
    client.logout()
    assert client.get(at(ready)).status_code == 302


def test_who_lost_the_role_gets_it_no_longer(client, world, ready):
    world.partnership.memberships.filter(person=world.member).update(ended_at=timezone.now())
    client.force_login(world.member)
    assert {client.get(at(ready, name)).status_code for name in ("pack", "download")} == {404}


def test_a_portfolios_pack_goes_with_any_of_its_partnerships(client, world, made):
    pack = made(
        ask_for_portfolio(partnership_ids=[world.partnership.pk], filters="", files=["csv"], by=world.facilitator)
    )
    MembershipFactory(partner=world.partner, person=world.facilitator)
    client.force_login(world.facilitator)
    assert client.get(at(pack)).status_code == 200
    world.partnership.memberships.filter(role="facilitator").update(ended_at=timezone.now())
    assert client.get(at(pack)).status_code == 404


def test_after_a_day_there_is_no_download_even_before_anything_deleted_it(client, world, ready):
    with time_machine.travel(timezone.now() + KEPT):
        client.force_login(world.member)
        assert client.get(at(ready)).status_code == 404
        page = client.get(at(ready, "pack")).content.decode()
    assert "Its day is over" in page
    assert "Make it again" in page


def test_one_that_is_over_is_made_again_on_its_page(client, world, ready):
    with time_machine.travel(timezone.now() + KEPT):
        client.force_login(world.member)
        client.post(at(ready, "again"))
    ready.refresh_from_db()
    assert (ready.state, ready.pieces.count()) == ("waiting", 0)


def test_made_again_while_it_is_ready_changes_nothing(client, world, ready):
    client.force_login(world.member)
    client.post(at(ready, "again"))
    assert client.get(at(ready)).status_code == 200


def test_a_failure_says_why_and_offers_to_try_again(client, world):
    pack = ask_for_round(round_=world.round, by=world.member)
    Pack.objects.filter(pk=pack.pk).update(state="failed", trouble="It was too large.")
    client.force_login(world.member)
    page = client.get(at(pack, "pack")).content.decode()
    assert "It was too large." in page
    assert "Try again" in page


def test_own_packs_are_listed_and_nobody_elses(read, world, ready):
    assert at(ready, "pack") in read()
    assert at(ready, "pack") not in read(world.facilitator)


def test_each_download_is_noted(client, world, ready):
    client.force_login(world.member)
    b"".join(client.get(at(ready)))
    b"".join(client.get(at(ready)))
    entries = AuditEntry.objects.filter(action="pack.downloaded", partnership_id=world.partnership.pk)
    assert [(entry.actor, entry.target) for entry in entries] == [(world.member, ready.title)] * 2
    client.head(at(ready))
    assert entries.all().count() == 2


def test_a_portfolios_download_is_noted_in_each_partnership_with_its_filters(client, world, made):
    pack = made(
        ask_for_portfolio(
            partnership_ids=[world.partnership.pk], filters="kind: supply", files=["csv"], by=world.facilitator
        )
    )
    client.force_login(world.facilitator)
    client.get(at(pack))
    entry = AuditEntry.objects.get(action="pack.downloaded")
    assert (entry.partnership_id, entry.details["filters"]) == (world.partnership.pk, "kind: supply")


def test_the_page_tells_what_was_taken_out_as_far_as_its_reader_may_know(client, read, world, ready):
    client.force_login(world.member)
    client.get(at(ready))
    words = "downloaded a pack (CSV"
    assert words in read(world.member)
    assert words in read(world.facilitator)
    stranger = PartnerFactory(partnership=world.partnership)
    assert words not in read(people_of(stranger, 1)[0])


def test_a_closed_partnership_can_still_be_taken_out(client, world, made):
    close_partnership(partnership=world.partnership, on=world.partnership.today, words="", by=world.facilitator)
    client.force_login(world.member)
    client.post(reverse("packs:ask-all", args=[world.slug]), {"kinds": ["csv"]})
    assert client.get(at(made(Pack.objects.get()))).status_code == 200


@pytest.mark.parametrize("count", [1, 12])
def test_queries_do_not_grow(client, world, count, django_assert_num_queries):
    for number in range(count):
        closed_round(world.partnership, instrument=world.six, title=f"Round {number}")
        AuditEntry.objects.create(action="results.exported", actor=UserFactory(), partnership_id=world.partnership.pk)
        Pack.objects.create(person=world.facilitator, kind="partnership", partnership=world.partnership, title="x")
        schedule = Schedule.objects.create(partnership=world.partnership, occasion="quarter", files=["csv"])
        schedule.recipients.create(person=world.member)
    client.force_login(world.facilitator)
    with django_assert_num_queries(9):
        client.get(reverse("packs:reports", args=[world.slug]))


def portfolio(client, person, method="get", query="", **data):
    client.force_login(person)
    return getattr(client, method)(f"{reverse('packs:portfolio')}{query}", data)


def test_a_portfolio_selection_is_what_its_filters_select_and_the_reader_looks_after(client, world):
    PartnerFactory()
    assert "1 partnership is chosen" in portfolio(client, world.facilitator).content.decode()
    portfolio(client, world.facilitator, "post", "?kind=other", kinds=["csv"])
    pack = Pack.objects.get()
    assert (pack.partnership_ids, pack.filters) == ([world.partnership.pk], "kind: other")


def test_where_nothing_is_selected_nothing_is_asked_for(client, world):
    page = portfolio(client, world.facilitator, "post", "?kind=supply", kinds=["csv"]).content.decode()
    assert "No partnership is chosen." in page
    assert not Pack.objects.exists()


def test_more_partnerships_than_fit_get_a_sentence(client, world, monkeypatch):
    monkeypatch.setattr(asking, "MOST_PARTNERSHIPS", 1)
    PartnerFactory()
    page = portfolio(client, UserFactory(is_administrator=True), "post", kinds=["csv"]).content.decode()
    assert "These are 2 partnerships, and a pack holds 1 at most." in page
    assert not Pack.objects.exists()


def test_the_portfolio_leads_there_with_what_was_chosen(client, world):
    client.force_login(world.facilitator)
    page = client.get(reverse("portfolio"), {"kind": "other"}).content.decode()
    assert f"{reverse('packs:portfolio')}?kind=other" in page


def test_the_old_wish_for_a_day_is_not_mixed_with_another_persons(world):
    mine = ask_for_round(round_=world.round, by=world.member)
    theirs = ask_for_round(round_=world.round, by=world.lead)
    assert mine.pk != theirs.pk
    assert timezone.now() - mine.asked_at < timedelta(minutes=1)
