"""What is too large to come in again is not taken out; the largest results that are, come back."""

from __future__ import annotations

import pytest

from archive.layout import ArchiveError
from tests.archive.made import brought, members, taken
from tests.factories import PartnerFactory, PartnershipFactory
from tests.reports.states import make

pytestmark = pytest.mark.django_db


def test_ninety_nine_partners_come_back():
    partnership = PartnershipFactory()
    make("ninety-nine partners", partnership)
    assert brought(taken(partnership), slug="again").partnership.partners.count() == 99


@pytest.mark.parametrize("limit", ["MOST_LINE", "MOST_UNPACKED", "MOST_PEOPLE"])
def test_what_could_not_come_in_is_not_taken_out(limit, monkeypatch):
    monkeypatch.setattr(f"archive.services.taking_out.{limit}", -1)
    with pytest.raises(ArchiveError, match=r"could not be brought in\. Move the whole installation instead"):
        taken(PartnerFactory().partnership)


def test_text_that_looks_like_an_escape_is_text():
    partner = PartnerFactory(partnership__name="a \\u0000 b \\\\u0000")
    assert brought(taken(partner.partnership), slug="again").partnership.name == "a \\u0000 b \\\\u0000"
    assert "partnership.json" in members(taken(partner.partnership))
