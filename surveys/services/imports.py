"""Bringing in a round kept on paper or in a spreadsheet: launched, with every answer submitted, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from secrets import SystemRandom
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from common.file_problems import excerpt
from common.text import clean_text
from partnerships.models import Partner, Partnership
from surveys.columns import propose
from surveys.models import Instrument, Response, Round
from surveys.round_file import ReadRound
from surveys.services.import_partners import ImportRefusedError, find_partners, find_partnership, refusal

__all__ = ["ImportRefusedError", "ImportedRound", "import_round"]

SMALLEST_GROUP, LARGEST_GROUP = 3, 50
BATCH = 1_000


@dataclass(frozen=True)
class ImportedRound:
    """A stored round, and what had to be made for it."""

    round: Round
    responses: int
    is_new_partnership: bool
    new_partners: tuple[str, ...]


@transaction.atomic
def import_round(
    *,
    slug: str,
    instrument: Instrument,
    content: ReadRound,
    title: str,
    mode: Round.Mode,
    minimum_group: int | None = None,
    view: Round.View = Round.View.PARTNERS,
    day: date | None = None,
    create: bool = False,
    by: User | None = None,
) -> ImportedRound:
    """Stores a round as answered on `day` (None: today) by the people in `content`, open and ready to be closed.

    `slug` names the partnership; with `create`, it and partners of it that are missing are made. `minimum_group`
    None takes the proposed one. Respondents' names are not kept. ImportRefusedError with every reason; nothing is
    stored then.
    """
    partnership, is_new = find_partnership(slug=slug, create=create, by=by)
    opens_at, closes_at = _dates(ZoneInfo(partnership.time_zone), day)
    title = _title(partnership, title)
    partners, new_partners = find_partners(
        partnership=partnership, content=content, day=opens_at.date(), create=create, by=by
    )
    round_ = Round(
        partnership=partnership,
        instrument=instrument,
        title=title,
        mode=mode,
        minimum_group=_minimum_group(content, minimum_group),
        view=view,
        opens_at=opens_at,
        closes_at=closes_at,
        launched_at=opens_at,
        state=Round.State.OPEN,
        created_by=by,
        imported=True,
    )
    _save(round_)
    _store_responses(round_, content, partners)
    _record(round_, content, by)
    return ImportedRound(round_, len(content.rows), is_new, tuple(partner.name for partner in new_partners))


def _dates(zone: ZoneInfo, day: date | None) -> tuple[datetime, datetime]:
    """The whole of the day in the partnership's zone, or as much of it as has passed."""
    now = timezone.now()
    today = now.astimezone(zone).date()
    day = day or today
    if day > today:
        raise refusal(f"{day.isoformat()} is still to come; give the day on which the round was answered")
    return datetime.combine(day, time(), zone), min(now, datetime.combine(day + timedelta(days=1), time(), zone))


def _title(partnership: Partnership, title: str) -> str:
    try:
        title = clean_text(title, max_length=120)
    except ValidationError as error:
        raise refusal(f"title: {' '.join(error.messages)}") from error
    if not title:
        raise refusal("the title is empty; give the round one")
    same = partnership.rounds.filter(title=title).first()
    if same is not None:
        raise refusal(f"{partnership} has a round {excerpt(title)} already, number {same.pk}; give another title")
    return title


def _minimum_group(content: ReadRound, asked: int | None) -> int:
    if asked is None:
        return propose(content.partners).minimum_group
    if not SMALLEST_GROUP <= asked <= LARGEST_GROUP:
        raise refusal(f"a minimum group of {asked} is not possible; expected {SMALLEST_GROUP} to {LARGEST_GROUP}")
    return asked


def _store_responses(round_: Round, content: ReadRound, partners: Mapping[str, Partner]) -> None:
    """Nothing in the stored rows says who answered or where in the file they stood; the order is shuffled away."""
    rows = list(content.rows)
    SystemRandom().shuffle(rows)
    for start in range(0, len(rows), BATCH):
        Response.objects.bulk_create(
            Response(round=round_, partner=partners[row.partner], answers=row.answers, is_submitted=True)
            for row in rows[start : start + BATCH]
        )


def _record(round_: Round, content: ReadRound, by: User | None) -> None:
    record_audit(
        "round.imported",
        by=by,
        partnership_id=round_.partnership_id,
        target=round_.title,
        round=round_.pk,
        instrument=str(round_.instrument),
        mode=round_.mode,
        minimum_group=round_.minimum_group,
        view=round_.view,
        responses=len(content.rows),
        partners=len(content.partners),
    )


def _save(round_: Round) -> None:
    """Stores a round that may be; ImportRefusedError for one that its scale does not allow."""
    try:
        round_.clean()
    except ValidationError as error:
        raise refusal(error.messages[0]) from error
    round_.save()
