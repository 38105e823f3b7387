"""Sessions are read as Django reads them, by one query."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored() -> str:
    session = SessionStore()
    session["colour"] = "blue"
    session.save()
    return session.session_key


def test_a_session_is_read_by_one_query(stored, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert SessionStore(stored)["colour"] == "blue"


def test_one_whose_time_is_over_is_empty_and_gets_another_key(stored):
    Session.objects.update(expire_date=timezone.now())
    session = SessionStore(stored)
    assert session.get("colour") is None
    assert session.session_key is None


def test_a_key_that_nobody_was_given_is_not_taken_over():
    session = SessionStore("a" * 32)
    session["colour"] = "red"
    session.save()
    assert session.session_key != "a" * 32
