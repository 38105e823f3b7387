"""Pages for what goes wrong outside a view."""

from __future__ import annotations

import sys

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import bad_request

from partnerships.services.closing import PartnershipClosedError


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Says that this needs another role, or that the partnership is closed (Django's 403)."""
    if isinstance(exception, PartnershipClosedError):
        context = {"sentence": str(exception), "partnership": exception.partnership}
        return render(request, "403_closed.html", context, status=403)
    return render(request, "403.html", status=403)


@login_not_required
def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Says that a form was too old to accept (Django's CSRF failure), and how to go on; to a script with 401."""
    if request.content_type == "application/json":
        return JsonResponse({"problem": "Sign in again."}, status=401)
    return render(request, "403_csrf.html", status=403)


@login_not_required
def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Says that a request could not be used (Django's 400), or that the database is away.

    Django takes every failure to store a session for one whose owner signed out meanwhile.
    """
    if _database_is_away(exception):
        return _away()
    return bad_request(request, exception)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """Says that something went wrong (Django's 500), or with 503 that the database is away, for a moment perhaps.

    Drawn without the request: who is signed in could not be asked of a database that is away.
    """
    if _database_is_away(sys.exc_info()[1]):
        return _away()
    return HttpResponse(render_to_string("500.html"), status=500)


def _away() -> HttpResponse:
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "5"})


def _database_is_away(error: BaseException | None) -> bool:
    """Whether it, or what led to it, is the database's not answering."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        error = error.__cause__ or error.__context__
    return False
