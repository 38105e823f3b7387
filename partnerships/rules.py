"""Who may do what in a partnership: the whole table, as data. Pure; quality.md's §1 in code.

A person's `Standing` in a partnership is worked out once a request (see `partnerships.queries`);
permissions follow from it. Outsiders have no standing at all and get a 404.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    CLOSE_PARTNERSHIP = "partnership.close"
    REOPEN_PARTNERSHIP = "partnership.reopen"
    TAKE_OUT = "partnership.take-out"
    SEE_PEOPLE = "people.see"
    INVITE_OWN_PARTNER = "people.invite-own-partner"
    MANAGE_PEOPLE = "people.manage"
    END_ROLE = "people.end-role"
    SEE_ROUND = "round.see"
    MANAGE_ROUND = "round.manage"
    SEE_RESPONSE_COUNTS = "round.response-counts"
    SEE_RESPONSE_STATES = "round.response-states"
    ANSWER = "round.answer"
    MODERATE_COMMENTS = "round.moderate-comments"
    SEE_RESULTS = "results.see"
    EXPORT_RESULTS = "results.export"
    EXPORT_ANSWERS = "answers.export"
    SEE_AUDIT = "audit.see"
    SEE_RECORD = "record.see"
    EXPORT_RECORD = "record.export"
    EDIT_RECORD = "record.edit"
    SIGN_RECORD = "record.sign"


READER = {
    Permission.SEE_PARTNERSHIP,
    Permission.SEE_RECORD,
    Permission.EXPORT_RECORD,
    Permission.SEE_ROUND,
    Permission.SEE_RESULTS,
    Permission.EXPORT_RESULTS,
    Permission.SEE_AUDIT,
}
GRANTS: dict[Role, set[Permission]] = {
    Role.MEMBER: READER | {Permission.ANSWER},
    Role.LEAD: READER
    | {
        Permission.ANSWER,
        Permission.SEE_PEOPLE,
        Permission.INVITE_OWN_PARTNER,
        Permission.END_ROLE,
        Permission.SEE_RESPONSE_COUNTS,
        Permission.EDIT_RECORD,
        Permission.SIGN_RECORD,
    },
    Role.FACILITATOR: READER
    | {
        Permission.EDIT_PARTNERSHIP,
        Permission.CLOSE_PARTNERSHIP,
        Permission.SEE_PEOPLE,
        Permission.INVITE_OWN_PARTNER,
        Permission.MANAGE_PEOPLE,
        Permission.END_ROLE,
        Permission.MANAGE_ROUND,
        Permission.SEE_RESPONSE_COUNTS,
        Permission.SEE_RESPONSE_STATES,
        Permission.MODERATE_COMMENTS,
        Permission.EXPORT_ANSWERS,
        Permission.EDIT_RECORD,
    },
}
ADMINISTRATOR = READER | {
    Permission.EDIT_PARTNERSHIP,
    Permission.CLOSE_PARTNERSHIP,
    Permission.REOPEN_PARTNERSHIP,
    Permission.TAKE_OUT,
    Permission.SEE_PEOPLE,
    Permission.INVITE_OWN_PARTNER,
    Permission.MANAGE_PEOPLE,
    Permission.END_ROLE,
    Permission.MANAGE_ROUND,
    Permission.SEE_RESPONSE_COUNTS,
    Permission.EXPORT_ANSWERS,
}
CHANGES = {
    Permission.EDIT_PARTNERSHIP,
    Permission.CLOSE_PARTNERSHIP,
    Permission.INVITE_OWN_PARTNER,
    Permission.MANAGE_PEOPLE,
    Permission.MANAGE_ROUND,
    Permission.MODERATE_COMMENTS,
    Permission.EDIT_RECORD,
    Permission.SIGN_RECORD,
}
"""What nobody may do in a closed partnership. Reading, own receipts and ending roles go on."""


@dataclass(frozen=True)
class Standing:
    """What a person is in one partnership: roles held now, and the partner they sit with (None: with none).

    `is_closed`: the partnership is, so that nothing can be changed in it.
    """

    roles: frozenset[Role] = frozenset()
    partner_id: int | None = None
    is_administrator: bool = False
    is_closed: bool = False

    @property
    def is_outsider(self) -> bool:
        """True when the partnership does not concern this person at all."""
        return not self.roles and not self.is_administrator

    @property
    def as_member(self) -> Standing:
        """What is left of it for somebody who came by a personal link: what a member may, however much they may else.

        Nothing is left where they take part for no partner.
        """
        takes_part = bool(self.roles & {Role.MEMBER, Role.LEAD})
        roles = frozenset({Role.MEMBER}) if takes_part else frozenset()
        return replace(self, roles=roles, is_administrator=False)

    @property
    def granted(self) -> frozenset[Permission]:
        """Everything that the roles together allow, were the partnership not closed."""
        granted = set(ADMINISTRATOR) if self.is_administrator else set()
        return frozenset(granted.union(*(GRANTS[role] for role in self.roles)))

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything that may be done now."""
        return self.granted - CHANGES if self.is_closed else self.granted

    def may(self, permission: Permission) -> bool:
        """Whether the permission is among them."""
        return permission in self.permissions

    def may_manage_people_of(self, partner_id: int | None) -> bool:
        """Facilitators and administrators manage everybody; a lead manages its own partner's people.

        Whose people, not what may be done with them: views ask for that first.
        """
        if Permission.MANAGE_PEOPLE in self.granted:
            return True
        is_own = partner_id is not None and partner_id == self.partner_id
        return is_own and Permission.INVITE_OWN_PARTNER in self.granted
