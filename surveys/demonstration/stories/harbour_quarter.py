"""Regeneration: a developer withdraws, the board recovers, and one partner doubts how it decides."""

from __future__ import annotations

from partnerships.models import Organisation, Partnership
from surveys.demonstration.story import CommentStory, OpenRound, PartnershipStory, PartnerStory
from surveys.models import Round

Sector, Kind, Stage = Organisation.Sector, Partnership.Kind, Partnership.Stage

HARBOUR_QUARTER = PartnershipStory(
    name="Saltmere Harbour Quarter Board",
    slug="saltmere-harbour-quarter",
    kind=Kind.REGENERATION,
    stage=Stage.WORKING,
    summary="Councils, firms and neighbours who turn a disused dock into homes, workshops and a sea front.",
    mode=Round.Mode.ANONYMOUS,
    minimum_group=5,
    partners=(
        PartnerStory("Arden Vale District Council", Sector.COUNCIL, 6, 0.0),
        PartnerStory("Brightwater Housing", Sector.HOUSING, 6, 0.1),
        PartnerStory("Harbour Residents’ Forum", Sector.CHARITY, 8, -0.4, {"arrangements": -0.9, "trust": -0.2}),
        PartnerStory("Quayside Developments", Sector.BUSINESS, 6, 0.1, {"purpose": -0.3}, until_round=2),
        PartnerStory("Saltmere and Coast Growth Hub", Sector.BUSINESS, 5, 0.2),
        PartnerStory("Saltmere Bus Company", Sector.BUSINESS, 3, -0.1),
        PartnerStory("Saltmere Chamber of Trade", Sector.BUSINESS, 6, 0.0, {"commitment": -0.2}),
        PartnerStory("Saltmere City Council", Sector.COUNCIL, 14, 0.3, {"arrangements": 0.4}),
        PartnerStory("Saltmere College", Sector.EDUCATION, 6, 0.2),
        PartnerStory("Saltmere Heritage Trust", Sector.CHARITY, 4, -0.2, {"purpose": -0.2}),
        PartnerStory("Saltmere Port Authority", Sector.OTHER, 6, 0.0),
        PartnerStory("University of Saltmere", Sector.EDUCATION, 7, 0.2, from_round=1),
    ),
    # Between the second and the third round the developer withdraws from the second phase.
    levels={
        "need": (3.2, 3.2, 3.2, 3.3, 3.4),
        "purpose": (2.8, 2.9, 2.4, 2.7, 3.0),
        "commitment": (2.7, 2.9, 2.1, 2.6, 2.9),
        "trust": (2.6, 2.8, 2.0, 2.4, 2.7),
        "arrangements": (2.4, 2.4, 2.3, 2.6, 2.7),
        "learning": (2.1, 2.2, 2.3, 2.6, 2.8),
    },
    months_ago=(32, 26, 20, 14, 8),
    spread=0.6,
    open_round=OpenRound(since=18, closes_in=2, sent=0.75, begun=0.1),
    comments=(
        CommentStory(
            "arrangements-accountability", "The board decides and then nobody knows who tells the contractors."
        ),
        CommentStory(
            "arrangements-accountability", "Since the new chair came, papers arrive a week before the meeting."
        ),
        CommentStory("trust-risk", "I would not share a forecast here that might turn out wrong."),
        CommentStory("section_purpose", "We agree on housing. We have never agreed what the quarter is for."),
    ),
)
