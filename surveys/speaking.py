"""In which language somebody fills in: chosen on the page, kept in a cookie of this browser, spoken by the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation

from partnerships.access import MemberRequest
from surveys.languages import own_name
from surveys.models import Instrument, Participant
from surveys.translations import Worded

COOKIE = "language"
A_YEAR = 365 * 24 * 60 * 60


class SpokenRequest(MemberRequest):
    """A request for a page of filling in, with the instrument in the reader's words."""

    worded: Worded


SpokenView = Callable[Concatenate[SpokenRequest, Participant, ...], HttpResponseBase]


def chosen(request: HttpRequest, instrument: Instrument) -> Worded:
    """The instrument in the language that was chosen in this browser; in its first one where it has no such words."""
    definition = instrument.content
    wanted = request.COOKIES.get(COOKIE, "")
    return instrument.worded(wanted if wanted in definition.languages else definition.language)


def switched(request: HttpRequest, instrument: Instrument) -> HttpResponse | None:
    """Keeps the language that the address asks for, and leads to the page itself; None where it asks for none."""
    wanted = request.GET.get("language", "")
    if request.method != "GET" or wanted not in instrument.content.languages:
        return None
    response = redirect(request.path)
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, wanted, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


@contextmanager
def spoken(worded: Worded) -> Iterator[None]:
    """Pages drawn meanwhile speak the language; English ones as ever, at no cost."""
    if worded.is_english:
        yield
        return
    with translation.override(worded.interface):
        yield


def in_own_language(view: SpokenView) -> Callable[..., HttpResponseBase]:
    """For pages of filling in: `view(request, participant, ...)` is drawn in the language that was chosen."""

    @wraps(view)
    def wrapper(request: MemberRequest, participant: Participant, **kwargs: Any) -> HttpResponseBase:
        instrument = participant.round.instrument
        response = switched(request, instrument)
        if response is not None:
            return response
        inside = cast("SpokenRequest", request)
        inside.worded = chosen(request, instrument)
        with spoken(inside.worded):
            return view(inside, participant, **kwargs)

    return wrapper


def switch(instrument: Instrument, worded: Worded) -> list[tuple[str, str]]:
    """The other languages it can be filled in in: code, and what its speakers call it."""
    return [(code, own_name(code)) for code in instrument.content.languages if code != worded.language]
