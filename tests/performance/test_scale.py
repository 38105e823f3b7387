"""What `make scale-data` fills in is what closing would have made."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from partnerships.models import Partnership
from tests.performance import scale

pytestmark = pytest.mark.django_db


def test_rows_filled_in_bulk_equal_the_results(monkeypatch):
    monkeypatch.setattr(scale, "STORIES", 2)
    assert scale.fill(partnerships=6, answering=12) == 144
    assert Partnership.objects.count() == 6
    call_command("rebuild_portfolio", "--check", stdout=StringIO())
    assert set(scale.measure(times=1)) == {*scale.PAGES, "thirds"}
