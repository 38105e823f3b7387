"""Rounds to measure: made by chance from a fixed seed, so that two runs measure the same."""

from __future__ import annotations

import random

from surveys.models import Participant, Response, Round
from tests.factories import MembershipFactory, PartnerFactory, PartnershipFactory, instrument, open_round, sent

CHOICES = (1, 2, 2, 3, 3, 3, 4, 4, "dk", "na")


def round_of(*, partners: int, people: int) -> Round:
    """An open round of the six principles in which so many people of each partner answered everything."""
    partnership = PartnershipFactory()
    for _ in range(partners):
        partner = PartnerFactory(partnership=partnership)
        for _ in range(people):
            MembershipFactory(partner=partner)
    round_ = open_round(partnership, instrument=instrument())
    _answer(round_, list(round_.participants.values_list("partner_id", "pk")))
    return round_


def large_round(responses: int) -> Round:
    """An open round with so many sent responses by 20 partners; only one person a partner has an account."""
    partnership = PartnershipFactory()
    for _ in range(20):
        MembershipFactory(partner=PartnerFactory(partnership=partnership))
    round_ = open_round(partnership, instrument=instrument())
    partners = list(round_.participants.values_list("partner_id", flat=True))
    _answer(round_, [(partners[number % 20], None) for number in range(responses)])
    return round_


def _answer(round_: Round, rows: list[tuple[int, int | None]]) -> None:
    chance = random.Random(1)
    keys = round_.instrument.content.statement_keys
    Response.objects.bulk_create(
        (
            Response(
                round=round_,
                partner_id=partner,
                participant_id=participant,
                answers={key: chance.choice(CHOICES) for key in keys},
                is_submitted=True,
            )
            for partner, participant in rows
        ),
        batch_size=500,
    )


def half_answered() -> Participant:
    """Somebody half-way through an open round."""
    round_ = open_round(MembershipFactory().partnership, instrument=instrument())
    participant = round_.participants.get()
    keys = round_.instrument.content.statement_keys
    response = sent(participant, dict.fromkeys(keys[::2], 3))
    response.is_submitted = False
    response.save()
    return participant
