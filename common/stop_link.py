"""The link in a mail by which whoever got it gets no more of its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from common.private import private
from common.ratelimit import is_limited, note_failure

Found = TypeVar("Found")


def stop_view(
    what: str, find: Callable[[str], Found | None], stop: Callable[[Found], None], *, page: str, gone: str
) -> Callable[[HttpRequest, str], HttpResponse]:
    """The view of such a link: shows a button, which stops it; so does one POST by a mail program (RFC 8058).

    `what` names the limit of wrong tries, `find` says whom a token is for, `stop` leaves it as it is from then on; the
    templates are `page`, with `found`, and `gone`. The token is the proof, not a cookie, so nothing can be forged from
    another site. Wrong and over look the same.
    """

    @login_not_required
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, token: str) -> HttpResponse:
        if is_limited(what, request):
            return private(render(request, "partnerships/too_many.html", status=429))
        found = find(token)
        if found is None:
            note_failure(what, request)
            return private(render(request, gone, status=404))
        if request.method == "POST":
            stop(found)
        return private(render(request, page, {"found": found}))

    return view
