"""What a person sees who comes by a personal link: opening it changes nothing, the button does."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from common.private import private
from common.ratelimit import is_limited, note_failure
from common.tokens import digest
from surveys.models import PersonalLink, Response
from surveys.queries import facilitators_of
from surveys.services.links import note_opened, working_link
from surveys.speaking import chosen, spoken, switch, switched
from surveys.views.rounds import round_context
from surveys.visits import OPENED, begin_visit, remember_link, visitor

LinkView = Callable[Concatenate[HttpRequest, PersonalLink, ...], HttpResponse]


@login_not_required
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail: remembers it for this browser and goes on to a page without the token.

    Wrong, expired and revoked links look the same. Why the page that follows has an address of its own: see
    partnerships/views/invitations.py.
    """
    if is_limited("personal-link", request):
        return private(render(request, "partnerships/too_many.html", status=429))
    link = working_link(digest(token))
    if link is None:
        note_failure("personal-link", request)
        return private(_gone(request))
    remember_link(request, link)
    return private(redirect("links:page"))


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "surveys/link_gone.html", status=404)


def with_link(view: LinkView) -> Callable[..., HttpResponse]:
    """Turns `view(request, link)` into one for whoever has opened a link that works; others are told it does not."""

    @login_not_required
    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        link = working_link(request.session.get(OPENED, ""))
        response = view(request, link, **kwargs) if link else _gone(request)
        response["Cache-Control"] = "no-store"
        return response

    return wrapper


def with_own_link(view: LinkView) -> Callable[..., HttpResponse]:
    """As `with_link`; somebody else who is signed in is led to the page that says so."""

    @with_link
    @wraps(view)
    def wrapper(request: HttpRequest, link: PersonalLink, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and request.user != link.participant.person:
            return redirect("links:page")
        return view(request, link, **kwargs)

    return wrapper


@with_link
def page(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Whom the link is for, what the round is for, who sees what and until when; a button begins."""
    instrument = link.participant.round.instrument
    response = switched(request, instrument)
    if response is not None:
        return response
    worded = chosen(request, instrument)
    with spoken(worded):
        words = {"worded": worded, "definition": worded.definition, "languages": switch(instrument, worded)}
        return render(request, "surveys/link.html", {**link_context(request, link), **words})


def link_context(request: HttpRequest, link: PersonalLink) -> dict[str, Any]:
    """What the pages say that a link leads to."""
    participant = link.participant
    response = Response.objects.filter(participant=participant).first()
    visiting = None if request.user.is_authenticated else visitor(request)
    return {
        **round_context(participant.round),
        "participant": participant,
        "is_sent": participant.has_answered,
        "is_begun": response is not None and bool(response.answers),
        "is_other": request.user.is_authenticated and request.user != participant.person,
        "visiting_other": visiting if visiting != participant else None,
        "facilitators": facilitators_of(participant.round.partnership),
    }


@with_own_link
@require_POST
def begin(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """Begins the visit; whoever is signed in goes on as they are, and as nobody else."""
    participant = link.participant
    if not request.user.is_authenticated:
        begin_visit(request, link)
    note_opened(link=link)
    return redirect("surveys:tasks", participant.round.partnership.slug, participant.round_id)


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Ends the visit: nobody who uses this browser later gets to the answers."""
    if not request.user.is_authenticated:
        request.session.flush()
    return render(request, "surveys/link_left.html")
