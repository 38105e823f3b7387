"""People added by a list: looked at first, all of them at once or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from common.audit import record_audit
from common.file_problems import FileError, ProblemList, excerpt
from partnerships.models import Membership, Partner, Partnership
from partnerships.people_file import EMAIL, PARTNER, ListedPerson, read_people, refuse_if_any
from partnerships.rules import Role, Standing
from partnerships.services.closing import hold_open
from partnerships.services.people import leads_changed

BATCH = 500


@dataclass(frozen=True)
class Planned:
    """One row of the list as it would be stored; `account` None where one would be made, `is_here` where nothing is."""

    listed: ListedPerson
    partner: Partner
    account: User | None
    is_here: bool


def plan_people(*, partnership: Partnership, data: bytes, name: str, standing: Standing) -> list[Planned]:
    """What the list would do, row by row; three queries, however long it is.

    FileError with every problem, each by its line: nothing of a list with a problem is ever stored.
    """
    problems = ProblemList()
    try:
        listed = read_people(data, problems)
    except FileError as error:
        raise FileError(name, error.problems, error.more) from error
    partners = _partners(partnership, standing)
    accounts = _accounts(person.email for person in listed)
    held = _held(partnership)
    planned = []
    for person in listed:
        partner = partners.get(person.partner.casefold())
        if partner is None:
            if person.partner:
                problems.add(_unknown(person, partners.values()), person.line, PARTNER)
            continue
        account = accounts.get(person.email)
        has = held.get(account.pk) if account else None
        if has is not None and has.partner_id != partner.pk:
            problems.add(f"{person.email} sits with another partner here; end that role first", person.line, EMAIL)
        planned.append(Planned(person, partner, account, has is not None))
    refuse_if_any(problems, name)
    return planned


def _partners(partnership: Partnership, standing: Standing) -> dict[str, Partner]:
    """Those whose people the reader looks after, by name."""
    found = Partner.objects.filter(partnership=partnership, left_on=None).select_related("organisation")
    return {partner.name.casefold(): partner for partner in found if standing.may_manage_people_of(partner.pk)}


def _unknown(person: ListedPerson, partners: Iterable[Partner]) -> str:
    names = ", ".join(sorted(partner.name for partner in partners)) or "none yet: add a partner first"
    return f"{excerpt(person.partner)} is no partner whose people you look after here; these are: {names[:300]}"


def _accounts(emails: Iterable[str]) -> dict[str, User]:
    """Accounts by address; one that was merged away stands for the one that took it over."""
    found: dict[str, User] = {}
    wanted = list(emails)
    for start in range(0, len(wanted), BATCH):
        batch = User.objects.filter(email__in=wanted[start : start + BATCH]).select_related("merged_into")
        found |= {account.email: account.merged_into or account for account in batch}
    return found


def _held(partnership: Partnership) -> dict[int, Membership]:
    held = Membership.objects.filter(partnership=partnership, ended_at=None).exclude(role=Role.FACILITATOR)
    return {membership.person_id: membership for membership in held}


@transaction.atomic
def add_people(*, partnership: Partnership, data: bytes, name: str, standing: Standing, by: User) -> int:
    """Makes the people of the list members or leads; returns how many were not here before.

    Who has no account gets one without a password, to sign in by code. The names and roles of those who are here, and
    invitations, stay as they are. FileError as in `plan_people`; ValidationError when somebody else was quicker.
    """
    hold_open(partnership.pk)
    planned = plan_people(partnership=partnership, data=data, name=name, standing=standing)
    new = [item for item in planned if not item.is_here]
    try:
        with transaction.atomic():
            _store(partnership, new)
    except IntegrityError as error:
        raise ValidationError("Somebody else added some of these people meanwhile. Look at the list again.") from error
    for partner in {item.partner.pk: item.partner for item in new}.values():
        _note(partner, [item for item in new if item.partner.pk == partner.pk], by)
    return len(new)


def _store(partnership: Partnership, new: list[Planned]) -> None:
    made = [_account(item.listed) for item in new if item.account is None]
    stored = {person.email: person for person in User.objects.bulk_create(made)}
    Membership.objects.bulk_create(
        Membership(
            partnership=partnership,
            person=item.account or stored[item.listed.email],
            role=item.listed.role,
            partner=item.partner,
        )
        for item in new
    )


def _account(listed: ListedPerson) -> User:
    person = User(email=listed.email, name=listed.name)
    person.set_unusable_password()
    return person


def _note(partner: Partner, new: list[Planned], by: User) -> None:
    """One entry for each partner; a lead who is new is asked for what its partner has still to sign."""
    record_audit(
        "people.added",
        by=by,
        partnership_id=partner.partnership_id,
        partner_id=partner.pk,
        target=partner.name,
        people=len(new),
    )
    if any(item.listed.role == Role.LEAD for item in new):
        leads_changed.happened(partner)
