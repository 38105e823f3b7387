"""What one organisation has still to do, across partnerships: assessments, signatures, reviews."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils import timezone

from partnerships.models import Partner
from record.diary import diary
from record.document import day_words
from record.models import Version
from reports.waiting.entry import MOST, Waiting
from reports.waiting.record import concerns, dated, days_words, is_due, unanswered
from reports.words.phrases import isolated, upper_first
from surveys.models import Round
from surveys.words import deadline_words, time_left


def waiting_for_organisation(partners: Sequence[Partner]) -> list[Waiting]:
    """Of its places in partnerships that go on; said to every reader alike, so never who has answered."""
    present = [item for item in partners if item.left_on is None and not item.partnership.is_closed]
    return [*_assessments(present), *_signatures(present), *_reviews(present)]


def _assessments(partners: Sequence[Partner]) -> Iterator[Waiting]:
    now = timezone.now()
    rounds = Round.objects.filter(
        state=Round.State.OPEN,
        paused_at=None,
        opens_at__lte=now,
        closes_at__gt=now,
        participants__partner__in=[item.pk for item in partners],
    )
    for round_ in rounds.select_related("partnership").order_by("closes_at", "pk").distinct()[:MOST]:
        yield Waiting(
            left=upper_first(time_left(round_.closes_at, now)),
            due=f"by {deadline_words(round_.closes_at, round_.zone)}",
            title=f"Its people are asked: {isolated(round_.title)}",
            text=isolated(str(round_.partnership)),
            address=round_.get_absolute_url(),
            button="Look at it",
        )


def _signatures(partners: Sequence[Partner]) -> Iterator[Waiting]:
    for version in unanswered({item.partnership_id: item.pk for item in partners})[:MOST]:
        due = version.answers_due_on if version.state == Version.State.PROPOSED else None
        days = (due - version.partnership.today).days if due else 0
        yield Waiting(
            left=days_words(days) if due else "To sign",
            due=f"answers {'were' if days < 0 else 'are'} asked for by {day_words(due)}" if due else "",
            title=f"It has not answered: {version.part.title.lower()}, version {version.number}",
            text=isolated(str(version.partnership)),
            address=reverse("record:part", args=[version.partnership.slug, version.part_key]) + "#signatures",
            button="Read it",
        )


def _reviews(partners: Sequence[Partner]) -> Iterator[Waiting]:
    own = {partner.partnership_id: partner.pk for partner in partners}
    found = diary(partner.partnership for partner in partners)
    due = [item for item in found if is_due(item) and concerns(item, own[item.partnership.pk])]
    yield from map(dated, due[:MOST])
