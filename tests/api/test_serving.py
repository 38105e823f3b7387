"""How the API answers, whatever is asked: tokens, problems, ETags, limits."""

from __future__ import annotations

import time

import pytest
import time_machine
from django.test import Client
from django.urls import resolve
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import ApiToken
from accounts.services import set_active
from accounts.tokens import make_token, revoke_token
from api import tokens
from tests.api.conftest import asking, with_secret
from tests.factories import UserFactory, facilitator_of, open_round

ROOT = "/api/v1/partnerships/"


@pytest.fixture
def token(member):
    """Its secret, and its row."""
    secret = make_token(person=member, name="Excel", scopes=["partnerships"], days=30)
    return secret, ApiToken.objects.get()


def expire(token):
    ApiToken.objects.filter(pk=token.pk).update(expires_at="2026-01-01T00:00Z")


def revoke(token):
    revoke_token(token=token, by=token.person)


def switch_off(token):
    set_active(person=token.person, is_active=False, by=UserFactory(is_administrator=True))


def close_account(token):
    """In the database alone, where nothing revokes the token."""
    type(token.person).objects.filter(pk=token.person_id).update(is_active=False)


@pytest.mark.parametrize("ending", [expire, revoke, switch_off, close_account])
def test_a_token_that_has_ended_looks_like_a_wrong_one(token, ending):
    secret, row = token
    assert with_secret(secret).get(ROOT).status_code == 200
    ending(row)
    answers = [with_secret(text).get(ROOT) for text in (secret, "wrong")] + [Client().get(ROOT)]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0]["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["", "Bearer", "Basic abc", "Bearer é", "Bearer " + "x" * 5000, "bearer\t"])
def test_a_header_that_is_no_token_is_refused(header, db):
    assert Client(headers={"authorization": header}).get(ROOT).status_code == 401


def test_being_signed_in_counts_for_nothing(client, member):
    client.force_login(member)
    assert client.get(ROOT).status_code == 401


def test_a_facilitator_without_a_second_factor_signed_in_is_told_the_same(client, partnership, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(facilitator_of(partnership))
    assert client.get(ROOT).status_code == 401


def test_who_needs_a_second_factor_and_has_none_cannot_use_a_token(partnership, settings):
    program = asking(facilitator_of(partnership))
    assert program.get(ROOT).status_code == 200
    settings.SECOND_FACTOR_REQUIRED = True
    answer = program.get(ROOT)
    assert (answer.status_code, "second factor" in answer.json()["problem"]) == (403, True)


@pytest.mark.parametrize(
    ("more", "scope"),
    [("", "partnerships"), ("{slug}/", "partnerships"), ("{slug}/record/", "record"),
     ("{slug}/rounds/", "partnerships"), ("{slug}/rounds/{pk}/", "partnerships"),
     ("{slug}/rounds/{pk}/results/", "results")],
)  # fmt: skip
def test_each_operation_needs_its_scope(more, scope, member, closed):
    address = ROOT + more.format(slug=closed.partnership.slug, pk=closed.pk)
    with_it = asking(member, [scope]).get(address).status_code
    without = asking(member, [value for value in ApiToken.Scope.values if value != scope]).get(address)
    assert (with_it, without.status_code) == (200, 403)
    assert without.json()["problem"].startswith("This token is not for")


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=many", "after=a%00b", "after=" + "x" * 61, "after=%ff"]
)
def test_a_bad_parameter_is_named(program, query):
    answer = program.get(f"{ROOT}?{query}")
    assert answer.status_code == 400
    assert f"{query.split('=')[0]}: " in answer.json()["problem"]


@pytest.mark.parametrize("more", ["?Limit=5", "?limit=5&page=2", "{slug}/?limit=5"])
def test_a_parameter_that_there_is_not_is_refused(program, partnership, more):
    answer = program.get(ROOT + more.format(slug=partnership.slug))
    assert answer.status_code == 400
    assert answer.json()["problem"].startswith("There is no parameter")


@pytest.mark.parametrize(
    "path",
    ["", "nothing/", "partnerships", "partnerships/a%00b/", "partnerships/x/rounds/99999999999999999999/"],
)
def test_other_addresses_say_so_in_the_same_shape(program, path):
    answer = program.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert set(answer.json()) == {"problem"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_it_only_reads(program, method):
    answer = getattr(program, method)(ROOT)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "only reads" in answer.json()["problem"]


def test_a_post_is_no_question_of_csrf(member):
    program = Client(enforce_csrf_checks=True)
    program.force_login(member)
    assert program.post(ROOT).status_code == 405
    assert program.post("/api/v1/nothing/").status_code == 404


@pytest.mark.parametrize("more", ["", "{slug}/", "{slug}/record/", "{slug}/rounds/{pk}/results/"])
def test_what_has_not_changed_is_not_sent_again(program, closed, more):
    address = ROOT + more.format(slug=closed.partnership.slug, pk=closed.pk)
    first = program.get(address)
    again = program.get(address, headers={"if-none-match": first["ETag"]})
    assert first["Cache-Control"] == "private, no-cache"
    assert "Authorization" in first["Vary"].split(", ")
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_what_has_changed_is_sent(program, partnership):
    etag = program.get(ROOT)["ETag"]
    open_round(partnership)
    assert program.get(ROOT, headers={"if-none-match": etag}).status_code == 304
    partnership.name = "Another"
    partnership.save()
    assert program.get(ROOT, headers={"if-none-match": etag}).status_code == 200


def test_head_says_as_much_as_get(program):
    whole, head = program.get(ROOT), program.head(ROOT)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])
    assert head["Content-Length"] == whole["Content-Length"]


