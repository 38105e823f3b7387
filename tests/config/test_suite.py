"""The suite's own arrangements: what runs on the second database, and what is said at the end."""

from __future__ import annotations

import pytest

from tests.conftest import needs_database


def test_a_test_without_database_is_pure(request):
    assert not needs_database(request.node)


@pytest.mark.django_db
def test_the_mark_asks_for_a_database(request):
    assert needs_database(request.node)


def test_a_fixture_asks_for_a_database(request, transactional_db):
    assert needs_database(request.node)
