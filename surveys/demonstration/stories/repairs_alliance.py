"""Supply: a joint board brings arrangements and learning up; doubt about shared benefits stays."""

from __future__ import annotations

from partnerships.models import Organisation, Partnership
from surveys.demonstration.story import PartnershipStory, PartnerStory
from surveys.models import Round

Sector, Kind, Stage = Organisation.Sector, Partnership.Kind, Partnership.Stage

SUPPLY_ALLIANCE = PartnershipStory(
    name="Brightwater Repairs Alliance",
    slug="brightwater-repairs-alliance",
    kind=Kind.SUPPLY,
    stage=Stage.WORKING,
    summary="A landlord, two contractors and a merchant who keep 9,000 homes in repair under one agreement.",
    mode=Round.Mode.ATTRIBUTED,
    minimum_group=3,
    partners=(
        PartnerStory("Brightwater Housing", Sector.HOUSING, 5, 0.3, {"trust": 0.3}),
        PartnerStory("Calder Building Services", Sector.BUSINESS, 4, -0.1, {"trust": -0.5, "arrangements": -0.2}),
        PartnerStory("Fenwick Materials", Sector.BUSINESS, 2, 0.1, {"purpose": -0.3}),
        PartnerStory("Oakline Heating", Sector.BUSINESS, 3, 0.0, {"learning": 0.2}),
    ),
    # A joint board after the second round: arrangements and learning rise, doubt about shared benefits stays.
    levels={
        "need": (2.8, 2.9, 3.1),
        "purpose": (2.7, 2.7, 3.0),
        "commitment": (2.8, 2.8, 3.0),
        "trust": (2.6, 2.6, 2.7),
        "arrangements": (2.1, 2.2, 2.9),
        "learning": (2.0, 2.1, 2.8),
        "isolation": (2.7, 2.1),
        "collaboration": (2.3, 2.8),
    },
    months_ago=(22, 13, 4),
    spread=0.5,
    response_rate=1.0,
    drafted_round=True,
    pulses_ago=(16, 7),
    official_pulse=True,
)