def test_head_has_no_body_whatever_the_server_makes_of_it(rf):
    answer = resolve("/api/v1/openapi.json").func(rf.head("/api/v1/openapi.json"))
    assert answer.content == b""
    assert int(answer["Content-Length"]) > 1000


def test_one_token_has_so_many_requests_a_minute(member, monkeypatch):
    monkeypatch.setattr(tokens, "REQUESTS_A_MINUTE", 2)
    program, other = asking(member), asking(member)
    with time_machine.travel(time.time(), tick=False) as clock:
        assert [program.get(ROOT).status_code for _ in range(3)] == [200, 200, 429]
        assert other.get(ROOT).status_code == 200
        answer = program.get(ROOT)
        assert (answer["Retry-After"], answer.json()["problem"][:18]) == ("60", "Too many requests.")
        clock.shift(61)
        assert program.get(ROOT).status_code == 200


def test_ten_wrong_tokens_a_minute_and_the_right_one_still_works(program):
    wrong = with_secret("wrong")
    with time_machine.travel(time.time(), tick=False) as clock:
        assert [wrong.get(ROOT).status_code for _ in range(11)] == [401] * 10 + [429]
        assert wrong.get(ROOT)["Retry-After"] == "60"
        assert with_secret("wrong", REMOTE_ADDR="192.0.2.9").get(ROOT).status_code == 401
        assert program.get(ROOT).status_code == 200
        clock.shift(61)
        assert wrong.get(ROOT).status_code == 401


def test_the_day_of_the_last_use_is_kept(token):
    secret, row = token
    assert row.last_used_on is None
    with time_machine.travel("2026-11-30T09:00Z"):
        with_secret(secret).get(ROOT)
    row.refresh_from_db()
    assert str(row.last_used_on) == "2026-11-30"


@settings(max_examples=60, deadline=None, database=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=80))
@pytest.mark.django_db
def test_no_other_text_than_the_token_is_one(text):
    """Whatever comes as a token: 401 or, after ten, 429; never another answer."""
    answer = Client(headers={"authorization": f"Bearer {text}"}).get(ROOT)
    assert answer.status_code in {401, 429}
    assert set(answer.json()) == {"problem"}


def test_the_description_is_open_to_every_program(db):
    answer = Client().get("/api/v1/openapi.json")
    assert answer.json()["openapi"].startswith("3.")
    assert len(answer.json()["paths"]) == 6
    assert Client().head("/api/v1/openapi.json").status_code == 200
