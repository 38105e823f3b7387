"""The demonstration fills itself, always alike, and spares other data."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from partnerships.models import Partnership
from record.models import Entry, Signature
from surveys.models import Response
from tests.factories import PartnerFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def answers():
    return sorted(str(sorted(row.items(), key=str)) for row in Response.objects.values_list("answers", flat=True))


def test_it_is_the_same_each_time(capsys):
    call_command("demo_data")
    first = answers(), Entry.objects.count(), Signature.objects.count()
    call_command("demo_data")
    assert (answers(), Entry.objects.count(), Signature.objects.count()) == first
    assert len(first[0]) > 300


def test_it_spares_a_database_with_other_data(capsys):
    PartnerFactory()
    UserFactory()
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("demo_data")
    assert Partnership.objects.count() == 1


def test_it_spares_a_demonstration_with_other_people_in_it(capsys):
    call_command("demo_data")
    UserFactory(email="real@council.example")
    with pytest.raises(CommandError, match="Other people"):
        call_command("demo_data")
    assert User.objects.filter(email="real@council.example").exists()


def test_starting_leaves_what_is_there_alone(capsys):
    UserFactory()
    call_command("demo_data", "--if-empty")
    assert User.objects.count() == 1
