"""A limit on wrong tries from one address: ten a minute, counted in the cache."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

TRIES, SECONDS = 10, 60


def _key(what: str, request: HttpRequest) -> str:
    return f"tries/{what}/{request.META.get('REMOTE_ADDR', '')}"


def is_limited(what: str, request: HttpRequest, tries: int = TRIES) -> bool:
    """Whether this address has used up its tries for now: so many a minute."""
    return int(cache.get(_key(what, request), 0)) >= tries


def note_failure(what: str, request: HttpRequest) -> None:
    """Counts one try."""
    key = _key(what, request)
    if not cache.add(key, 1, SECONDS):
        try:
            cache.incr(key)
        except ValueError:  # it expired between the two calls
            cache.set(key, 1, SECONDS)
