"""The gate of pages that are for administrators alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse

from accounts.models import User


class UserRequest(HttpRequest):
    """A request by somebody signed in."""

    user: User


def for_administrators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers 404 to everybody else: whoever is no administrator need not know that the page exists."""

    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not cast("User", request.user).is_administrator:
            raise Http404
        return view(request, **kwargs)

    return wrapper
