"""What every step of a round's life does: it holds the round while it lasts, and is noted in the audit trail."""

from __future__ import annotations

from typing import Any

from django.db import connection

from accounts.models import User
from common.audit import record_audit
from surveys.models import Round

AS_IT_IS = "SELECT id, state, opens_at, closes_at, paused_at FROM surveys_round WHERE id = %s"


def lock_round(round_: Round) -> Round:
    """The round as it is now, held until the transaction ends, so that two clicks cannot both win."""
    return Round.objects.select_for_update(of=("self",)).select_related("partnership", "instrument").get(pk=round_.pk)


def hold_round(round_: Round) -> None:
    """Held by whoever sends, before anything else: closing waits and counts it, or is waited for and refuses it.

    From then on `round_` has the state, dates and pause that it has now. Many send at the same moment, so they hold it
    together, as Django cannot ask for; in an anonymous round one after the other, since each mixes the rows.
    """
    lock = ""
    if connection.features.has_select_for_update:
        lock = " FOR NO KEY UPDATE" if round_.mode == Round.Mode.ANONYMOUS else " FOR SHARE"
    now = Round.objects.raw(AS_IT_IS + lock, [round_.pk])[0]
    for name in ("state", "opens_at", "closes_at", "paused_at"):
        setattr(round_, name, getattr(now, name))


def record_round(action: str, round_: Round, by: User | None, **details: Any) -> None:
    """Notes a step of a round's life in the audit trail."""
    record_audit(action, by=by, partnership_id=round_.partnership_id, target=round_.title, **details)
