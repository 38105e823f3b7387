"""What keeps a draft from being compared with the round before it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from surveys.comparability import Setting, hindrances
from tests.factories import PartnerFactory, closed_round, draft, facilitator_of, people_of
from tests.surveys.made import definition_of

DEFINITION = definition_of({"need": ["n1", "n2"]})
BEFORE = Setting(DEFINITION, "confidential", 3, "partners", {"1": "Council", "2": "Police"})


def test_the_same_again_can_be_compared():
    assert hindrances(BEFORE, BEFORE) == []


def test_another_scale_rules_everything_else_out():
    seven = definition_of({"need": ["n1", "n2"]}, points=7)
    assert hindrances(BEFORE, replace(BEFORE, definition=seven, mode="attributed")) == [
        "Answers ran from 1 to 4, and now run to 7: nothing can be compared."
    ]


def test_another_version_says_how_many_statements_are_left():
    newer = replace(definition_of({"need": ["n2", "n3", "n4"]}), version=DEFINITION.version + 1)
    [sentence] = hindrances(BEFORE, replace(BEFORE, definition=newer))
    assert sentence.endswith("1 statement can be compared, two new and one dropped.")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mode": "anonymous"}, "It is anonymous; then it was confidential."),
        ({"view": "together"}, "no partner can be compared"),
        ({"minimum_group": 5}, "The smallest group shown is five; then it was three"),
    ],
)
def test_another_promise_is_told(changes, words):
    [sentence] = hindrances(BEFORE, replace(BEFORE, **changes))
    assert words in sentence


def test_another_kind_of_attributed_round_is_told():
    before = replace(BEFORE, mode="attributed")
    [sentence] = hindrances(before, replace(before, official=True))
    assert sentence.startswith("It shows one official answer an organisation; then it showed what each")


def test_the_smallest_group_means_nothing_where_nothing_is_hidden():
    attributed = replace(BEFORE, mode="attributed")
    assert hindrances(attributed, replace(attributed, minimum_group=5)) == []


def test_partners_that_came_or_went_are_named_whatever_they_are_called_now():
    now = replace(BEFORE, partners={"1": "City Council", "3": "Harbour", "4": "Ark"})
    assert hindrances(BEFORE, now) == [
        "Ark, Harbour were not asked then; Police is not asked now: what moved is told of the others."
    ]


@pytest.mark.django_db
def test_the_launch_page_says_so_before_anybody_is_asked(client):
    partner = PartnerFactory()
    people_of(partner, 12)
    last = closed_round(partner.partnership, title="Last time")
    people_of(PartnerFactory(partnership=partner.partnership, organisation__name="Newcomer"), 3)
    again = draft(partner.partnership, instrument=last.instrument, mode="anonymous")
    client.force_login(facilitator_of(partner.partnership))
    page = client.get(reverse("surveys:round-launch", args=[partner.partnership.slug, again.pk])).content.decode()
    assert "It is anonymous; then it was confidential." in page
    assert "Newcomer was not asked then" in page
