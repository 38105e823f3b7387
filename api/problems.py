"""What the API says when it cannot answer: always `{"problem": "a sentence that says what to do"}`."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import JsonResponse

WHERE_TOKENS_ARE = "under your name, at API tokens"


class ProblemError(Exception):
    """Ends a request with a status and a sentence."""

    def __init__(self, status: int, sentence: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.headers = status, sentence, headers or {}


def problem_response(error: ProblemError) -> JsonResponse:
    """The answer to a request that ended with this problem."""
    return JsonResponse({"problem": error.sentence}, status=error.status, headers=error.headers)


def no_token() -> ProblemError:
    """Missing, wrong, expired and revoked look the same."""
    sentence = (
        "Send a token that works, as the header “Authorization: Bearer TOKEN”. This one is missing, mistyped, "
        f"expired or revoked; you make one on the site, {WHERE_TOKENS_ARE}."
    )
    return ProblemError(401, sentence, {"WWW-Authenticate": 'Bearer realm="api"'})


def not_found() -> ProblemError:
    """Alike for what does not exist and for what the person may not see."""
    return ProblemError(404, "There is nothing here that you may read. Take the address from a list of the API.")


def too_many(seconds: int) -> ProblemError:
    """The limit of a minute is used up."""
    words = "1 second" if seconds == 1 else f"{seconds} seconds"
    return ProblemError(429, f"Too many requests. Wait {words}, then go on.", {"Retry-After": str(seconds)})
