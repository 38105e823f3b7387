"""What remains owed, by the record."""

from __future__ import annotations

import pytest

from record import owed
from record.parts import PARTS
from record.services.drafts import kept_version
from record.services.writing import add_row
from record.standing import remaining
from tests.factories import PartnerFactory
from tests.record.made import World, document


def lines(group):
    return [(line.what, line.more) for line in group.lines]


def test_what_survives_by_the_agreed_exit_strategy():
    agreed = document("exit", survives=[{"obligation": "Secrecy", "who": "All", "until": "2033"}])
    assert lines(owed.obligations(agreed)) == [("Secrecy", "All, 2033")]


def test_without_an_agreed_exit_strategy_nothing_survives_and_that_is_said():
    assert owed.obligations(None).none == "No exit strategy was agreed, so nothing says what survives."
    assert "names nothing" in owed.obligations(document("exit")).none


def test_steps_that_are_not_done():
    parting = document(
        "parting",
        steps=[
            {"step": "Hand over", "state": "under_way", "who": 1, "due_on": "2027-03-31"},
            {"step": "Tell users", "state": "done"},
        ],
    )
    assert lines(owed.steps(parting)) == [("Hand over", "Alpha, 31 March 2027")]
    assert owed.steps(document("parting", steps=[{"step": "Tell", "state": "done"}])).none == "Every step is done."
    assert owed.steps(None).none == "No steps of an exit were written down."


def test_what_was_pledged_and_not_given_by_partner():
    kept = document(
        "contributions",
        contributions=[
            {"partner": 2, "pledged": "100.00", "given": "40.00"},
            {"partner": 2, "pledged": "10.00", "given": None},
            {"partner": 1, "pledged": "5.00", "given": "50.00"},
            {"partner": 1, "pledged": "7.00", "given": "0"},
        ],
    )
    assert lines(owed.contributions(kept)) == [("Alpha", "£7 of £12 pledged"), ("Beta", "£70 of £110 pledged")]


def test_everything_given_is_said():
    kept = document("contributions", contributions=[{"partner": 1, "pledged": "5.00", "given": "5.00"}])
    assert owed.contributions(kept).none == "Everything that was pledged was given."
    assert owed.contributions(None).none == "No contributions were written down."


@pytest.mark.django_db
def test_signatures_to_come_and_steps_of_a_partnership():
    world = World()
    version = world.proposed()
    late = PartnerFactory(partnership=world.partnership)
    parting = kept_version(partnership=world.partnership, part=PARTS["parting"])
    add_row(version=parting, clause=parting.part.clause("steps"), values={"step": "Pack"}, by=None)
    groups = {group.title: group for group in remaining(world.partnership)}
    names = ", ".join(partner.name for partner in sorted([*world.partners, late], key=str))
    assert lines(groups["Signatures to come"]) == [(str(version), names)]
    assert lines(groups["Exit steps not done"]) == [("Pack", "")]
