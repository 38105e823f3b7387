"""Properties are not timed: a busy machine makes no rule wrong. One demonstration serves those who only read it."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """The demonstration, filled once for the tests of a module that only read it, and taken back after them."""
    from surveys.demonstration.fill import fill_demonstration

    with django_db_blocker.unblock(), transaction.atomic():
        fill_demonstration()
        yield
        transaction.set_rollback(True)
