"""A partnership that was taken out of one installation shows the same in another one, which is empty."""

from __future__ import annotations

import json

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from common.models import AuditEntry
from partnerships.models import Membership, Organisation, Partnership
from record.models import Signature
from surveys.models import Instrument, Participant, Quotation, Response, Round
from surveys.services.portfolio import differences
from tests.archive.made import brought, everything, members, pages_of, rows, start_ids_at, taken
from tests.factories import PartnerFactory, UserFactory, draft

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def moved(django_db_setup, django_db_blocker):
    """Taken out of one installation, which is forgotten, and brought into another with other ids."""
    with django_db_blocker.unblock(), transaction.atomic():
        place = transaction.savepoint()
        start_ids_at(610_000)
        before = everything()
        data = taken(before)
        old = pages_of(Client(), before)
        transaction.savepoint_rollback(place)
        assert not Partnership.objects.exists()
        start_ids_at(820_000)
        found = brought(data)
        yield old, data, found
        transaction.set_rollback(True)


def test_every_page_and_file_is_the_same(moved, client):
    old, _, found = moved
    new = pages_of(client, found.partnership)
    assert len(old) > 20
    assert {name for name in old if old[name] != new[name]} == set()
