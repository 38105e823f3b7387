"""A visit by a personal link: one browser, one participant, the pages of filling in, and nothing else.

Why it is not a sign-in: docs/decisions/0056-visits-by-link.md.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.utils import timezone

from surveys.models import Participant, PersonalLink
from surveys.services.links import visited_link

OPENED, VISIT = "personal-link", "visit"
"""What a session holds: the digest of the link that was opened last, and of the one that the visit began by."""

ROUND_PAGES = {
    "surveys:round",
    "surveys:tasks",
    "surveys:section",
    "surveys:save",
    "surveys:check",
    "surveys:send",
    "surveys:receipt",
    "surveys:answers-copy",
    "surveys:withdraw",
    "surveys:official",
    "surveys:official-section",
    "surveys:official-save",
    "surveys:official-check",
    "surveys:own-view",
    "reports:round-deadline",
    "reports:round-results",
    "reports:round-statements",
    "reports:round-statement",
    "reports:round-column",
}
"""Pages of the participant's own round that a visit reaches; the loaders admit it there as they admit a member.

Comparing an organisation's answers and sending its official one are not among them: neither can be undone by the person
whose mail was forwarded, so they take a sign-in.
"""

OTHER_PAGES = {"help"}


class VisitMiddleware:
    """Lets a visit stand in for a sign-in on its own pages, when nobody is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nobody has come by a link until the page is known."""
        request.by_link = None  # type: ignore[attr-defined]  # Django's request takes what middleware gives it
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Sets `request.user` and `request.by_link` (the participant) for this page alone."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name not in ROUND_PAGES | OTHER_PAGES or request.user.is_authenticated:
            return
        participant = visitor(request)
        if participant is not None and (name in OTHER_PAGES or _is_of(participant, **kwargs)):
            request.user = participant.person
            request.by_link = participant  # type: ignore[attr-defined]


def _is_of(participant: Participant, slug: str, pk: int, **_: Any) -> bool:
    return pk == participant.round_id and slug == participant.round.partnership.slug


def visitor(request: HttpRequest) -> Participant | None:
    """For whom this browser is on a visit; None without one, or when its link was revoked."""
    link = visited_link(request.session[VISIT]) if VISIT in request.session else None
    return link.participant if link else None


def remember_link(request: HttpRequest, link: PersonalLink) -> None:
    """Keeps the link for the page that follows, which has an address without the token."""
    request.session[OPENED] = link.token_sha256
    _tell_no_time(request)


def begin_visit(request: HttpRequest, link: PersonalLink) -> None:
    """From now on this browser is on a visit for the link's participant alone; the session's key is a new one."""
    request.session.cycle_key()
    rotate_token(request)
    request.session[VISIT] = link.token_sha256
    _tell_no_time(request)


def _tell_no_time(request: HttpRequest) -> None:
    """A session ends at a midnight: its end would otherwise tell to the second when somebody came."""
    if not request.user.is_authenticated:
        last_day = timezone.now().date() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
        request.session.set_expiry(datetime.combine(last_day, time(), UTC))
