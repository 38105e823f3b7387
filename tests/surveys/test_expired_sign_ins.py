"""Forms that come after the sign-in has expired: nothing is taken, and the sign-in page says so."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import PartnerFactory, open_round, people_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def participant():
    partner = PartnerFactory()
    people_of(partner, 3)
    return open_round(partner.partnership).participants.first()


def test_a_form_that_came_too_late_is_told_to_have_been_for_nothing(client, participant):
    place = [participant.round.partnership.slug, participant.round_id, "trust"]
    page = client.post(reverse("surveys:section", args=place), {}, follow=True).content.decode()
    assert "Nothing of the last page was saved or sent" in page


@pytest.mark.parametrize("what", ["script", "sign-out"])
def test_scripts_and_signing_out_are_not_told_so(client, participant, what):
    if what == "script":
        place = [participant.round.partnership.slug, participant.round_id]
        client.post(reverse("surveys:save", args=place), "{}", content_type="application/json")
    else:
        client.post(reverse("account_logout"))
    assert "sign-in had expired" not in client.get(reverse("account_login")).content.decode()
