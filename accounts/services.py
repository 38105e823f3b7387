"""Writes to people."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from accounts.models import User
from common.audit import record_audit


@transaction.atomic
def create_administrator(*, email: str, password: str | None) -> User:
    """The first administrator, or another; ValidationError for a bad or taken address."""
    validate_email(email)
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError(f"{email} has an account already. An administrator can make it one on the People page.")
    person = User.objects.create_user(email, password, is_administrator=True)
    record_audit("person.made-administrator", by=None, target=person.email)
    return person


@transaction.atomic
def rename_person(*, person: User, name: str, by: User) -> None:
    """Changes what others see."""
    person.name = name
    person.save(update_fields=["name"])
    record_audit("person.renamed", by=by, target=person.email)


@transaction.atomic
def set_administrator(*, person: User, is_administrator: bool, by: User) -> None:
    """Makes somebody an administrator, or no longer; ValidationError for the last one."""
    if not is_administrator:
        _keep_one_administrator(person)
    person.is_administrator = is_administrator
    person.save(update_fields=["is_administrator"])
    record_audit(
        "person.made-administrator" if is_administrator else "person.unmade-administrator", by=by, target=person.email
    )


@transaction.atomic
def set_active(*, person: User, is_active: bool, by: User) -> None:
    """Lets somebody sign in, or no longer, from the next request on; ValidationError for the last administrator."""
    if not is_active:
        _keep_one_administrator(person)
    person.is_active = is_active
    person.save(update_fields=["is_active"])
    record_audit("person.reactivated" if is_active else "person.deactivated", by=by, target=person.email)


def _keep_one_administrator(person: User) -> None:
    others = User.objects.filter(is_administrator=True, is_active=True).exclude(pk=person.pk)
    if person.is_administrator and not others.exists():
        raise ValidationError("This is the only administrator. Make somebody else one first.")
