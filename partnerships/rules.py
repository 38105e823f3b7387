"""Who may do what in a partnership: the whole table, as data. Pure; quality.md's §1 in code.

A person's `Standing` in a partnership is worked out once a request (see `partnerships.queries`);
permissions follow from it. Outsiders have no standing at all and get a 404.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in one partnership; the first two belong to a partner organisation."""

    MEMBER = "member"
    LEAD = "lead"
    FACILITATOR = "facilitator"


class Permission(StrEnum):
    """Stable names of what can be permitted; views ask for one of these."""

    SEE_PARTNERSHIP = "partnership.see"
    EDIT_PARTNERSHIP = "partnership.edit"
    SEE_PEOPLE = "people.see"
    INVITE_OWN_PARTNER = "people.invite-own-partner"
    MANAGE_PEOPLE = "people.manage"
    SEE_ROUND = "round.see"
    MANAGE_ROUND = "round.manage"
    SEE_RESPONSE_COUNTS = "round.response-counts"
    SEE_RESPONSE_STATES = "round.response-states"
    ANSWER = "round.answer"
    SEE_RESULTS = "results.see"
    EXPORT_RESULTS = "results.export"
    SEE_AUDIT = "audit.see"


READER = {
    Permission.SEE_PARTNERSHIP,
    Permission.SEE_ROUND,
    Permission.SEE_RESULTS,
    Permission.EXPORT_RESULTS,
}
GRANTS: dict[Role, set[Permission]] = {
    Role.MEMBER: READER | {Permission.ANSWER},
    Role.LEAD: READER
    | {
        Permission.ANSWER,
        Permission.SEE_PEOPLE,
        Permission.INVITE_OWN_PARTNER,
        Permission.SEE_RESPONSE_COUNTS,
    },
    Role.FACILITATOR: READER
    | {
        Permission.EDIT_PARTNERSHIP,
        Permission.SEE_PEOPLE,
        Permission.INVITE_OWN_PARTNER,
        Permission.MANAGE_PEOPLE,
        Permission.MANAGE_ROUND,
        Permission.SEE_RESPONSE_COUNTS,
        Permission.SEE_RESPONSE_STATES,
        Permission.SEE_AUDIT,
    },
}
ADMINISTRATOR = READER | {
    Permission.EDIT_PARTNERSHIP,
    Permission.SEE_PEOPLE,
    Permission.INVITE_OWN_PARTNER,
    Permission.MANAGE_PEOPLE,
    Permission.MANAGE_ROUND,
    Permission.SEE_RESPONSE_COUNTS,
    Permission.SEE_AUDIT,
}


@dataclass(frozen=True)
class Standing:
    """What a person is in one partnership: roles held now, and the partner they sit with (None: with none)."""

    roles: frozenset[Role] = frozenset()
    partner_id: int | None = None
    is_administrator: bool = False

    @property
    def is_outsider(self) -> bool:
        """True when the partnership does not concern this person at all."""
        return not self.roles and not self.is_administrator

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything that the roles together allow."""
        granted = set(ADMINISTRATOR) if self.is_administrator else set()
        return frozenset(granted.union(*(GRANTS[role] for role in self.roles)))

    def may(self, permission: Permission) -> bool:
        """Whether the permission is among them."""
        return permission in self.permissions

    def may_manage_people_of(self, partner_id: int | None) -> bool:
        """Facilitators and administrators manage everybody; a lead manages its own partner's people."""
        if self.may(Permission.MANAGE_PEOPLE):
            return True
        return self.may(Permission.INVITE_OWN_PARTNER) and partner_id is not None and partner_id == self.partner_id
