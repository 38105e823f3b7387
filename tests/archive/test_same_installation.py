"""Brought in where it came from: what is here already is found, not made again."""

from __future__ import annotations

import pytest

from accounts.models import User
from common.models import AuditEntry
from partnerships.models import Partnership
from tests.archive.made import brought, everything, taken

pytestmark = pytest.mark.django_db


def test_who_has_an_account_here_is_found_by_address_and_keeps_the_role():
    partnership = everything()
    data = taken(partnership)
    found = brought(data, slug="again")
    assert (found.people_made, found.organisations_made, found.instruments_made) == (0, [], [])
    held = set(partnership.memberships.values_list("person", "role", "ended_at"))
    assert set(found.partnership.memberships.values_list("person", "role", "ended_at")) == held


def test_a_dry_run_stores_nothing():
    data = taken(everything())
    before = (Partnership.objects.count(), User.objects.count(), AuditEntry.objects.count())
    found = brought(data, slug="again", dry_run=True)
    assert dict(found.counts)["Results of closed rounds"] == 3
    assert (Partnership.objects.count(), User.objects.count(), AuditEntry.objects.count()) == before
