"""What the record needs from somebody: signatures, reviews, reminders, drafts that nobody goes on with."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Membership, Partner, Partnership
from partnerships.rules import Role
from record.diary import DiaryEntry, diary
from record.document import day_words
from record.models import Signature, Version
from record.queries import refusals
from reports.waiting.entry import MOST, Waiting
from reports.words.phrases import isolated, listed, plural, upper_first
from surveys.words import number_word

SOON = timedelta(days=30)
"""So long before they are due, reviews are told."""
STALE = timedelta(days=7)
"""A draft waits when nobody has changed it for so long."""
CLOSE = timedelta(days=7)
"""So long before answers are due, those who have not answered may be reminded."""
State = Version.State


def writers_of(memberships: list[Membership]) -> dict[int, Partnership]:
    """The partnerships whose record somebody may write: as a lead or a facilitator, while they are not closed."""
    return {
        item.partnership_id: item.partnership
        for item in memberships
        if item.role in {Role.LEAD, Role.FACILITATOR} and not item.partnership.is_closed
    }


def days_words(days: int) -> str:
    """How far off a day is: in three days, today, three days ago."""
    if days == 0:
        return "Today"
    words = f"{number_word(abs(days))} {plural(abs(days), 'day', 'days')}"
    return f"In {words}" if days > 0 else f"{upper_first(words)} ago"


# Signing


def to_sign(memberships: list[Membership]) -> Iterator[Waiting]:
    """Versions that wait for the answer of a partner that the reader leads; the first due first."""
    led = [item for item in memberships if item.role == Role.LEAD and not item.partnership.is_closed]
    if not led:
        return
    partners = {item.partnership_id: item.partner_id for item in led}
    names = {item.partnership_id: item.partner.name for item in led if item.partner}
    for version in unanswered(partners)[:MOST]:
        yield _sign(version, names[version.partnership_id])


def unanswered(partners: Mapping[int, int | None]) -> QuerySet[Version]:
    """Versions that these partners, by their partnership's id, have not answered yet; the first due first."""
    answered = Signature.objects.filter(version=OuterRef("pk"), partner__in=partners.values(), replaced_at=None)
    open_ = Version.objects.filter(partnership__in=partners, state__in=[State.PROPOSED, State.AGREED])
    waiting = open_.filter(~Exists(answered)).select_related("partnership")
    return waiting.order_by(F("answers_due_on").asc(nulls_last=True), "part_key")


def _sign(version: Version, partner: str) -> Waiting:
    part, is_agreed = version.part.title.lower(), version.state == State.AGREED
    due = None if is_agreed else version.answers_due_on
    told = "It was agreed before your partner joined." if is_agreed else "It was put forward to all partners."
    days = (due - version.partnership.today).days if due else 0
    return Waiting(
        left=days_words(days) if due else "To sign",
        due=f"answers {'were' if days < 0 else 'are'} asked for by {day_words(due)}" if due else "",
        title=f"Answer for {isolated(partner)}: {part}, version {version.number}",
        text=f"{isolated(str(version.partnership))}. {told} Read it, then agree, agree with reservations, or decline.",
        address=reverse("record:part", args=[version.partnership.slug, version.part_key]),
        button="Read it and answer",
        day=due,
    )


# Dates


def dates_to_mind(memberships: list[Membership], found: list[DiaryEntry] | None = None) -> Iterator[Waiting]:
    """Reviews, and steps of an exit, that are overdue or due within thirty days, for those who may write the record.

    Another partner’s step is not told to a lead. `found`: the dates of these partnerships, where they are known.
    """
    writers = writers_of(memberships)
    led = {item.partnership_id: item.partner_id for item in memberships if item.role == Role.LEAD}
    looked_after = {item.partnership_id for item in memberships if item.role == Role.FACILITATOR}
    due = [item for item in (diary(writers.values()) if found is None else found) if is_due(item)]
    mine = [
        item
        for item in due
        if item.partnership.pk in looked_after
        or (item.partnership.pk in writers and concerns(item, led.get(item.partnership.pk)))
    ]
    for item in mine[:MOST]:
        yield dated(item, _advice(item))


def is_due(item: DiaryEntry) -> bool:
    """Whether it is a review, or a step of an exit, that is overdue, or due within thirty days."""
    return item.entry.is_to_do and item.day <= item.partnership.today + SOON


def concerns(item: DiaryEntry, partner: int | None) -> bool:
    """Whether it is for this partner to do: not where another partner is named for it."""
    return item.entry.partner in {None, partner}


def _advice(item: DiaryEntry) -> str:
    if item.entry.is_step:
        return " A step of the exit under way. Do it, then mark it as done."
    return " Read it together, mend what no longer holds, and date the next."


