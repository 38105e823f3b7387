"""Pages of rounds: the list, one round, and a facilitator's steps from draft to closed."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.access import MemberRequest, with_partnership
from partnerships.models import Partnership
from partnerships.rules import Permission
from surveys.access import with_round
from surveys.columns import propose
from surveys.forms import ExtendForm, RoundForm
from surveys.models import Participant, Round
from surveys.notices import notice_of
from surveys.preview import previews_of
from surveys.queries import facilitators_of, invited_by_partner, latest_instruments, response_board, rounds_of
from surveys.services.asking import may_ask_late, not_asked
from surveys.services.rounds import close_round, create_round, delete_draft, edit_round, extend_round, launch_round
from surveys.words import deadline_words, time_left, zone_words


@with_partnership(Permission.SEE_ROUND)
def round_list(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """All rounds of a partnership, newest first."""
    rounds = list(rounds_of(partnership, request.standing))
    context = {
        "partnership": partnership,
        "open": [(round_, _deadline(round_)) for round_ in rounds if round_.state == Round.State.OPEN],
        "drafts": [round_ for round_ in rounds if round_.state == Round.State.DRAFT],
        "closed": [round_ for round_ in rounds if round_.state == Round.State.CLOSED],
        "may_manage": request.standing.may(Permission.MANAGE_ROUND),
    }
    return render(request, "surveys/round_list.html", context)


def _deadline(round_: Round) -> str:
    return deadline_words(round_.closes_at, round_.zone)


@with_round(Permission.SEE_ROUND)
def detail(request: MemberRequest, round_: Round) -> HttpResponse:
    """What a round is for, who sees what, until when; and, for those who may know, who has answered."""
    participant = Participant.objects.filter(round=round_, person=request.user).select_related("response").first()
    sees_board = request.standing.may(Permission.SEE_RESPONSE_COUNTS) and round_.state != Round.State.DRAFT
    context = {
        **_round_context(round_),
        "participant": participant,
        "board": response_board(round_, request.standing) if sees_board and not round_.imported else None,
        "facilitators": facilitators_of(round_.partnership),
        "may_manage": request.standing.may(Permission.MANAGE_ROUND),
        "joined": _joined(request, round_),
        "both": participant is not None and request.standing.may(Permission.SEE_RESPONSE_STATES),
    }
    return render(request, "surveys/round.html", context)


def _joined(request: MemberRequest, round_: Round) -> int:
    """How many joined since the launch and could still be asked; 0 for those who may not ask them."""
    may_ask = request.standing.may(Permission.MANAGE_ROUND) and may_ask_late(round_)
    return not_asked([round_]).count() if may_ask else 0


def _round_context(round_: Round) -> dict[str, Any]:
    return {
        "partnership": round_.partnership,
        "round": round_,
        "definition": round_.instrument.content,
        "notice": notice_of(round_),
        "deadline": _deadline(round_),
        "opening": deadline_words(round_.opens_at, round_.zone),
        "left": time_left(round_.closes_at, timezone.now()),
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
        "minimum_group": proposal.minimum_group,
        "view": Round.View.PARTNERS,
    }
    form = RoundForm(request.POST or None, zone=zone, initial=initial)
    if request.method == "POST" and form.is_valid():
        round_ = create_round(partnership=partnership, by=request.user, **form.values())
        return redirect("surveys:round-launch", partnership.slug, round_.pk)
    context = {"partnership": partnership, "form": form, "proposal": proposal, "zone": zone_words(zone)}
    return render(request, "surveys/round_form.html", context)


@with_round(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, round_: Round) -> HttpResponse:
    """Changes a draft."""
    opens, closes = round_.opens_at.astimezone(round_.zone), round_.closes_at.astimezone(round_.zone)
    initial = {
        **{name: getattr(round_, name) for name in ("title", "mode", "minimum_group", "view")},
        "instrument": round_.instrument_id,
        "opens_on": opens.date(),
        "opens_at": opens.time(),
        "closes_on": closes.date(),
        "closes_at": closes.time(),
    }
    form = RoundForm(request.POST or None, zone=round_.zone, initial=initial)
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
        return _step(
            request, round_, lambda: launch_round(round_=round_, by=request.user), "Launched. Everybody has been asked."
        )
    if round_.state != Round.State.DRAFT:
        return redirect(round_)
    invited = invited_by_partner(round_.partnership)
    context = {
        **_round_context(round_),
        "invited": sorted(invited.values()),
        "people": sum(count for _, count in invited.values()),
        "previews": previews_of(round_, invited),
        "proposal": propose({key: count for key, (_, count) in invited.items()}),
    }
    return render(request, "surveys/round_launch.html", context)


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
    return render(request, "surveys/round_extend.html", {**_round_context(round_), "form": form})


@with_round(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def close(request: MemberRequest, round_: Round) -> HttpResponse:
    """Asks once, then closes for good."""
    if request.method == "POST":
        return _step(
            request, round_, lambda: close_round(round_=round_, by=request.user), "Closed. The results are ready."
        )
    if round_.state != Round.State.OPEN:
        return redirect(round_)
    board = response_board(round_, request.standing)
    return render(request, "surveys/round_close.html", {**_round_context(round_), "board": board})


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
    return render(request, "surveys/round_delete.html", _round_context(round_))


def _step(request: MemberRequest, round_: Round, step: Any, done: str) -> HttpResponse:
    """Takes one step of a round's life, and says how it went."""
    try:
        step()
        messages.success(request, done)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(round_)
