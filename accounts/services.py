"""Writes to people."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from accounts.models import User
from accounts.queries import only_facilitator_of
from accounts.sign_ins import end_other_sign_ins
from common.audit import record_audit
from common.followers import Moment

person_switched_off: Moment[User] = Moment("Somebody can sign in no longer")


@transaction.atomic
def create_administrator(*, email: str, password: str | None) -> User:
    """The first administrator, or another; ValidationError for a bad or taken address."""
    validate_email(email)
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError(f"{email} has an account already. An administrator can make it one on the People page.")
    person = User.objects.create_user(email, password, is_administrator=True)
    record_audit("person.made-administrator", by=None, target=person.email, person=person.pk)
    return person


@transaction.atomic
def rename_person(*, person: User, name: str, by: User) -> None:
    """Changes what others see."""
    person.name = name
    person.save(update_fields=["name"])
    record_audit("person.renamed", by=by, target=person.email, person=person.pk)


@transaction.atomic
def set_administrator(*, person: User, is_administrator: bool, by: User) -> None:
    """Makes somebody an administrator, or no longer; ValidationError for the last one."""
    if person.erased_at is not None:
        raise ValidationError("This person was erased.")
    if not is_administrator:
        _keep_one_administrator(person)
    person.is_administrator = is_administrator
    person.save(update_fields=["is_administrator"])
    record_audit(
        "person.made-administrator" if is_administrator else "person.unmade-administrator",
        by=by,
        target=person.email,
        person=person.pk,
    )


@transaction.atomic
def set_active(*, person: User, is_active: bool, by: User, knowingly: bool = False) -> None:
    """Lets somebody sign in, or no longer: then every sign-in ends. Roles stay, and work again with the account.

    ValidationError for oneself, for the last administrator, for a merged account, and, unless `knowingly`, for the
    only facilitator of a partnership.
    """
    if person.erased_at is not None:
        raise ValidationError("This person was erased: there is no account left to switch.")
    if person.merged_into_id is not None:
        raise ValidationError(f"This account was merged into that of {person.merged_into}. Use that one.")
    if not is_active:
        _refuse_switching_off(person, by, knowingly)
        end_other_sign_ins(person=person, session_key=None)
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    if not is_active:
        person_switched_off.happened(person)
    record_audit(
        "person.reactivated" if is_active else "person.deactivated", by=by, target=person.email, person=person.pk
    )


def _refuse_switching_off(person: User, by: User, knowingly: bool) -> None:
    _keep_one_administrator(person)
    if person.pk == by.pk:
        raise ValidationError("You cannot switch off your own account. Ask another administrator.")
    alone = [str(role.partnership) for role in only_facilitator_of(person)]
    if alone and not knowingly:
        raise ValidationError(
            f"Nobody else facilitates {', '.join(alone)}. Have the role handed over first, or say that you know."
        )


def _keep_one_administrator(person: User) -> None:
    others = User.objects.filter(is_administrator=True, is_active=True).exclude(pk=person.pk)
    if person.is_administrator and not others.exists():
        raise ValidationError("This is the only administrator. Make somebody else one first.")
