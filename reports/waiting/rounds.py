"""What rounds need from somebody: answers to give, colleagues to bring in, rounds to launch or to close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from partnerships.models import Membership, Partnership
from partnerships.rules import Role
from reports.waiting.entry import MOST, Waiting
from reports.words.phrases import isolated, plural, upper_first
from surveys.columns import more_needed
from surveys.models import Participant, Response, Round
from surveys.queries import OpenRound, open_rounds_for
from surveys.quotations import to_moderate
from surveys.services.asking import not_asked
from surveys.words import deadline_words, number_word, time_left


def _closes(round_: Round) -> date:
    return timezone.localdate(round_.closes_at, round_.zone)


# Answering


def to_answer(user: User, partnership: Partnership | None) -> Iterator[Waiting]:
    """Rounds that wait for this person's answers, of one partnership or of all."""
    for item in open_rounds_for(user):
        if partnership is None or item.round.partnership_id == partnership.pk:
            yield _to_answer(item)


def _to_answer(item: OpenRound) -> Waiting:
    round_ = item.round
    begun = item.answered > 0
    minutes = round_.instrument.content.minutes
    told = f"You have answered {item.answered} of {item.of} statements, and nothing you have saved is lost."
    return Waiting(
        left=upper_first(time_left(round_.closes_at, timezone.now())),
        due=f"by {deadline_words(round_.closes_at, round_.zone)}",
        title=f"{'Finish' if begun else 'Answer'} {isolated(round_.title)}",
        text=f"{isolated(str(round_.partnership))}, for {isolated(item.partner)}. "
        + (told if begun else f"{item.of} statements, about {minutes} minutes. You can stop and go on at any time."),
        address=_where_to_go_on(item) if begun else round_.get_absolute_url(),
        button=_go_on(item) if begun else "Begin",
        steps=_steps(item) if begun else (),
        day=_closes(round_),
    )


def _where_to_go_on(item: OpenRound) -> str:
    place = [item.round.partnership.slug, item.round.pk]
    if item.section_number is None:
        return reverse("surveys:check", args=place)
    section = item.round.instrument.content.sections[item.section_number - 1]
    return reverse("surveys:section", args=[*place, section.key])


def _go_on(item: OpenRound) -> str:
    return f"Go on with section {item.section_number}" if item.section_number else "Check your answers and send them"


def _steps(item: OpenRound) -> tuple[str, ...]:
    """The state of each section's bar, as far as is known here: those before the first gap are done."""
    here = item.section_number or item.sections + 1
    return tuple(
        "done" if number < here else "here" if number == here else "" for number in range(1, item.sections + 1)
    )


# Leads


def to_bring_in(memberships: list[Membership]) -> Iterator[Waiting]:
    """Rounds in which a lead's own partner has too few answers for a column of its own, or an official one to send."""
    led = [item.partner_id for item in memberships if item.role == Role.LEAD]
    now = timezone.now()
    official = Response.objects.filter(round=OuterRef("round"), partner=OuterRef("partner"), is_official=True)
    side_by_side = Q(round__view=Round.View.PARTNERS) & ~Q(round__mode=Round.Mode.ATTRIBUTED)
    asked = Participant.objects.filter(
        Q(round__official=True) | side_by_side,
        partner__in=led,
        round__state=Round.State.OPEN,
        round__paused_at=None,
        round__opens_at__lte=now,
        round__closes_at__gt=now,
    ).annotate(is_begun=Exists(official.filter(revision__gt=0)), is_sent=Exists(official.filter(is_submitted=True)))
    counts = asked.values("round", "partner__organisation__name", "is_begun", "is_sent").annotate(
        invited=Count("pk"),
        sent=Count("pk", filter=Q(has_answered=True)),
        within_reach=Count("pk", filter=Q(has_answered=True) | Q(person__is_active=True)),
    )
    found = list(counts.order_by("round__closes_at")) if led else []
    rounds = _by_id(Round.objects.filter(pk__in=[row["round"] for row in found])) if found else {}
    for row in found:
        round_, partner = rounds[row["round"]], row["partner__organisation__name"]
        needed = more_needed(invited=row["within_reach"], answered=row["sent"], minimum_group=round_.minimum_group)
        if round_.official and not row["is_sent"]:
            yield _send(round_, partner, is_begun=row["is_begun"])
        elif needed and not round_.official:
            yield _bring_in(round_, partner, row["invited"], row["sent"], needed)


def _send(round_: Round, partner: str, *, is_begun: bool) -> Waiting:
    return Waiting(
        left=upper_first(time_left(round_.closes_at, timezone.now())),
        due=f"by {deadline_words(round_.closes_at, round_.zone)}",
        title=f"{'Finish and send' if is_begun else 'Agree'} the official answer of {isolated(partner)}",
        text=f"{isolated(str(round_.partnership))}, {isolated(round_.title)}. Its people answer by themselves first; "
        "only the answer that you send for it counts.",
        address=reverse("surveys:official", args=[round_.partnership.slug, round_.pk]),
        button="Look how it stands",
        day=_closes(round_),
    )


def _bring_in(round_: Round, partner: str, invited: int, sent: int, needed: int) -> Waiting:
    group = number_word(round_.minimum_group)
    answered = f"{upper_first(number_word(sent)) if sent else 'None'} of your {number_word(invited)} people"
    return Waiting(
        left=f"{upper_first(number_word(needed))} more {plural(needed, 'person', 'people')}",
        due=f"before {isolated(round_.title)} closes, {deadline_words(round_.closes_at, round_.zone)}",
        title=f"Bring in the other views of {isolated(partner)}",
        text=f"{answered} {plural(sent, 'has', 'have')} answered. Results show {isolated(partner)} by name only when "
        f"{group} or more do; otherwise its answers are pooled with other partners’.",
        address=round_.get_absolute_url(),
        button="See who is asked",
        day=_closes(round_),
    )


