"""Rows as the API answers them, and pages of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from api.schemas import (
    AnswersOut,
    InstrumentOut,
    PartnerAnswersOut,
    PartnerOut,
    PartnershipOut,
    RoundInFullOut,
    RoundOut,
)
from partnerships.models import Organisation, Partnership
from partnerships.rules import Permission, Standing
from surveys.models import Round
from surveys.queries import response_board

Row = TypeVar("Row", bound=Model)


def page_of(
    request: HttpRequest, rows: QuerySet[Row], limit: int, key: Callable[[Row], object]
) -> tuple[list[Row], str | None]:
    """The first `limit` of them, and the address of the next page: None where these are all."""
    found = list(rows[: limit + 1])
    if len(found) <= limit:
        return found, None
    more = urlencode({"limit": limit, "after": key(found[limit - 1])})
    return found[:limit], f"{settings.SITE_URL}{request.path}?{more}"


def partnership_out(partnership: Partnership) -> PartnershipOut:
    """A partnership whose partners are read already."""
    partners = sorted(partnership.partners.all(), key=lambda partner: (partner.name.lower(), partner.pk))
    return PartnershipOut(
        slug=partnership.slug,
        name=partnership.name,
        kind=Partnership.Kind(partnership.kind),
        stage=Partnership.Stage(partnership.stage),
        summary=partnership.summary,
        time_zone=partnership.time_zone,
        closed_on=partnership.closed_on,
        partners=[
            PartnerOut(
                name=partner.name,
                sector=Organisation.Sector(partner.organisation.sector),
                joined_on=partner.joined_on,
                left_on=partner.left_on,
            )
            for partner in partners
        ],
    )


def round_out(round_: Round) -> RoundOut:
    """A round of a list."""
    address = reverse("api:results", args=[round_.partnership.slug, round_.pk])
    return RoundOut(
        id=round_.pk,
        title=round_.title,
        state=Round.State(round_.state),
        mode=Round.Mode(round_.mode),
        official=round_.official,
        minimum_group=round_.minimum_group,
        view=Round.View(round_.view),
        opens_at=round_.opens_at,
        closes_at=round_.closes_at,
        closed_at=round_.closed_at,
        is_paused=round_.paused_at is not None,
        was_imported=round_.imported,
        instrument=InstrumentOut(
            key=round_.instrument.key, version=round_.instrument.version, title=round_.instrument.title
        ),
        results=settings.SITE_URL + address if round_.state == Round.State.CLOSED else None,
    )


def round_in_full(round_: Round, standing: Standing) -> RoundInFullOut:
    """A round with how many have answered, as far as its page would say."""
    return RoundInFullOut(**dict(round_out(round_)), answers=_answers(round_, standing))


def _answers(round_: Round, standing: Standing) -> AnswersOut | None:
    is_told = standing.may(Permission.SEE_RESPONSE_COUNTS) and round_.state != Round.State.DRAFT
    if not is_told or round_.imported:
        return None
    board = response_board(round_, standing)
    return AnswersOut(
        invited=board.invited,
        begun=board.begun,
        sent=board.sent,
        partners=[
            PartnerAnswersOut(partner=row.partner, invited=row.invited, begun=row.begun, sent=row.sent)
            for row in board.rows
        ],
    )
