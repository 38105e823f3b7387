"""Home: what needs me now, what there is to read, and my partnerships."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import UserRequest
from partnerships.models import Membership
from partnerships.rules import Role
from record.document import day_words
from reports.queries import LatestRound, latest_rounds, launched_rounds_of
from reports.results import one_decimal
from reports.waiting import needs, waiting_for
from reports.words.phrases import isolated, listed, plural, upper_first
from surveys.models import Round
from surveys.words import number_word, time_left, times_words

LISTED = 12
NEW_FOR = timedelta(days=30)


def home(request: UserRequest) -> HttpResponse:
    """The page."""
    memberships = list(
        request.user.memberships.filter(ended_at=None).select_related("partner__organisation", "partnership")
    )
    waiting = waiting_for(request.user, memberships)
    latest = latest_rounds(request.user, LISTED + 1)
    launched = launched_rounds_of([row.partnership for row in latest])
    running = [round_ for round_ in launched if round_.takes_answers]
    context = {
        "waiting": waiting,
        "heading": _heading(len(waiting)),
        "who": _who(memberships, is_administrator=request.user.is_administrator),
        "partnerships": [_partnership_row(row, running) for row in latest[:LISTED]],
        "more": len(latest) > LISTED,
        "results": [row for row in latest if row.closed_at and row.closed_at > timezone.now() - NEW_FOR],
        "coming": [(round_, _left(round_), _times(round_)) for round_ in launched],
        "today": timezone.localdate(),
    }
    return render(request, "reports/home.html", context)


def _heading(count: int) -> str:
    if not count:
        return "Nothing needs you now"
    return needs(count)


def _who(memberships: list[Membership], *, is_administrator: bool) -> str:
    """The reader's part in a sentence; empty for somebody without any."""
    parts = []
    for role, words in ((Role.LEAD, "lead for"), (Role.MEMBER, "answer for")):
        names = sorted({item.partner.name for item in memberships if item.role == role and item.partner})
        if names:
            parts.append(f"{words} {listed([isolated(name) for name in names])}")
    facilitated = sum(item.role == Role.FACILITATOR for item in memberships)
    if facilitated:
        parts.append(f"facilitate {number_word(facilitated)} {plural(facilitated, 'partnership', 'partnerships')}")
    if is_administrator:
        parts.append("look after organisations, people and partnerships")
    return f"You {listed(parts)}." if parts else ""


@dataclass(frozen=True)
class PartnershipRow:
    """A partnership with its latest overall, if it has one, and what is going on, in words."""

    latest: LatestRound
    score: str
    state: str


def _partnership_row(row: LatestRound, running: list[Round]) -> PartnershipRow:
    closed_on = row.partnership.closed_on
    states = [*([f"Closed on {day_words(closed_on)}."] if closed_on else []), _health(row)]
    titles = [isolated(round_.title) for round_ in running if round_.partnership_id == row.partnership.pk]
    if titles:
        states.append(f"{listed(titles)} {plural(len(titles), 'is', 'are')} open.")
    score = f"{one_decimal(row.mean)} of {row.points}" if row.mean is not None else ""
    return PartnershipRow(row, score, " ".join(states))


def _health(row: LatestRound) -> str:
    if row.closed_at is None:
        return "No round has been closed yet."
    if row.mean is None:
        return "The last round gave no overall score."
    return f"{row.band}." if row.band else "No shared view on half of it or more."


def _times(round_: Round) -> str:
    return times_words(round_.opens_at, round_.closes_at, round_.zone, timezone.now())


def _left(round_: Round) -> str:
    if round_.opens_at > timezone.now():
        return "Not open yet"
    return upper_first(time_left(round_.closes_at, timezone.now()))
