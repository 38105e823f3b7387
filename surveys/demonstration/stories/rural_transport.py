"""Winding down: its goal is nearly met and its grant ends, and its partners part on good terms."""

from __future__ import annotations

from partnerships.models import Organisation, Partnership
from surveys.demonstration.story import PartnershipStory, PartnerStory
from surveys.models import Round

Sector, Kind, Stage = Organisation.Sector, Partnership.Kind, Partnership.Stage

RURAL_TRANSPORT = PartnershipStory(
    name="Fellmoor Rural Transport Compact",
    slug="fellmoor-rural-transport",
    kind=Kind.OTHER,
    stage=Stage.WINDING_DOWN,
    summary="Four bodies and a bus charity who brought buses back to nineteen villages; its grant ends next spring.",
    mode=Round.Mode.CONFIDENTIAL,
    minimum_group=3,
    together=True,
    partners=(
        PartnerStory("Fellmoor and Dale Health Board", Sector.HEALTH, 4, 0.1),
        PartnerStory("Fellmoor Community Buses", Sector.CHARITY, 4, 0.0),
        PartnerStory("Fellmoor County Council", Sector.COUNCIL, 6, 0.2),
        PartnerStory("Fellmoor Parishes Together", Sector.CHARITY, 5, -0.2),
        PartnerStory("Fellmoor Schools Trust", Sector.EDUCATION, 3, -0.1, from_round=1),
    ),
    # The need for it fades as the buses run by themselves; trust and learning keep growing.
    levels={
        "need": (3.4, 3.4, 3.2, 2.9, 2.6, 2.3),
        "purpose": (2.6, 2.9, 3.1, 3.2, 3.0, 2.7),
        "commitment": (2.7, 2.9, 3.0, 2.9, 2.7, 2.5),
        "trust": (2.4, 2.6, 2.8, 3.0, 3.1, 3.2),
        "arrangements": (2.2, 2.5, 2.7, 2.8, 2.9, 3.0),
        "learning": (1.9, 2.2, 2.4, 2.7, 2.9, 3.0),
    },
    months_ago=(33, 27, 21, 15, 9, 3),
    spread=0.5,
)
