"""How many queries pages take: the same literal number, however much there is to show."""

from __future__ import annotations

import pytest
from django.urls import reverse

from surveys.services.rounds import close_round
from tests.factories import facilitator_of
from tests.performance.made import half_answered, round_of

pytestmark = pytest.mark.django_db


def test_section_page(client, django_assert_num_queries):
    participant = half_answered()
    round_ = participant.round
    address = reverse("surveys:section", args=[round_.partnership.slug, round_.pk, "trust"])
    client.force_login(participant.person)
    with django_assert_num_queries(6):
        client.get(address)


@pytest.mark.parametrize("partners", [2, 12])
def test_results_page(client, django_assert_num_queries, partners):
    round_ = round_of(partners=partners, people=3)
    close_round(round_=round_, by=None)
    address = reverse("reports:round-results", args=[round_.partnership.slug, round_.pk])
    client.force_login(facilitator_of(round_.partnership))
    with django_assert_num_queries(6):
        client.get(address)
