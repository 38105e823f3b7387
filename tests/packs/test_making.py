"""Making packs: what is in them, and what happens when a worker dies, a day is over or a right is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from common.models import OutgoingMail
from common.typeset import TooLongError
from packs import contents
from packs.models import Pack, PackPiece
from packs.services import making
from packs.services.asking import ask_again, ask_for_history, ask_for_portfolio, ask_for_round
from packs.services.making import CLAIM, KEPT, make_packs, remove_expired_packs
from reports.formats import FORMATS
from surveys.models import Round
from tests.factories import MembershipFactory, PartnerFactory, closed_round, facilitator_of, people_of
from tests.packs.opened import names, opened, told
from tests.reports.states import LONG, RIGHT_TO_LEFT

pytestmark = pytest.mark.django_db
ALL = contents.all_kinds


@pytest.fixture
def pack(world):
    return ask_for_round(round_=world.round, by=world.member)


@pytest.fixture
def files_fail(monkeypatch):
    """Has the CSV file of every round end in an error."""

    def fail(error):
        def make(round_):
            raise error

        broken = contents.FORMATS["csv"].__class__("csv", "CSV", "text/csv", make)
        monkeypatch.setitem(contents.FORMATS, "csv", broken)

    return fail


def test_a_round_has_every_file_that_the_list_of_formats_names(every_kind, world, pack, made):
    place = f"rounds/{world.round.pk}-spring-check/results."
    assert names(made(pack)) == [*(place + kind for kind in FORMATS), "contents.txt"]


def test_each_file_is_the_one_that_its_own_download_gives(every_kind, world, pack, made):
    archive = opened(made(pack))
    for kind, format_ in FORMATS.items():
        wanted = format_.make(Round.objects.get(pk=world.round.pk))
        found = archive.read(f"rounds/{world.round.pk}-spring-check/results.{kind}")
        # Office files hold when they were made.
        assert found == wanted or kind in {"xlsx", "pptx", "pdf"}


def test_a_history_has_every_closed_round_and_the_record(world, made):
    closed_round(world.partnership, instrument=world.six, title="Later")
    pack = ask_for_history(partnership=world.partnership, files=["csv", "record-pdf", "record-json"], by=world.member)
    found = names(made(pack))
    assert [name.rpartition("/")[2] for name in found] == [
        "results.csv", "results.csv", "record.pdf", "record.json", "contents.txt",
    ]  # fmt: skip


def test_a_portfolio_has_the_newest_round_of_each_partnership(world, made):
    later = closed_round(world.partnership, instrument=world.six, title="Later")
    pack = ask_for_portfolio(
        partnership_ids=[world.partnership.pk], filters="kind: other", files=["csv"], by=world.facilitator
    )
    folder = f"{world.partnership.pk}-{world.slug}"
    assert names(made(pack)) == [f"{folder}/rounds/{later.pk}-later/results.csv", "contents.txt"]
    assert "Chosen in the portfolio: kind: other" in told(pack)


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "=cmd|' /C calc'!A1", LONG[:120], RIGHT_TO_LEFT[0], "\u202eevil"]
)
def test_hostile_titles_stay_words(world, made, title):
    Round.objects.filter(pk=world.round.pk).update(title=title)
    pack = made(ask_for_round(round_=Round.objects.get(pk=world.round.pk), by=world.member))
    assert all(name.startswith((f"rounds/{world.round.pk}", "contents")) and ".." not in name for name in names(pack))
    assert "\u202e" not in told(pack)


def test_what_it_holds_is_told_in_it(world, pack, made):
    text = told(made(pack))
    assert f"Results of Spring check, {world.partnership}: CSV" in text
    assert f"for {world.member}" in text


def test_it_says_how_large_it_is_and_what_its_digest_is(pack, made):
    made(pack)
    assert pack.size == sum(len(piece.data) for piece in pack.pieces.all())
    assert (len(pack.sha256), pack.done, pack.of) == (64, 2, 2)
    assert pack.expires_at - pack.ready_at == KEPT


def test_large_content_comes_back_piece_by_piece(pack, made, monkeypatch):
    monkeypatch.setattr(making, "PIECE", 100)
    made(pack)
    assert pack.pieces.count() > 5
    opened(pack)


def test_its_person_gets_a_mail_with_a_link(world, pack, made):
    made(pack)
    mail = OutgoingMail.objects.get(key=f"pack/{pack.pk}/1/ready")
    assert mail.to == world.member.email
    assert f"/packs/{pack.pk}/" in mail.text
    assert mail.unsubscribe_url == ""


def test_progress_is_written_after_each_file_and_mail_goes_out_between(world, pack):
    seen = []
    make_packs(between=lambda: seen.append(Pack.objects.get().done))
    assert seen == [0, 1]


class KilledError(BaseException):
    """As when a process ends in the middle."""


def killed_after(files):
    count = iter(range(files))

    def between():
        if next(count, None) is None:
            raise KilledError

    with pytest.raises(KilledError):
        make_packs(between=between)


def test_a_killed_workers_pack_is_made_by_the_next_one_when_its_claim_ends(pack, made):
    killed_after(1)
    assert made(pack).state == "making"
    with time_machine.travel(timezone.now() + CLAIM):
        assert make_packs() == 1
    pack.refresh_from_db()
    assert (pack.state, pack.attempts) == ("ready", 2)
    assert set(pack.pieces.values_list("attempt", flat=True)) == {2}
    assert OutgoingMail.objects.filter(key__startswith="pack/").count() == 1


def test_a_worker_killed_while_it_stores_leaves_nothing_that_is_read(pack, monkeypatch):
    monkeypatch.setattr(making, "PIECE", 100)
    monkeypatch.setattr(making, "_note", _killed_at("state"))
    with pytest.raises(KilledError):
        make_packs()
    monkeypatch.undo()
    assert PackPiece.objects.filter(pack=pack, attempt=1).exists()
    with time_machine.travel(timezone.now() + CLAIM):
        make_packs()
        pack.refresh_from_db()
        opened(pack)
    assert not PackPiece.objects.filter(pack=pack, attempt=1).exists()


def _killed_at(field):
    note = making._note

    def killed(pack, **fields):
        if field in fields:
            raise KilledError
        note(pack, **fields)

    return killed


def test_a_worker_that_stalled_past_its_claim_stores_nothing_over_the_others(pack):
    done = []

    def stall():
        if not done:
            done.append(1)
            with time_machine.travel(timezone.now() + CLAIM):
                make_packs()

    assert make_packs(between=stall) == 0
    pack.refresh_from_db()
    assert (pack.state, pack.attempts) == ("ready", 2)
    opened(pack)


def test_one_that_a_worker_has_is_not_taken_by_another(pack):
    inside = []
    make_packs(between=lambda: inside.append(make_packs()))
    assert set(inside) == {0}


def test_of_two_workers_that_see_it_at_once_one_makes_it(pack, monkeypatch):
    look, seen = making._next_due, [making._next_due()]

    def see_it_too():
        monkeypatch.setattr(making, "_next_due", lambda: seen.pop() if seen else look())
        assert make_packs() == 0

    assert make_packs(between=see_it_too) == 1
    assert not seen


def test_a_fault_is_tried_three_times_then_told(world, pack, files_fail, caplog):
    files_fail(ZeroDivisionError())
    for minute in range(4):
        with time_machine.travel(timezone.now() + timedelta(minutes=3 * minute)):
            make_packs()
    pack.refresh_from_db()
    assert (pack.state, pack.attempts) == ("failed", 3)
    assert "try again" in pack.trouble
    assert OutgoingMail.objects.filter(key=f"pack/{pack.pk}/3/failed").exists()


def test_killed_three_times_it_is_given_up(pack):
    for number in range(3):
        with time_machine.travel(timezone.now() + CLAIM * (number + 1) * 2):
            killed_after(0)
    with time_machine.travel(timezone.now() + CLAIM * 10):
        assert make_packs() == 0
    pack.refresh_from_db()
    assert pack.state == "failed"


def test_after_a_failure_it_can_be_made_again(world, pack, files_fail, monkeypatch, made):
    Pack.objects.filter(pk=pack.pk).update(state="failed", attempts=3, trouble="No")
    ask_again(pack=pack, by=world.member)
    assert made(pack).state == "ready"
    assert (pack.trouble, pack.attempts) == ("", 4)


def test_what_is_too_long_for_paper_is_left_out_and_said(pack, files_fail, made):
    files_fail(TooLongError())
    text = told(made(pack))
    assert "Left out:" in text
    assert "too long for one PDF" in text


def test_what_would_be_too_large_is_refused_at_once(pack, made, monkeypatch):
    monkeypatch.setattr(making, "MOST_BYTES", 10)
    assert (made(pack).state, pack.attempts) == ("failed", 1)
    assert "500 MB" in pack.trouble


def test_who_lost_the_role_before_it_was_made_gets_nothing(world, pack, made):
    world.partnership.memberships.filter(person=world.member).update(ended_at=timezone.now())
    assert made(pack).state == "failed"
    assert not PackPiece.objects.exists()


def test_a_role_lost_in_the_middle_ends_it_for_the_files_that_come(world, pack, made):
    make_packs(between=lambda: world.partnership.memberships.update(ended_at=timezone.now()))
    pack.refresh_from_db()
    assert len(names(pack)) == 2
    assert "What concerns you no longer." in told(pack)


def test_a_portfolio_leaves_out_what_its_person_no_longer_looks_after(world, made):
    other = closed_round(facilitated_too(world), instrument=world.six).partnership
    ids = [world.partnership.pk, other.pk]
    pack = ask_for_portfolio(partnership_ids=ids, filters="", files=["csv"], by=world.facilitator)
    # To be a member there is not to look after it.
    MembershipFactory(partner=other.partners.get(), person=world.facilitator)
    other.memberships.filter(person=world.facilitator, role="facilitator").update(ended_at=timezone.now())
    assert made(pack).partnership_ids == [world.partnership.pk]
    assert other.slug not in "".join(names(pack)) + told(pack)


def facilitated_too(world):
    partner = PartnerFactory()
    people_of(partner, 3)
    MembershipFactory(partnership=partner.partnership, partner=None, role="facilitator", person=world.facilitator)
    return partner.partnership


def test_after_a_day_nothing_of_it_is_left(pack, made):
    made(pack)
    with time_machine.travel(timezone.now() + KEPT - timedelta(minutes=1)):
        assert remove_expired_packs() == 0
    with time_machine.travel(timezone.now() + KEPT):
        assert remove_expired_packs() == 1
    pack.refresh_from_db()
    assert (pack.state, PackPiece.objects.count()) == ("expired", 0)


def test_after_a_month_it_leaves_the_list(pack, made):
    made(pack)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        remove_expired_packs()
        remove_expired_packs()
    assert not Pack.objects.exists()


def test_the_command_does_both(pack, capsys):
    call_command("make_waiting_packs")
    assert capsys.readouterr().out == "1 made, 0 deleted\n"
    with time_machine.travel(timezone.now() + KEPT):
        call_command("make_waiting_packs")
    assert capsys.readouterr().out == "0 made, 1 deleted\n"


def test_who_can_sign_in_no_longer_keeps_no_pack(world, pack, made):
    from accounts.services import set_active

    made(pack)
    set_active(person=world.member, is_active=False, by=facilitator_of(world.partnership))
    assert not Pack.objects.exists()
