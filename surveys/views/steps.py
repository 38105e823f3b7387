"""One step of a round's life taken from a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def take_step(request: HttpRequest, step: Callable[[], object], done: str, *onward: Any) -> HttpResponse:
    """Takes the step and says that it is `done`, or why it is not; leads on as `redirect` does."""
    try:
        step()
        messages.success(request, done)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(*onward)
