"""What every step of a round's life does: it holds the round while it lasts, and is noted in the audit trail."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from common.audit import record_audit
from surveys.models import Round


def lock_round(round_: Round) -> Round:
    """The round as it is now, held until the transaction ends, so that two clicks cannot both win."""
    return Round.objects.select_for_update(of=("self",)).select_related("partnership", "instrument").get(pk=round_.pk)


def hold_round(round_: Round) -> None:
    """Held by whoever sends, before anything else: closing waits and counts it, or is waited for and refuses it.

    As little as does that: rows that point to the round can still be written.
    """
    Round.objects.select_for_update(no_key=True).values_list("pk").get(pk=round_.pk)


def record_round(action: str, round_: Round, by: User | None, **details: Any) -> None:
    """Notes a step of a round's life in the audit trail."""
    record_audit(action, by=by, partnership_id=round_.partnership_id, target=round_.title, **details)
