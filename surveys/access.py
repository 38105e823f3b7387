"""Loaders that hand a view a round, or the reader's own answers to it, or answer 404 or 403."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from partnerships.access import MemberRequest, admit
from partnerships.rules import Permission
from surveys.models import Participant, Round

RoundView = Callable[Concatenate[MemberRequest, Round, ...], HttpResponseBase]
AnsweringView = Callable[Concatenate[MemberRequest, Participant, ...], HttpResponseBase]


def load_round(request: HttpRequest, slug: str, pk: int, permission: Permission) -> Round:
    """The round of the partnership; Http404 as well for a draft whose reader does not manage rounds."""
    rounds = Round.objects.select_related("partnership", "instrument").defer("instrument__definition")
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


def _participant(request: HttpRequest, slug: str, pk: int) -> Participant | None:
    """The reader's part in the round, with everything that its pages show, in one query."""
    people = Participant.objects.filter(round_id=pk, round__partnership__slug=slug, person_id=request.user.pk)
    joined = people.select_related(
        "response", "partner__organisation", "round__partnership", "round__instrument"
    ).defer("round__instrument__definition")
    participant = joined.first()
    if participant is not None and hasattr(participant, "response"):
        participant.response.round = participant.round
    return participant


def as_participant(view: AnsweringView) -> Callable[..., HttpResponseBase]:
    """Turns `view(request, participant, ...)` into one for those who were asked; 403 for others inside."""

    @wraps(view)
    def wrapper(request: HttpRequest, slug: str, pk: int, **kwargs: Any) -> HttpResponseBase:
        participant = _participant(request, slug, pk)
        if participant is None:
            load_round(request, slug, pk, Permission.ANSWER)
            raise PermissionDenied
        admit(request, participant.round.partnership, Permission.ANSWER)
        return view(cast("MemberRequest", request), participant, **kwargs)

    return wrapper
