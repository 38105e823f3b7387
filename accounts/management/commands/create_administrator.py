"""`manage.py create_administrator EMAIL`: the first administrator of a new installation."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.services import create_administrator


class Command(BaseCommand):
    """Makes an administrator."""

    help = "Make an administrator. Without a password they sign in by a code sent by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        """The address."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Asks for a password where there is a terminal, and makes the person."""
        password = getpass.getpass("Password (empty: sign in by code): ") if sys.stdin.isatty() else ""
        try:
            if password:
                validate_password(password)
            person = create_administrator(email=options["email"], password=password or None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{person.email} is an administrator.")
