"""Pages that nobody but their reader may keep, and that tell the next site nothing of their address."""

from __future__ import annotations

from django.http import HttpResponse


def private(response: HttpResponse, referrer: str = "no-referrer") -> HttpResponse:
    """The response, kept in no cache, with the policy for what browsers tell about its address."""
    response["Referrer-Policy"] = referrer
    response["Cache-Control"] = "no-store"
    return response
