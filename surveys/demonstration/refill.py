"""Empties a demonstration so that it can be filled again; refuses where anything else is stored."""

from __future__ import annotations

from django.core.management import call_command

from accounts.models import User
from partnerships.models import Organisation, Partnership
from surveys.demonstration.fill import DOMAIN, INSTRUMENTS, fill_demonstration
from surveys.models import Instrument, Round


class OtherDataError(Exception):
    """The database holds something that is not the demonstration's; nothing was changed."""


def is_empty() -> bool:
    """Whether nothing has been stored yet."""
    return not any(model.objects.exists() for model in (User, Organisation, Partnership, Instrument))


def refill_demonstration() -> None:
    """Fills an empty database, or empties a demonstration and fills it anew; OtherDataError for any other."""
    if not is_empty():
        _refuse_other_data()
        call_command("flush", interactive=False, verbosity=0)
    fill_demonstration()


def _refuse_other_data() -> None:
    people = User.objects.all()
    if not people.filter(email=f"facilitator@{DOMAIN}").exists():
        raise OtherDataError("This database holds data, but no demonstration. Nothing was changed.")
    if people.exclude(email__endswith=f"@{DOMAIN}").exists():
        raise OtherDataError("Other people than the demonstration’s have accounts here. Nothing was changed.")
    if Round.objects.filter(imported=True).exists() or Instrument.objects.exclude(key__in=INSTRUMENTS).exists():
        raise OtherDataError("Rounds or instruments were imported here. Nothing was changed.")
