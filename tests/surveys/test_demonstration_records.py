"""The demonstration's records: full, different, told of the past, and never ageing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from common.models import AuditEntry, OutgoingMail
from partnerships.models import Partnership
from record.models import Entry, Signature, Version
from record.queries import document, seats, states
from record.standing import standings
from surveys.demonstration.moments import day_told, year_told
from surveys.demonstration.record_file import RecordFileError, load_record, values_of
from surveys.demonstration.stories import STORIES
from tests.record.made import document as made

TODAY = date(2027, 3, 31)


def part(slug, key):
    return states(Partnership.objects.get(slug=slug))[key]


def score(slug, key):
    found = standings(Partnership.objects.get(slug=slug))
    return next(item.readiness.score for item in found if item.state.part.key == key)


def answers(version):
    return sorted(seat.signature.answer if seat.signature else "none" for seat in seats(version))


@pytest.mark.django_db
def test_the_exemplary_one_has_every_part_and_an_exit_strategy_being_signed(filled):
    slug = "westmere-ageing-well"
    assert (part(slug, "purpose").agreed.number, part(slug, "governance").agreed.number) == (2, 2)
    exit_ = part(slug, "exit")
    assert (exit_.agreed.number, exit_.proposed.number) == (2, 3)
    assert answers(exit_.proposed) == ["agrees"] * 4 + ["declines", "none", "none", "reservations"]
    assert 80 <= score(slug, "exit") < 100


@pytest.mark.django_db
def test_the_half_empty_one_has_an_overdue_review_and_no_way_out(filled):
    slug = "northgate-safer-streets"
    assert part(slug, "purpose").draft
    assert not part(slug, "purpose").shown
    assert part(slug, "exit").versions == ()
    governance = document(part(slug, "governance").agreed)
    assert governance.day("review", "next_review_on") < timezone.localdate()
    assert governance.of("escalation") == ()


@pytest.mark.django_db
def test_the_one_that_winds_down_has_steps_done_due_and_overdue(filled):
    parting = document(part("fellmoor-rural-transport", "parting").shown)
    assert parting.day("course", "started_on") < timezone.localdate() < parting.day("course", "ends_on")
    steps = [row for row in parting.of("steps") if row.filled("due_on")]
    open_ = [row.values["due_on"] for row in steps if row.values["state"] != "done"]
    assert min(open_) < timezone.localdate().isoformat() < max(open_)
    assert len(open_) < len(steps)


@pytest.mark.django_db
def test_the_alliance_is_strong_on_arrangements_and_exit_and_thin_on_purpose(filled):
    slug = "brightwater-repairs-alliance"
    assert min(score(slug, "governance"), score(slug, "exit")) > 85
    assert score(slug, "purpose") < 45
    assert part(slug, "governance").proposed.number == 3


@pytest.mark.django_db
def test_the_board_has_bodies_that_report_to_one_another_reservations_and_a_pooled_fund(filled):
    slug = "saltmere-harbour-quarter"
    governance = document(part(slug, "governance").agreed)
    assert len([row for row in governance.of("bodies") if row.filled("reports_to")]) == 5
    assert len(governance.of("raci")) == 10
    assert "reservations" in answers(part(slug, "purpose").agreed)
    assert document(part(slug, "contributions").shown).value("pool", "host")
    assert part(slug, "exit").draft
    assert not part(slug, "exit").shown


@pytest.mark.django_db
def test_a_partner_that_left_keeps_its_signature(filled):
    left = Signature.objects.filter(partner__organisation__name="Quayside Developments", replaced_at=None)
    assert {item.version.part_key for item in left} == {"purpose", "governance"}


@pytest.mark.django_db
def test_one_click_leads_to_something_to_sign_and_to_a_draft_to_go_on_with(filled):
    lead = User.objects.get(email="lead@demo.example").memberships.get(ended_at=None)
    waiting = [seat for seat in seats(part("westmere-ageing-well", "exit").proposed) if seat.signature is None]
    assert lead.partner in [seat.partner for seat in waiting]
    facilitator = User.objects.get(email="facilitator@demo.example")
    drafts = Version.objects.filter(state="draft", partnership__memberships__person=facilitator)
    assert drafts.count() == 2


@pytest.mark.django_db
def test_what_is_past_has_its_own_dates_in_the_audit_trail_too_and_nobody_gets_mail(filled):
    agreed = part("westmere-ageing-well", "purpose").versions[-1]
    assert agreed.state == "superseded"
    assert agreed.created_at < agreed.proposed_at < agreed.agreed_at < timezone.now() - timedelta(days=700)
    signed = AuditEntry.objects.filter(action="record.signed", partnership_id=agreed.partnership_id)
    assert sorted(signed.values_list("at")) == sorted(
        Signature.objects.filter(version__partnership=agreed.partnership_id).values_list("signed_at")
    )
    assert not Entry.objects.filter(changed_at__gt=timezone.now()).exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("slug", [story.slug for story in STORIES])
def test_whatever_the_day_everything_comes_in_its_order(slug):
    for number in range(366):
        today = TODAY + timedelta(days=number)
        for written in load_record(slug, today):
            assert written.day <= today
            if written.proposed:
                last = [written.proposed, *(answer.day for answer in written.answers)]
                assert written.day <= written.proposed <= min(last)
                assert max(last) <= today
                assert written.proposed < written.answers_by


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("1 month ago", date(2027, 2, 28)),
        ("2 months and 3 days ago", date(2027, 1, 28)),
        ("18 days ago", date(2027, 3, 13)),
        ("in 6 days", date(2027, 4, 6)),
        ("in 1 month", date(2027, 4, 30)),
        ("month end in 11 months", date(2028, 2, 29)),
    ],
)
def test_days_are_told_from_today(words, day):
    assert day_told(words, TODAY) == day


@pytest.mark.parametrize(("today", "year"), [(date(2027, 3, 31), 2026), (date(2027, 4, 1), 2027)])
def test_financial_years_begin_in_april(today, year):
    assert [year_told(words, today) for words in ("this year", "last year", "2 years ago")] == [
        year,
        year - 1,
        year - 2,
    ]


@pytest.mark.parametrize("words", ["", "soon", "2027-03-31"])
def test_other_words_tell_nothing(words):
    with pytest.raises(ValueError, match="tells no day"):
        day_told(words or "yesterday", TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "why"),
    [({"trigger": "Cut"}, "Say who decides"), ({"trigger": "Cut", "by majority": None}, "comma without quotes")],
)
def test_a_file_holds_nothing_that_a_page_would_refuse(told, why):
    document = made("exit")
    with pytest.raises(RecordFileError, match=why):
        values_of(document.part.clause("triggers"), told, document, TODAY)
