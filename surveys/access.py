"""Loaders that hand a view a round, or the reader's own answers to it, or answer 404 or 403.

What somebody answered stays theirs when their part in the partnership has ended, except in anonymous rounds.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, Concatenate, NoReturn, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from common.prepared import Prepared
from partnerships.access import MemberRequest, admit, standing_in
from partnerships.models import Partner
from partnerships.rules import Permission, Role
from surveys.layers import OfficialLayer
from surveys.models import Participant, Round
from surveys.services.responses import (
    PartnerLeftError,
    RoleEndedError,
    RoundIsOverError,
    is_compared,
    why_no_answers,
)
from surveys.speaking import SpokenRequest

RoundView = Callable[Concatenate[MemberRequest, Round, ...], HttpResponseBase]
OfficialView = Callable[Concatenate[SpokenRequest, OfficialLayer, ...], HttpResponseBase]
AnsweringView = Callable[Concatenate[MemberRequest, Participant, ...], HttpResponseBase]


def load_round(request: HttpRequest, slug: str, pk: int, permission: Permission) -> Round:
    """The round of the partnership; Http404 as well for a draft whose reader does not manage rounds."""
    rounds = Round.objects.select_related("partnership", "instrument", "follow_up").defer("instrument__definition")
    round_ = get_object_or_404(rounds, partnership__slug=slug, pk=pk)
    admit(request, round_.partnership, permission)
    may_see_drafts = cast("MemberRequest", request).standing.may(Permission.MANAGE_ROUND)
    if round_.state == Round.State.DRAFT and not may_see_drafts:
        raise Http404
    return round_


def with_round(permission: Permission) -> Callable[[RoundView], Callable[..., HttpResponseBase]]:
    """Turns `view(request, round_, ...)` into one that takes slug and pk and asks for the permission."""

    def decorate(view: RoundView) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def wrapper(request: HttpRequest, slug: str, pk: int, **kwargs: Any) -> HttpResponseBase:
            round_ = load_round(request, slug, pk, permission)
            return view(cast("MemberRequest", request), round_, **kwargs)

        return wrapper

    return decorate


def official_layer(request: MemberRequest, round_: Round) -> OfficialLayer | None:
    """The official answer of the reader's own organisation, for those of it who were asked and for its leads.

    None for everybody else, facilitators and administrators too, and where the round asks for none. The address names
    no organisation: there is no way to ask for another's. By a personal link nobody leads.
    """
    partner_id = request.standing.partner_id
    if not round_.official or partner_id is None or round_.state == Round.State.DRAFT:
        return None
    asked = set(Participant.objects.filter(round=round_, partner_id=partner_id).values_list("person_id", flat=True))
    is_lead = Role.LEAD in request.standing.roles
    if not asked or (request.user.pk not in asked and not is_lead):
        return None
    partner = Partner.objects.select_related("organisation").get(pk=partner_id)
    return OfficialLayer(round_, partner, request.user, is_lead)


def with_official(view: OfficialView) -> Callable[..., HttpResponseBase]:
    """Turns `view(request, layer, ...)` into one for people of an organisation; 404 where no official answer is asked.

    PermissionDenied for everybody else inside.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, slug: str, pk: int, **kwargs: Any) -> HttpResponseBase:
        round_ = load_round(request, slug, pk, Permission.ANSWER)
        if not round_.official:
            raise Http404
        inside = cast("SpokenRequest", request)
        layer = official_layer(inside, round_)
        if layer is None:
            raise PermissionDenied
        instrument = round_.instrument
        # One answer for all of an organisation's people: drafted in the language that all of them have.
        inside.worded = instrument.worded(instrument.content.language)
        return view(inside, layer, **kwargs)

    return wrapper


def _prepared(participants: QuerySet[Participant]) -> Prepared[Participant]:
    return Prepared(participants, "round", "round__partnership__slug", "person")


WITH_PAGES = _prepared(
    Participant.objects.select_related(
        "response", "partner__organisation", "round__partnership", "round__instrument"
    ).defer("round__instrument__definition")
)
"""What pages of filling in show of somebody who was asked; a saved answer begins with it, too."""
TO_SEND = _prepared(Participant.objects.select_related("round__partnership"))
"""What sending needs: no page follows from it, and to plan all those joins takes PostgreSQL as long as the rest."""


def _participant(request: HttpRequest, slug: str, pk: int, asked: Prepared[Participant]) -> Participant | None:
    """The reader's part in the round, in one query."""
    participant = asked.first(round=pk, round__partnership__slug=slug, person=request.user.pk)
    if participant is not None and asked is WITH_PAGES and hasattr(participant, "response"):
        participant.response.round = participant.round
    return participant


def takes_part(request: MemberRequest) -> bool:
    """Whether the person may still answer here; somebody who was asked may have left since."""
    return request.standing.may(Permission.ANSWER)


def keeps_answers(participant: Participant) -> bool:
    """Whether the person's answers stay within their reach after their part has ended."""
    return hasattr(participant, "response") and participant.round.mode != Round.Mode.ANONYMOUS


def part_ended(participant: Participant) -> RoundIsOverError:
    """Why somebody who was asked can answer no more."""
    if not participant.round.takes_answers:
        return why_no_answers(participant.round)
    return PartnerLeftError() if participant.partner.left_on else RoleEndedError()


def is_fixed(participant: Participant) -> bool:
    """Whether nothing can be answered because the organisation has compared its people's answers."""
    return is_compared(participant.round, participant.partner)


def as_asked(view: AnsweringView, asked: Prepared[Participant] = WITH_PAGES) -> Callable[..., HttpResponseBase]:
    """Turns `view(request, participant, ...)` into one for those who were asked; 404 or 403 for others.

    They may have left since: `request.standing` is what they are now, an outsider's perhaps. `asked`: what is read of
    them at once.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, slug: str, pk: int, **kwargs: Any) -> HttpResponseBase:
        participant = _participant(request, slug, pk, asked)
        if participant is None:
            load_round(request, slug, pk, Permission.ANSWER)
            raise PermissionDenied
        inside = cast("MemberRequest", request)
        inside.partnership = participant.round.partnership
        inside.standing = standing_in(inside, inside.partnership)
        return view(inside, participant, **kwargs)

    return wrapper


def as_participant(view: AnsweringView, asked: Prepared[Participant] = WITH_PAGES) -> Callable[..., HttpResponseBase]:
    """As `as_asked`, for those who still take part; others are led to what they had answered, if it stays theirs."""

    @partial(as_asked, asked=asked)
    @wraps(view)
    def wrapper(request: MemberRequest, participant: Participant, **kwargs: Any) -> HttpResponseBase:
        if takes_part(request):
            return view(request, participant, **kwargs)
        if request.method == "POST":
            messages.error(request, f"{part_ended(participant).messages[0]} Nothing of the last page was stored.")
        if not keeps_answers(participant):
            _refuse(request)
        return redirect("surveys:check", request.partnership.slug, participant.round_id)

    return wrapper


def with_own_answers(view: AnsweringView) -> Callable[..., HttpResponseBase]:
    """As `as_asked`, for those who still take part, and for those whose answers stay theirs."""

    @as_asked
    @wraps(view)
    def wrapper(request: MemberRequest, participant: Participant, **kwargs: Any) -> HttpResponseBase:
        if takes_part(request) or keeps_answers(participant):
            return view(request, participant, **kwargs)
        _refuse(request)

    return wrapper


def _refuse(request: MemberRequest) -> NoReturn:
    """As for anybody else: Http404 outside, PermissionDenied inside."""
    admit(request, request.partnership, Permission.ANSWER)
    raise Http404
