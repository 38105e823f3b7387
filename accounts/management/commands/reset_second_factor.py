"""`manage.py reset_second_factor EMAIL`: for the day when the only administrator has lost the phone."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.second_factor import reset_second_factor


class Command(BaseCommand):
    """Takes away a person's second factor."""

    help = "Take away a person's authenticator app, passkeys and recovery codes; they are told by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        """The address."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Resets it, or says that nobody has this address."""
        person = User.objects.filter(email=options["email"].strip().lower()).first()
        if person is None:
            raise CommandError(f"Nobody has the address {options['email']}. Nothing was changed.")
        reset_second_factor(person=person, by=None)
        self.stdout.write(f"The second factor of {person.email} was reset.")
