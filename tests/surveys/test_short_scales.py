"""On two or three points small groups cannot be kept confidential, so only attributed rounds are taken there."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from surveys.models import Round
from surveys.services.rounds import launch_round
from tests.factories import PartnerFactory, draft, instrument, people_of
from tests.surveys.made import definition_of

pytestmark = pytest.mark.django_db


def short_round(mode, points=3):
    partner = PartnerFactory()
    people_of(partner, 5)
    made = instrument(definition_of({"need": ["n1"]}, points=points))
    return draft(partner.partnership, instrument=made, mode=mode)


@pytest.mark.parametrize("mode", [Round.Mode.CONFIDENTIAL, Round.Mode.ANONYMOUS])
def test_a_confidential_round_on_three_points_is_not_launched(mode):
    with pytest.raises(ValidationError, match="cannot be kept confidential"):
        launch_round(round_=short_round(mode), by=None)


def test_an_attributed_one_is():
    round_ = short_round(Round.Mode.ATTRIBUTED)
    launch_round(round_=round_, by=None)
    assert round_.state == Round.State.OPEN


def test_four_points_are_enough():
    round_ = short_round(Round.Mode.CONFIDENTIAL, points=4)
    launch_round(round_=round_, by=None)
    assert round_.state == Round.State.OPEN


def test_an_import_of_one_is_refused_by_the_command(tmp_path):
    instrument(definition_of({"need": ["n1"]}, points=3))
    file = tmp_path / "round.csv"
    file.write_text("partner,n1\nArden,3\n")
    with pytest.raises(CommandError, match="cannot be kept confidential"):
        call_command(
            "import_round", file, partnership="arden", instrument="made", title="T", mode="confidential", create=True
        )
    assert not Round.objects.exists()
