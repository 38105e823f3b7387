"""The API fuzzed from its own description: never a 5xx, and every answer is as described."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from accounts.models import ApiToken
from accounts.tokens import make_token
from api import tokens
from tests.factories import MembershipFactory, closed_round, open_round, put_forward

pytestmark = pytest.mark.django_db
OPERATIONS = ("partnerships", "partnership", "record", "rounds", "round", "results")
EXAMPLES = 25


@pytest.fixture(scope="module")
def _connected():
    """A request of its own would close the connection, and with it take back what the tests have made."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def described(django_db_setup, django_db_blocker, _connected):
    """The description with an application behind it, headers with a token, and names that exist."""
    with django_db_blocker.unblock(), transaction.atomic():
        membership = MembershipFactory()
        place = membership.partnership
        closed = closed_round(place, mode="attributed")
        put_forward(place)
        numbers = (closed.pk, open_round(place, instrument=closed.instrument).pk)
        secret = make_token(person=membership.person, name="Fuzz", scopes=ApiToken.Scope.values, days=30)
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
        headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}
        yield schema, headers, {"slug": [place.slug], "round_id": numbers}
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _without_limits(monkeypatch):
    """It sends wrong tokens, too, and expects 401 each time."""
    monkeypatch.setattr(tokens, "REQUESTS_A_MINUTE", 10**6)
    monkeypatch.setattr(tokens, "is_limited", lambda *tried: False)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("name", OPERATIONS)
def test_whatever_is_asked_is_answered_as_described(described, name, mode):
    schema, headers, known = described
    operation = schema.find_operation_by_id(name)
    found = set()

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode), st.data())
    def ask(case, data):
        # By chance no name exists: half of the time one that does.
        for key in case.path_parameters:
            if mode is GenerationMode.POSITIVE and data.draw(st.booleans()):
                case.path_parameters[key] = data.draw(st.sampled_from(known[key]))
        found.add(case.call_and_validate(headers=headers).status_code)

    ask()
    assert found <= {200, 400, 401, 404, 405}
    assert mode is GenerationMode.NEGATIVE or 200 in found
