"""How every address of the API is served: no sign-in, no cookie, one shape for problems, an ETag, HEAD like GET."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from api.problems import ProblemError, problem_response

View = Callable[..., HttpResponse]


def served(view: View) -> View:
    """The view as the API serves it. It is public to the sign-in's middleware: a token decides, and nothing else."""

    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = request.method
        request.method = "GET" if asked == "HEAD" else asked
        response = view(request, **kwargs)
        request.method = asked
        if response.status_code == 405:
            sentence = "The API only reads: ask with GET or HEAD."
            response = problem_response(ProblemError(405, sentence, {"Allow": "GET, HEAD"}))
        return _finished(request, response)

    return login_not_required(csrf_exempt(wrapper))


def _finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """May be kept by whoever asked, and by them only; asked for again it costs no body unless it has changed."""
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Authorization"])
    if response.status_code == 200:
        if not response.has_header("ETag"):
            response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
        kept = get_conditional_response(request, etag=response["ETag"], response=response)
        response = cast("HttpResponse", kept)
    if request.method == "HEAD":
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
