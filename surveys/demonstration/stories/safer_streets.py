"""Community safety: everybody agrees that it is needed while commitment and trust slide away."""

from __future__ import annotations

from partnerships.models import Organisation, Partnership
from surveys.demonstration.story import OpenRound, PartnershipStory, PartnerStory
from surveys.models import Round

Sector, Kind, Stage = Organisation.Sector, Partnership.Kind, Partnership.Stage

SAFER_STREETS = PartnershipStory(
    name="Northgate Safer Streets Partnership",
    slug="northgate-safer-streets",
    kind=Kind.COMMUNITY_SAFETY,
    stage=Stage.REVIEWING,
    summary="Police, councils, schools and traders who answer together for how safe the town centre is.",
    mode=Round.Mode.CONFIDENTIAL,
    minimum_group=5,
    partners=(
        PartnerStory("Northgate Borough Council", Sector.COUNCIL, 14, 0.3),
        PartnerStory("Northgate Chamber of Trade", Sector.BUSINESS, 6, -0.3, {"arrangements": -0.4}),
        PartnerStory("Northgate College", Sector.EDUCATION, 6, 0.1),
        PartnerStory("Northgate Ambulance Trust", Sector.HEALTH, 3, 0.0),
        PartnerStory("Northgate Police", Sector.POLICE, 15, 0.2, {"need": 0.4}),
        PartnerStory("Northgate Night Shelter", Sector.CHARITY, 3, -0.5, {"trust": -0.4}),
        PartnerStory("Northgate Probation Service", Sector.POLICE, 5, 0.0),
        PartnerStory("Northgate Street Pastors", Sector.CHARITY, 2, -0.1),
        PartnerStory("Northgate Tenants’ Federation", Sector.HOUSING, 6, -0.4, {"trust": -0.5, "purpose": -0.2}),
    ),
    # Commitment and trust slide while everybody goes on agreeing that the partnership is needed.
    levels={
        "need": (3.1, 3.1, 3.2),
        "purpose": (2.8, 2.6, 2.4),
        "commitment": (2.7, 2.3, 1.9),
        "trust": (2.6, 2.2, 1.8),
        "arrangements": (2.4, 2.2, 2.0),
        "learning": (2.1, 1.8, 1.6),
    },
    months_ago=(21, 12, 3),
    spread=0.7,
    response_rate=0.8,
    open_round=OpenRound(since=1, closes_in=20, sent=0.06, begun=0.1),
)
