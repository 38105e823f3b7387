"""Every operation of the API, with a token of every kind of person, against a table written by hand from the rules."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import ApiToken
from accounts.tokens import make_token
from api.views import api
from surveys.services.closing import close_partnership
from tests.access.test_routes import World, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db
INSIDE = ("member", "other-partner", "lead", "other-lead", "facilitator", "administrator")
OUTSIDE = ("outsider", "other-facilitator", "ended")
READERS = {**dict.fromkeys(INSIDE, 200), **dict.fromkeys(OUTSIDE, 404)}
MANAGERS = {**dict.fromkeys((*INSIDE, *OUTSIDE), 404), "facilitator": 200, "administrator": 200}
EVERYBODY = dict.fromkeys((*INSIDE, *OUTSIDE), 200)

# address below /api/v1/: what each kind of person gets with a token of their own.
TABLE = {
    "partnerships/": EVERYBODY,
    "partnerships/{slug}/": READERS,
    "partnerships/{slug}/record/": READERS,
    "partnerships/{slug}/rounds/": READERS,
    "partnerships/{slug}/rounds/{open}/": READERS,
    "partnerships/{slug}/rounds/{closed}/": READERS,
    "partnerships/{slug}/rounds/{draft}/": MANAGERS,
    "partnerships/{slug}/rounds/{closed}/results/": READERS,
    "partnerships/{slug}/rounds/{open}/results/": dict.fromkeys(EVERYBODY, 404),
    "partnerships/{slug}/rounds/{draft}/results/": dict.fromkeys(EVERYBODY, 404),
}
# How many of three and of two people have sent: leads are told of partners that asked k (three) or more.
TOLD = {
    **dict.fromkeys(INSIDE, None),
    "lead": [2, None],
    "other-lead": [2, None],
    "facilitator": [2, 0],
    "administrator": [2, 0],
}


@pytest.fixture(autouse=True)
def _no_requests_yet():
    cache.clear()


def program(person) -> Client:
    secret = make_token(person=person, name="All", scopes=ApiToken.Scope.values, days=30)
    return Client(headers={"authorization": f"Bearer {secret}"})


def address(world: World, path: str) -> str:
    numbers = {"open": world.round.pk, "closed": world.closed.pk, "draft": world.drafted.pk}
    return "/api/v1/" + path.format(slug=world.partnership.slug, **numbers)


def test_every_operation_is_in_the_table():
    operations = {path.replace("{round_id}", "{open}") for path in api.get_openapi_schema(path_prefix="")["paths"]}
    assert len(operations) >= 6
    assert {path.lstrip("/") for path in operations} <= set(TABLE)


@pytest.mark.parametrize("path", TABLE)
def test_operation(path, world):
    found = {kind: program(world.people[kind]).get(address(world, path)) for kind in TABLE[path]}
    assert {kind: answer.status_code for kind, answer in found.items()} == TABLE[path]
    for kind in OUTSIDE:
        assert world.partnership.name not in found[kind].content.decode()
        assert world.partner.name not in found[kind].content.decode()


@pytest.mark.parametrize("path", TABLE)
def test_operation_of_a_closed_partnership(path, world):
    close_partnership(partnership=world.partnership, on=world.partnership.today, words="", by=world.people["lead"])
    found = {kind: program(world.people[kind]).get(address(world, path)).status_code for kind in TABLE[path]}
    # Open rounds are closed with it, and drafts deleted.
    expected = {
        "partnerships/{slug}/rounds/{open}/results/": READERS,
        "partnerships/{slug}/rounds/{draft}/": dict.fromkeys(EVERYBODY, 404),
    }.get(path, TABLE[path])
    assert found == expected


def test_another_partnerships_rounds_are_not_found_under_ones_own(world):
    other = World()
    ask = program(world.people["facilitator"])
    for path in ("", "results/"):
        mixed = f"/api/v1/partnerships/{world.partnership.slug}/rounds/{other.closed.pk}/{path}"
        assert ask.get(mixed).status_code == 404


@pytest.mark.parametrize("kind", TOLD)
def test_who_has_answered_is_told_as_on_the_page(kind, world):
    answers = program(world.people[kind]).get(address(world, "partnerships/{slug}/rounds/{open}/")).json()["answers"]
    told = answers and [row["sent"] for row in answers["partners"]]
    assert told == TOLD[kind]
