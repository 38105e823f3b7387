"""Where a person is signed in: noted by the hour and in words, ended one by one or all at once."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.db import IntegrityError
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from accounts.browsers import browser_words
from accounts.models import SignIn, User
from accounts.tokens import revoke_all_tokens

MARK = "sign_in_noted"


@receiver(user_logged_in, dispatch_uid="note-sign-in")
def _on_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    note_sign_in(request, user)


def note_sign_in(request: HttpRequest, user: User) -> None:
    """Keeps that this session was seen in this hour; costs nothing when that is known already."""
    if request.session.session_key is None:
        request.session.save()
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    # With the key, because a changed password gives the session a new one.
    mark = f"{request.session.session_key} {hour:%Y-%m-%dT%H}"
    if request.session.get(MARK) == mark:
        return
    browser = browser_words(request.META.get("HTTP_USER_AGENT", ""))
    seen = {"person": user, "browser": browser, "seen_at": hour}
    try:
        SignIn.objects.update_or_create(
            session_id=request.session.session_key, defaults=seen, create_defaults={**seen, "started_at": hour}
        )
    except IntegrityError:
        return  # signed out elsewhere at this very moment: Django tells the person
    request.session[MARK] = mark


def sign_ins_of(person: User) -> list[SignIn]:
    """Those that still work, the one seen last first."""
    return list(person.sign_ins.filter(session__expire_date__gt=timezone.now()).order_by("-seen_at", "-pk"))


def end_sign_in(*, person: User, pk: int) -> bool:
    """Signs the person out there, at that browser's next request; False where there is no such sign-in of theirs."""
    ended, _ = Session.objects.filter(sign_in__pk=pk, sign_in__person=person).delete()
    return ended > 0


def end_other_sign_ins(*, person: User, session_key: str | None) -> int:
    """Signs the person out everywhere but in the session with this key; None ends all. Returns how many ended.

    API tokens are revoked, too: somebody else may have made them, or hold them.
    """
    revoke_all_tokens(person=person, by=None)
    others = Session.objects.filter(sign_in__person=person).exclude(session_key=session_key or "")
    count = others.count()
    others.delete()
    return count
