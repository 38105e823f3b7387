"""Pages of rounds: the list, one round, and a facilitator's steps from draft to closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from partnerships.access import MemberRequest, with_partnership
from partnerships.models import Partnership
from partnerships.rules import Permission
from surveys.access import official_layer, with_round
from surveys.columns import propose
from surveys.comparability import Setting, hindrances
from surveys.forms import ExtendForm, RoundForm
from surveys.models import FollowUp, Participant, Round
from surveys.notices import notice_of
from surveys.pace import pace_words
from surveys.preview import doubts_about, previews_of, proposal_words, without_repeats
from surveys.queries import (
    OFFICIAL_WORDS,
    Board,
    facilitators_of,
    invited_by_partner,
    last_round,
    latest_instruments,
    official_states,
    response_board,
    rounds_of,
    two_hats_in,
)
from surveys.reminder_times import days_words
from surveys.reminder_words import reminders_of
from surveys.services.asking import asking_subject, asking_text, example_partner, may_ask_late, not_asked
from surveys.services.following_up import may_follow_up
from surveys.services.pausing import deleted_words
from surveys.services.responses import is_compared
from surveys.services.rounds import close_round, create_round, delete_draft, edit_round, extend_round, launch_round
from surveys.services.series import OPEN_FOR, values_after
from surveys.views.series import series_context
from surveys.views.steps import take_step
from surveys.words import deadline_words, time_left, times_words, zone_words

PROPOSED_REMINDERS = [7, 2]
"""Days before the deadline."""


@with_partnership(Permission.SEE_ROUND)
def round_list(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """All rounds of a partnership, newest first."""
    rounds = list(rounds_of(partnership, request.standing))
    closed = [round_ for round_ in rounds if round_.state == Round.State.CLOSED]
    may_manage = request.standing.may(Permission.MANAGE_ROUND)
    context = {
        "partnership": partnership,
        "open": [(round_, _times(round_)) for round_ in rounds if round_.state == Round.State.OPEN],
        "drafts": [round_ for round_ in rounds if round_.state == Round.State.DRAFT],
        "closed": closed,
        "called_off": [round_ for round_ in rounds if round_.state == Round.State.CALLED_OFF],
        "may_manage": may_manage,
        **(series_context(partnership, closed[0] if closed else None) if may_manage else {}),
    }
    return render(request, "surveys/round_list.html", context)


def _deadline(round_: Round) -> str:
    return deadline_words(round_.closes_at, round_.zone, gettext)


def _times(round_: Round) -> str:
    return times_words(round_.opens_at, round_.closes_at, round_.zone, timezone.now(), gettext)


@with_round(Permission.SEE_ROUND)
def detail(request: MemberRequest, round_: Round) -> HttpResponse:
    """What a round is for, who sees what, until when; and, for those who may know, who has answered."""
    participants = Participant.objects.filter(round=round_, person=request.user)
    participant = participants.select_related("response", "partner").first()
    sees_board = request.standing.may(Permission.SEE_RESPONSE_COUNTS) and round_.state != Round.State.DRAFT
    board = response_board(round_, request.standing) if sees_board and not round_.imported else None
    official = official_layer(request, round_)
    context = {
        **round_context(round_),
        "participant": participant,
        "is_compared": participant is not None and is_compared(round_, participant.partner),
        "official": official,
        "official_state": official_states(round_, official.partner).get(official.partner.pk, OFFICIAL_WORDS["none"])
        if official
        else "",
        "deleted": deleted_words(round_),
        "board": board,
        # Official answers come last, and people's own count in no result: no pace of either would say anything.
        "pace": _pace(round_, board) if board and round_.takes_answers and not round_.official else "",
        "reminders": reminders_of(round_) if sees_board and round_.state == Round.State.OPEN else None,
        # Whoever is still to answer reads first what it is for and who sees what.
        "board_first": participant is None or participant.has_answered or not round_.takes_answers,
        "columns_differ": round_.mode != Round.Mode.ATTRIBUTED and round_.view == Round.View.PARTNERS,
        "facilitators": facilitators_of(round_.partnership),
        "may_manage": request.standing.may(Permission.MANAGE_ROUND),
        "may_moderate": request.standing.may(Permission.MODERATE_COMMENTS),
        **_follow_up(request, round_),
        "joined": _joined(request, round_),
        "two_hats": two_hats_in(round_.partnership),
    }
    return render(request, "surveys/round.html", context)


def _follow_up(request: MemberRequest, round_: Round) -> dict[str, bool]:
    """Whether the reader may tell people what follows; and whether to ask for it, which is no use after a while."""
    may = request.standing.may(Permission.MANAGE_ROUND) and may_follow_up(round_)
    is_fresh = round_.closed_at is not None and timezone.now() - round_.closed_at < timedelta(days=90)
    told = FollowUp.objects.filter(round=round_).exclude(sent_at=None).exists() if may and is_fresh else True
    return {"may_follow_up": may, "follow_up_waits": not told}


def _pace(round_: Round, board: Board) -> str:
    opened = max(round_.opens_at, round_.launched_at or round_.opens_at)
    return pace_words(
        opened=opened,
        closes=round_.closes_at,
        now=timezone.now(),
        sent=board.sent,
        invited=board.invited,
        zone=round_.zone,
    )


def _joined(request: MemberRequest, round_: Round) -> int:
    """How many joined since the launch and could still be asked; 0 for those who may not ask them."""
    may_ask = request.standing.may(Permission.MANAGE_ROUND) and may_ask_late(round_)
    return not_asked([round_]).count() if may_ask else 0


def round_context(round_: Round) -> dict[str, Any]:
    """What pages about one round say of it: what it is, who sees what, and its times in words."""
    return {
        "partnership": round_.partnership,
        "round": round_,
        "definition": round_.instrument.content,
        "notice": notice_of(round_),
        "deadline": _deadline(round_),
        "opening": deadline_words(round_.opens_at, round_.zone, gettext),
        "left": time_left(round_.closes_at, timezone.now(), gettext),
        "times": _times(round_),
        "is_to_come": round_.opens_at > timezone.now(),
    }


@with_partnership(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def create(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """A new draft; what is proposed follows from how many people each partner has."""
    zone = Round(partnership=partnership).zone
    invited = {key: count for key, (_, count) in invited_by_partner(partnership).items()}
    proposal = propose(invited)
    today = timezone.localdate(timezone=zone)
    initial = {
        "instrument": next((item.pk for item in latest_instruments() if item.key == "six-principles"), None),
        "opens_on": today,
        "opens_at": time(0),
        "closes_on": today + timedelta(days=21),
        "closes_at": time(17),
        "mode": proposal.mode,
        "official": proposal.official,
        "minimum_group": proposal.minimum_group,
        "view": Round.View.PARTNERS,
        "reminder_days": PROPOSED_REMINDERS,
    }
    like = last_round(partnership) if "again" in request.GET else None
    if like is not None:
        initial |= RoundForm.initial_of(values_after(like, _in_three_weeks(like)), zone)
        initial |= {"opens_on": today, "opens_at": time(0)}
    form = RoundForm(request.POST or None, zone=zone, initial=initial)
    if request.method == "POST" and form.is_valid():
        round_ = create_round(partnership=partnership, by=request.user, **form.values())
        return redirect("surveys:round-launch", partnership.slug, round_.pk)
    context = {"partnership": partnership, "form": form, "like": like, "zone": zone_words(zone)}
    return render(request, "surveys/round_form.html", context)


def _in_three_weeks(like: Round) -> datetime:
    """At the hour at which the round before closed."""
    hour = like.closes_at.astimezone(like.zone).timetz()
    return datetime.combine(timezone.localdate(timezone=like.zone) + OPEN_FOR, hour)


@with_round(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, round_: Round) -> HttpResponse:
    """Changes a draft."""
    values = {name: getattr(round_, name) for name in RoundForm.FIELDS}
    form = RoundForm(request.POST or None, zone=round_.zone, initial=RoundForm.initial_of(values, round_.zone))
    if request.method == "POST" and form.is_valid():
        try:
            edit_round(round_=round_, by=request.user, **form.values())
            return redirect("surveys:round-launch", round_.partnership.slug, round_.pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"partnership": round_.partnership, "round": round_, "form": form, "zone": zone_words(round_.zone)}
    return render(request, "surveys/round_form.html", context)


@with_round(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def launch(request: MemberRequest, round_: Round) -> HttpResponse:
    """Shows what will be visible at the expected response, then launches."""
    if request.method == "POST":
        done = "Launched. Everybody has been asked."
        return take_step(request, lambda: launch_round(round_=round_, by=request.user), done, round_)
    if round_.state != Round.State.DRAFT:
        return redirect(round_)
    return render(request, "surveys/round_launch.html", {**round_context(round_), **_outlook(round_)})


def _outlook(round_: Round) -> dict[str, Any]:
    """Who would be asked, and what would be visible at the expected response."""
    invited = invited_by_partner(round_.partnership)
    proposal = propose({key: count for key, (_, count) in invited.items()})
    previews = without_repeats(previews_of(round_, invited))
    return {
        "invited": sorted(invited.values()),
        "people": sum(count for _, count in invited.values()),
        "previews": previews,
        "proposed": proposal_words(proposal),
        "doubts": doubts_about(round_, proposal, previews) if invited else "",
        "opens_later": round_.opens_at > timezone.now(),
        "mail_subject": asking_subject(round_),
        "mail": asking_text(round_, example_partner(round_), f"{settings.SITE_URL}/r/…/"),
        "reminders": days_words(round_.reminder_days),
        **_since_last_time(round_, invited),
    }


def _since_last_time(round_: Round, invited: Mapping[str, tuple[str, int]]) -> dict[str, Any]:
    """The last round with the same instrument, and what keeps the two from being compared."""
    last = last_round(round_.partnership, round_.instrument.key)
    if last is None:
        return {"last": None}
    before = _setting(last, last.result.published["names"])
    now = _setting(round_, {key: name for key, (name, _) in invited.items()})
    return {"last": last, "hindrances": hindrances(before, now)}


def _setting(round_: Round, partners: Mapping[str, str]) -> Setting:
    return Setting(
        round_.instrument.content, round_.mode, round_.minimum_group, round_.view, partners, official=round_.official
    )


@with_round(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def extend(request: MemberRequest, round_: Round) -> HttpResponse:
    """Moves the closing time of an open round to a later one."""
    closes = round_.closes_at.astimezone(round_.zone)
    initial = {"closes_on": closes.date(), "closes_at": closes.time()}
    form = ExtendForm(request.POST or None, zone=round_.zone, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            extend_round(round_=round_, closes_at=form.cleaned_data["closes"], by=request.user)
            messages.success(request, f"Extended. It now closes {_deadline(round_)}.")
            return redirect(round_)
        except ValidationError as error:
            form.add_error("closes_on", error)
    return render(request, "surveys/round_extend.html", {**round_context(round_), "form": form})


@with_round(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def close(request: MemberRequest, round_: Round) -> HttpResponse:
    """Asks once, then closes for good."""
    if request.method == "POST":
        done = "Closed. The results are ready."
        return take_step(request, lambda: close_round(round_=round_, by=request.user), done, round_)
    if round_.state != Round.State.OPEN:
        return redirect(round_)
    board = response_board(round_, request.standing)
    return render(request, "surveys/round_close.html", {**round_context(round_), "board": board})


@with_round(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def delete(request: MemberRequest, round_: Round) -> HttpResponse:
    """Asks once, then removes a draft."""
    if round_.state != Round.State.DRAFT:
        messages.error(request, "This round has been launched and cannot be deleted.")
        return redirect(round_)
    if request.method == "POST":
        delete_draft(round_=round_, by=request.user)
        messages.success(request, "The draft was deleted.")
        return redirect("surveys:rounds", round_.partnership.slug)
    return render(request, "surveys/round_delete.html", round_context(round_))
