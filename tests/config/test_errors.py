"""Pages for what goes wrong outside a view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from accounts.models import User


@pytest.fixture
def failing(monkeypatch):
    """A browser for which every page fails with the error that it is given."""
    client = Client(raise_request_exception=False)

    def ask(error: Exception):
        monkeypatch.setattr("accounts.sessions.SessionStore.load", lambda _: raised(error))
        client.cookies["sessionid"] = "a" * 32
        return client.get("/", headers={"host": "localhost"})

    return ask


@pytest.fixture
def storing(db, time_machine):
    """A page of somebody seen for the first time in this hour, at whose storing that happens which is given."""
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create(email="dana@example.org"))
    time_machine.move_to(timezone.now() + timedelta(hours=1))

    def ask(happens: Callable[[], None]):
        def wrapper(execute, sql, params, many, context):
            if sql.startswith('UPDATE "django_session"'):
                happens()
            return execute(sql, params, many, context)

        with connection.execute_wrapper(wrapper):
            return client.get("/", headers={"host": "localhost"})

    return ask


def raised(error: Exception):
    raise error


def test_a_database_that_is_away_is_said_so_with_503_and_when_to_try_again(failing):
    answer = failing(OperationalError("server closed the connection unexpectedly"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Go back and try again in a minute" in answer.text


def test_any_other_fault_is_a_500_that_says_what_is_stored(failing):
    answer = failing(ValueError("a fault"))
    assert answer.status_code == 500
    assert "What was shown as saved is saved" in answer.text


def test_a_session_that_cannot_be_stored_since_the_database_is_away_is_a_503(storing):
    answer = storing(lambda: raised(OperationalError("server closed the connection unexpectedly")))
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_a_session_that_ended_meanwhile_is_a_400_that_says_what_to_do(storing):
    answer = storing(lambda: Session.objects.all().delete())
    assert answer.status_code == 400
    assert "sign in again if you are asked to" in answer.text
