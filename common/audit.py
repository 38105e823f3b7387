"""The one way to write the audit trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from common.models import AuditEntry


def record_audit(
    action: str,
    *,
    by: AbstractBaseUser | AnonymousUser | None,
    partnership_id: int | None = None,
    partner_id: int | None = None,
    target: str = "",
    at: datetime | None = None,
    **details: Any,
) -> AuditEntry:
    """Writes one entry: `action` as "noun.verb", `target` in words a reader understands.

    `by` None means the system itself or a command; `at` None now, another moment only for what is told of the past.
    Never put an answer into the details.
    """
    return AuditEntry.objects.create(
        action=action,
        actor=by if isinstance(by, AbstractBaseUser) else None,  # type: ignore[misc]  # the user model, which common cannot name
        partnership_id=partnership_id,
        partner_id=partner_id,
        target=target[:200],
        details=details,
        **({"at": at} if at else {}),
    )
