"""Who asks: the person whose token came with the request. Cookies of a browser count for nothing here."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from accounts.models import ApiToken
from accounts.second_factor import lacks_second_factor
from accounts.tokens import note_use, token_for
from api.problems import WHERE_TOKENS_ARE, ProblemError, no_token, too_many
from common.ratelimit import SECONDS, is_limited, note_failure, seconds_to_wait

REQUESTS_A_MINUTE = 120
"""With one token."""


class TokenRequest(HttpRequest):
    """A request that came with a token."""

    auth: ApiToken


class Token(HttpBearer):
    """Admits a token that has the scope."""

    def __init__(self, scope: ApiToken.Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """The token; ProblemError for one that does not work, lacks the scope, or has used up its minute."""
        found = token_for(token)
        if found is None:
            if is_limited("api", request):
                raise too_many(SECONDS)
            note_failure("api", request)
            raise no_token()
        wait = seconds_to_wait("api", str(found.pk), REQUESTS_A_MINUTE)
        if wait:
            raise too_many(wait)
        if self.scope not in found.scopes:
            raise ProblemError(
                403, f"This token is not for “{self.scope.label.lower()}”. Make one that is, {WHERE_TOKENS_ARE}."
            )
        if settings.SECOND_FACTOR_REQUIRED and lacks_second_factor(found.person):
            raise ProblemError(403, "Your role needs a second factor. Sign in on the site and set one up; then go on.")
        note_use(found)
        return found
