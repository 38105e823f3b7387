"""Limits counted in the cache: wrong tries from one address, ten a minute; and uses of one thing, so many a minute."""

from __future__ import annotations

import math
import time

from django.core.cache import cache
from django.http import HttpRequest

TRIES, SECONDS = 10, 60


def _key(what: str, request: HttpRequest) -> str:
    # Not “tries/”: releases before kept plain numbers there, which an upgrade finds in the cache.
    return f"wrong/{what}/{request.META.get('REMOTE_ADDR', '')}"


def is_limited(what: str, request: HttpRequest, tries: int = TRIES) -> bool:
    """Whether this address has used up its tries for now: so many a minute."""
    count, until = _counted(_key(what, request))
    return count >= tries and until > time.time()


def note_failure(what: str, request: HttpRequest) -> None:
    """Counts one try; the minute runs from the first."""
    key = _key(what, request)
    _count(key, *_counted(key))


def seconds_to_wait(what: str, who: str, most: int) -> int:
    """Counts one use and returns 0; where `most` a minute are used up, how many seconds to wait, at least 1."""
    key, now = f"uses/{what}/{who}", time.time()
    count, until = _counted(key)
    if count >= most and until > now:
        return math.ceil(until - now)
    _count(key, count, until)
    return 0


def _counted(key: str) -> tuple[int, float]:
    """How many, and when their minute ends, in seconds since 1970."""
    found: tuple[int, float] = cache.get(key, (0, 0.0))
    return found


def _count(key: str, count: int, until: float) -> None:
    """One more, with the end that the first one set: the cache's `incr` would begin the time anew at each."""
    now = time.time()
    if until <= now:
        count, until = 0, now + SECONDS
    cache.set(key, (count + 1, until), math.ceil(until - now))
