"""The demonstration's partnerships, as data. Everything in it is invented.

Levels are mean answers on the four-point scale. A story gives each section's level round by round and says
which partner stands apart on what; `surveys.demonstration.answers` turns that into people's answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from partnerships.models import Organisation, Partnership
from surveys.models import Round

Sector, Kind, Stage = Organisation.Sector, Partnership.Kind, Partnership.Stage


@dataclass(frozen=True)
class PartnerStory:
    """One partner: how many people it invites, how it leans overall, and where it stands apart.

    `leaning` is added to every level; `apart` to single sections; `from_round` (0 is the first) is when it joined.
    """

    name: str
    sector: str
    people: int
    leaning: float = 0.0
    apart: Mapping[str, float] = field(default_factory=dict)
    from_round: int = 0


@dataclass(frozen=True)
class PartnershipStory:
    """One partnership and its rounds; `levels` holds, for each section, one level a closed round."""

    name: str
    slug: str
    kind: str
    stage: str
    summary: str
    mode: str
    minimum_group: int
    partners: tuple[PartnerStory, ...]
    levels: Mapping[str, tuple[float, ...]]
    months_ago: tuple[int, ...]
    spread: float = 0.55
    response_rate: float = 0.85
    open_round: bool = False
    drafted_round: bool = False


AGEING_WELL = PartnershipStory(
    name="Westmere Ageing Well Partnership",
    slug="westmere-ageing-well",
    kind=Kind.HEALTH_AND_CARE,
    stage=Stage.WORKING,
    summary="Councils, health, housing, police and charities, together so that older people can live well at home.",
    mode=Round.Mode.CONFIDENTIAL,
    minimum_group=3,
    partners=(
        PartnerStory("Arden Vale District Council", Sector.COUNCIL, 8, 0.1),
        PartnerStory("Brightwater Housing", Sector.HOUSING, 7, -0.2),
        PartnerStory("Carers Together Westmere", Sector.CHARITY, 3, -0.1),
        PartnerStory("Harbour Care Services", Sector.BUSINESS, 2, 0.0, {"trust": -0.2}),
        PartnerStory("Kingsmoor Community Health", Sector.HEALTH, 13, 0.1),
        PartnerStory("Westmere City Council", Sector.COUNCIL, 16, 0.35, {"arrangements": 0.6, "trust": 0.2}),
        PartnerStory("Westmere and Vale Police", Sector.POLICE, 7, 0.0, {"arrangements": -1.0, "learning": -0.3}, 1),
        PartnerStory("Westmere Voluntary Action", Sector.CHARITY, 2, -0.1, {"commitment": -0.2}),
    ),
    # A budget cut between the second and the third round costs trust and commitment; both are coming back.
    levels={
        "need": (2.9, 3.0, 3.0, 3.1),
        "purpose": (2.7, 2.9, 2.9, 3.1),
        "commitment": (2.7, 2.9, 2.3, 2.7),
        "trust": (2.8, 2.9, 2.0, 2.5),
        "arrangements": (2.3, 2.5, 2.4, 2.5),
        "learning": (2.0, 2.1, 2.2, 2.3),
    },
    months_ago=(25, 19, 13, 7),
    open_round=True,
)

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
)

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
    # A new joint board: arrangements and learning rise, the contractors’ doubt about shared benefits stays.
    levels={
        "need": (2.8, 3.1),
        "purpose": (2.7, 3.0),
        "commitment": (2.8, 3.0),
        "trust": (2.6, 2.7),
        "arrangements": (2.1, 2.9),
        "learning": (2.0, 2.8),
    },
    months_ago=(14, 4),
    spread=0.5,
    response_rate=1.0,
    drafted_round=True,
)

STORIES = (AGEING_WELL, SAFER_STREETS, SUPPLY_ALLIANCE)
