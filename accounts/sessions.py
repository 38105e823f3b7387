"""Sessions in the database, as Django's, read by a query that is written once: every request asks for one."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from common.prepared import Prepared

GOING = Prepared(Session.objects.all(), "session_key", "expire_date__gt")


class SessionStore(db.SessionStore):
    """Django's, with the same table."""

    def load(self) -> dict[str, Any]:
        """What the session holds; a new and empty one where there is none, or its time is over."""
        session = GOING.first(session_key=self.session_key, expire_date__gt=timezone.now())
        return self.decode(session.session_data) if session else super().load()