def dated(item: DiaryEntry, advice: str = "") -> Waiting:
    """Something to do by a day; `advice` follows the partnership's name."""
    days = (item.day - item.partnership.today).days
    return Waiting(
        left=days_words(days),
        due=f"{'was due' if days < 0 else 'due'} {day_words(item.day)}",
        title=f"{isolated(item.entry.what)}{', overdue' if days < 0 else ''}",
        text=f"{isolated(item.partnership.name)}.{advice}" if advice else isolated(item.partnership.name),
        address=reverse("record:part", args=[item.partnership.slug, item.entry.part]),
        button="Read it",
        day=item.day,
    )


# Facilitators


def _facilitated(memberships: list[Membership]) -> list[int]:
    return [
        item.partnership_id for item in memberships if item.role == Role.FACILITATOR and not item.partnership.is_closed
    ]


def to_remind(memberships: list[Membership]) -> Iterator[Waiting]:
    """Versions whose answers are due within a week, or were, while partners have not answered."""
    facilitated = _facilitated(memberships)
    if not facilitated:
        return
    answered = Signature.objects.filter(version=OuterRef("version_id"), partner=OuterRef("pk"), replaced_at=None)
    late = Partner.objects.filter(
        left_on=None,
        partnership__in=facilitated,
        partnership__record_versions__state=State.PROPOSED,
        partnership__record_versions__answers_due_on__lte=timezone.localdate() + CLOSE,
    ).annotate(version_id=F("partnership__record_versions"))
    counts = late.filter(~Exists(answered)).order_by().values("version_id").annotate(waiting=Count("pk"))
    waiting = {row["version_id"]: row["waiting"] for row in counts}
    versions = Version.objects.filter(pk__in=waiting).select_related("partnership").order_by("answers_due_on", "pk")
    for version in versions[:MOST] if waiting else ():
        if version.answers_due_on:
            yield _remind(version, version.answers_due_on, waiting[version.pk])


def _remind(version: Version, due: date, count: int) -> Waiting:
    days = (due - version.partnership.today).days
    return Waiting(
        left=days_words(days),
        due=f"answers {'were' if days < 0 else 'are'} due {day_words(due)}",
        title=f"Remind partners: {version.part.title.lower()}, version {version.number}",
        text=f"{isolated(str(version.partnership))}. {upper_first(number_word(count))} "
        f"{plural(count, 'partner has', 'partners have')} not answered.",
        address=reverse("record:part", args=[version.partnership.slug, version.part_key]) + "#signatures",
        button="Look who, and remind them",
        day=due,
    )


def declined(memberships: list[Membership]) -> Iterator[Waiting]:
    """Versions put forward that a partner declined, for facilitators: somebody has to talk with them."""
    facilitated = _facilitated(memberships)
    refusals = refusals_of(facilitated) if facilitated else {}
    for version, names in list(refusals.items())[:MOST]:
        yield Waiting(
            left="Declined",
            due=f"put forward on {day_words(version.proposed_at.date())}" if version.proposed_at else "",
            title=f"{upper_first(version.part.title.lower())}, version {version.number}: "
            f"{listed([isolated(name) for name in names])} declined",
            text=f"{isolated(str(version.partnership))}. It cannot be agreed as it stands. Read the note, talk, and "
            "put forward a version that all can sign.",
            address=reverse("record:part", args=[version.partnership.slug, version.part_key]) + "#signatures",
            button="Read why",
            day=version.answers_due_on,
        )


def refusals_of(partnerships: Collection[int]) -> dict[Version, list[str]]:
    """Versions put forward in these partnerships with the partners, still there, that declined them, by name."""
    found: dict[Version, list[str]] = {}
    for signature in (
        refusals()
        .filter(version__partnership__in=partnerships)
        .select_related("version__partnership", "partner__organisation")
        .order_by("version__proposed_at", "version", "partner__organisation__name")
    ):
        found.setdefault(signature.version, []).append(signature.partner.name)
    return found


# Drafts


def drafts_that_wait(memberships: list[Membership]) -> Iterator[Waiting]:
    """Drafts that nobody has changed for a week, for those who may put them forward."""
    writers = writers_of(memberships)
    for version in _stale(list(writers))[:MOST] if writers else ():
        version.partnership = writers[version.partnership_id]
        yield Waiting(
            left="A draft waits",
            due=f"not changed since {day_words(timezone.localtime(version.touched_at).date())}",
            title=f"Go on with the {version.part.title.lower()}, version {version.number}",
            text=f"{isolated(version.partnership.name)}. Finish it and put it forward, or throw it away.",
            address=reverse("record:draft", args=[version.partnership.slug, version.part_key]),
            button="Open the draft",
        )


def _stale(partnerships: list[int]) -> QuerySet[Any]:
    drafts = Version.objects.filter(partnership__in=partnerships, state=State.DRAFT)
    touched = Coalesce(Max("entries__changed_at"), "created_at")
    stale = drafts.annotate(touched_at=touched).filter(Q(touched_at__lt=timezone.now() - STALE))
    return stale.order_by("touched_at", "pk")