def _by_id(rounds: QuerySet[Round]) -> dict[int, Round]:
    return {round_.pk: round_ for round_ in rounds.select_related("partnership")}


# Facilitators and administrators


def to_look_after(memberships: list[Membership], *, everywhere: bool) -> Iterator[Waiting]:
    """Drafts not launched, and rounds whose time is over; `everywhere`: of every partnership."""
    facilitated = [item.partnership_id for item in memberships if item.role == Role.FACILITATOR]
    if not facilitated and not everywhere:
        return
    rounds = Round.objects.filter(
        Q(state=Round.State.DRAFT)
        | Q(state=Round.State.OPEN) & (Q(closes_at__lte=timezone.now()) | Q(paused_at__isnull=False))
    )
    if not everywhere:
        rounds = rounds.filter(partnership__in=facilitated)
    for round_ in rounds.select_related("partnership").order_by("closes_at")[:MOST]:
        yield _launch(round_) if round_.state == Round.State.DRAFT else _close_or_resume(round_)
    yield from _joined_late(facilitated)
    yield from _comments_to_read(facilitated)


def _comments_to_read(facilitated: list[int]) -> Iterator[Waiting]:
    """Closed rounds with comments that may be quoted and are not shared yet, for their facilitators alone."""
    if facilitated:
        rounds = to_moderate(Round.objects.filter(partnership__in=facilitated, partnership__closed_on=None))
        for round_ in rounds.select_related("partnership").order_by("closes_at")[:MOST]:
            yield _moderate(round_)


def _joined_late(facilitated: list[int]) -> Iterator[Waiting]:
    """People of partners who joined after the launch of a round that is open, for its facilitators."""
    now = timezone.now()
    rounds = Round.objects.filter(
        partnership__in=facilitated,
        state=Round.State.OPEN,
        paused_at=None,
        imported=False,
        opens_at__lte=now,
        closes_at__gt=now,
    )
    late = Counter(member.in_round for member in not_asked(rounds)) if facilitated else Counter[int]()
    if late:
        for round_ in rounds.filter(pk__in=late).select_related("partnership").order_by("closes_at")[:MOST]:
            yield _ask(round_, late[round_.pk])


def _ask(round_: Round, count: int) -> Waiting:
    return Waiting(
        left=f"{upper_first(number_word(count))} joined",
        due=f"before {isolated(round_.title)} closes, {deadline_words(round_.closes_at, round_.zone)}",
        title=f"Ask {plural(count, 'somebody', 'those')} who joined after the launch",
        text=f"{isolated(str(round_.partnership))}. They were not here then, and have not been asked.",
        address=reverse("surveys:round-ask", args=[round_.partnership.slug, round_.pk]),
        button="Look who, and ask them",
        day=_closes(round_),
    )


def _moderate(round_: Round) -> Waiting:
    return Waiting(
        left="Not shared",
        due=f"closed {deadline_words(round_.closed_at or round_.closes_at, round_.zone)}",
        title=f"Look through the comments of {isolated(round_.title)}",
        text=f"{isolated(str(round_.partnership))}. People left comments that may be quoted. Nobody reads them before "
        "you release them.",
        address=reverse("surveys:comments", args=[round_.partnership.slug, round_.pk]),
        button="Read and decide",
    )


def _launch(round_: Round) -> Waiting:
    return Waiting(
        left="Not launched",
        due=f"would close {deadline_words(round_.closes_at, round_.zone)}",
        title=f"Launch {isolated(round_.title)}",
        text=f"{isolated(str(round_.partnership))}. Nobody has been asked yet.",
        address=reverse("surveys:round-launch", args=[round_.partnership.slug, round_.pk]),
        button="Look it through and launch",
        day=_closes(round_),
    )


def _close_or_resume(round_: Round) -> Waiting:
    return _resume(round_, round_.paused_at) if round_.paused_at else _close(round_)


def _resume(round_: Round, since: datetime) -> Waiting:
    return Waiting(
        left="Paused",
        due=f"since {deadline_words(since, round_.zone)}",
        title=f"Resume {isolated(round_.title)}",
        text=f"{isolated(str(round_.partnership))}. Nobody can answer meanwhile; the time is given back.",
        address=reverse("surveys:round-resume", args=[round_.partnership.slug, round_.pk]),
        button="Resume it",
    )


def _close(round_: Round) -> Waiting:
    return Waiting(
        left="Time is over",
        due=f"since {deadline_words(round_.closes_at, round_.zone)}",
        title=f"Close {isolated(round_.title)}",
        text=f"{isolated(str(round_.partnership))}. Closing makes the results, for everybody at the same time.",
        address=reverse("surveys:round-close", args=[round_.partnership.slug, round_.pk]),
        button="Close it",
        day=_closes(round_),
    )


def without_facilitator() -> Iterator[Waiting]:
    """Partnerships that nobody looks after."""
    facilitators = Membership.objects.filter(
        partnership=OuterRef("pk"), role=Role.FACILITATOR, ended_at=None, person__is_active=True
    )
    orphans = Partnership.objects.going().exclude(Exists(facilitators))
    for partnership in orphans.exclude(invitations__role=Role.FACILITATOR, invitations__accepted_at=None)[:MOST]:
        yield Waiting(
            left="No facilitator",
            due="",
            title=f"Find a facilitator for {isolated(partnership.name)}",
            text="Nobody looks after its rounds. Invite somebody to facilitate it.",
            address=reverse("partnerships:invite", args=[partnership.slug]),
            button="Invite somebody",
        )
