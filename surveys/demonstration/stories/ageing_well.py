"""Health and care: trust falls after a budget cut and comes back, and one partner sees governance differently."""

from __future__ import annotations

from partnerships.models import Organisation, Partnership
from surveys.demonstration.story import CommentStory, OpenRound, PartnershipStory, PartnerStory
from surveys.models import Round

Sector, Kind, Stage = Organisation.Sector, Partnership.Kind, Partnership.Stage

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
        # In the round that asks for official answers only.
        "isolation": (2.3,),
        "collaboration": (2.9,),
    },
    months_ago=(25, 19, 13, 7),
    open_round=OpenRound(since=12, closes_in=9, sent=0.5, begun=0.2),
    official_round=OpenRound(since=6, closes_in=15, sent=0.7, begun=0.1),
    told={
        2: (
            "You said that trust fell when the budget was cut, and that partners heard of it from the paper. Since "
            "then the two councils tell every partner of a cut before it is decided, and what each partner puts in "
            "is on one page that all of us signed. You also said that nobody writes down what we learn. We have not "
            "begun with that; the board takes it up in the spring."
        ),
        3: (
            "You said that trust is coming back and that the police see our arrangements differently. The board has "
            "met at the police station and gone through who decides what, line by line. The escalation ladder is "
            "now three steps, with working days on each. What you said about trying new things comes first at the "
            "next meeting."
        ),
    },
    importance={
        "need": 2.8,
        "purpose": 3.0,
        "commitment": 3.3,
        "trust": 3.7,
        "arrangements": 3.1,
        "learning": 2.2,
    },
    comments=(
        CommentStory("trust-risk", "We try new things only when somebody else pays for them.", "released"),
        CommentStory(
            "trust-risk",
            "When the falls service failed, Councillor Harlow told the paper it was our fault. Nobody said no.",
            "in part",
            "When the falls service failed, [[Councillor Harlow]] told the paper it was our fault. Nobody said no.",
            "Names a person.",
        ),
        CommentStory(
            "trust-fairness", "After the cut, people were told late, but everybody was told the same.", "released"
        ),
        CommentStory(
            "arrangements-simplicity",
            "Three meetings to agree one hospital discharge. The small charities cannot send somebody to each.",
            "released",
        ),
        CommentStory(
            "arrangements-money", "Ask me about the invoice of 14 March.", "held", reason="Points to one case."
        ),
        CommentStory("section_trust", "It is coming back, slowly, where people work side by side.", "released"),
        CommentStory("section_learning", "We count what is easy to count.", "released"),
    ),
)
