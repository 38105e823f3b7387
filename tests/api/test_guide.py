"""What people read about the API: its page, and the guide's examples."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from django.urls import reverse

from accounts.tokens import make_token
from api.guide import operations
from reports.views.guide import topics
from tests.factories import MembershipFactory, UserFactory, closed_round

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")
KEY = "figures-in-excel-power-bi-and-your-own-programs"


def test_every_operation_is_on_the_page(client, db):
    client.force_login(UserFactory())
    page = client.get(reverse("api-guide")).content.decode()
    for operation in operations():
        assert f"GET {operation.address}</code>" in page
        for name, _, _ in operation.fields:
            assert f"<code>{name}</code>" in page
    assert len(operations()) == 6


def test_the_page_leads_to_the_guide_s_examples(client, db):
    client.force_login(UserFactory())
    assert f"#{KEY}" in client.get(reverse("api-guide")).content.decode()
    assert KEY in {topic.key for topic in topics()}


def block(language: str) -> str:
    """The first block of code after this word in bold."""
    found = re.search(rf"\*\*{language}\.\*\*.*?\n\n((?:    .*\n|\n)+)", GUIDE)
    return dedent(found[1])


@pytest.mark.django_db(transaction=True)
def test_the_example_in_python_runs_as_it_is_written(live_server, settings):
    settings.SITE_URL = live_server.url
    membership = MembershipFactory()
    for title in ("First", "Second"):
        closed_round(membership.partnership, mode="attributed", title=title)
    secret = make_token(person=membership.person, name="Python", scopes=["partnerships", "results"], days=30)
    program = block("Python").replace("https://health.example", live_server.url)
    told = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "HEALTH_CHECK_TOKEN": secret}, capture_output=True, text=True, check=True, timeout=60,
    ).stdout  # fmt: skip
    assert told.splitlines() == [f"{membership.partnership}; {title}; 3.0; B" for title in ("First", "Second")]


@pytest.mark.django_db
def test_addresses_in_the_other_examples_are_addresses_of_the_api(client):
    named = re.findall(r"api/v1/[\w/-]+/", GUIDE)
    assert len(named) >= 3
    assert {client.get(f"/{address}").status_code for address in named} == {401}
