"""Pages for what goes wrong outside a view."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client


@pytest.fixture
def failing(monkeypatch):
    """A browser for which every page fails with the error that it is given."""
    client = Client(raise_request_exception=False)

    def ask(error: Exception):
        monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", lambda _: raised(error))
        client.cookies["sessionid"] = "a" * 32
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
