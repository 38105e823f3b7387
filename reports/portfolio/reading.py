"""Facts of the partnerships on a page: the same few queries for one and for many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import F
from django.utils import timezone

from partnerships.models import Partnership
from record.diary import diary
from reports.portfolio.facts import Declined, Facts, Health, Late, SectionFact
from reports.portfolio.parting import readiness_of
from reports.portfolio.selection import Measure, ids_of
from reports.waiting.record import refusals_of
from surveys.models import PortfolioRow, PortfolioSection, Round


def facts_of(partnerships: Sequence[Partnership], measure: Measure | None, today: date) -> dict[int, Facts]:
    """Of each, by its id; health by the chosen instrument."""
    rows = _rows(partnerships)
    health = _health(rows, measure) if measure else {}
    last: dict[int, date] = {}
    for row in rows:
        ended = _day(row.ended_at)
        last[row.partnership_id] = max(ended, last.get(row.partnership_id, ended))
    scores = readiness_of(ids_of(partnerships), today)
    late, declined = _late(partnerships, today), _declined(partnerships)
    return {
        item.pk: Facts(
            today=today,
            entered_on=_day(item.created_at),
            is_closed=item.is_closed,
            is_winding_down=item.stage == Partnership.Stage.WINDING_DOWN,
            health=health.get(item.pk),
            last_round_on=last.get(item.pk),
            readiness=scores.get(item.pk),
            late=tuple(late[item.pk]),
            declined=tuple(declined[item.pk]),
        )
        for item in partnerships
    }


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _rows(partnerships: Sequence[Partnership]) -> list[Any]:
    rows = PortfolioRow.objects.filter(partnership__in=ids_of(partnerships))
    return list(rows.annotate(mode=F("round__mode")))


def _health(rows: list[Any], measure: Measure) -> dict[int, Health]:
    chosen = {row.pk: row for row in rows if row.instrument_key == measure.key}
    sections: dict[int, dict[str, SectionFact]] = defaultdict(dict)
    for item in PortfolioSection.objects.filter(row__in=chosen):
        sections[item.row_id][item.key] = SectionFact(item.mean, item.bound, item.band, item.no_shared_view)
    return {row.partnership_id: _health_of(row, measure, sections[pk]) for pk, row in chosen.items()}


def _health_of(row: Any, measure: Measure, sections: Mapping[str, SectionFact]) -> Health:
    return Health(
        definition=measure.definition,
        round_id=row.round_id,
        ended_on=_day(row.ended_at),
        is_attributed=row.mode == Round.Mode.ATTRIBUTED,
        points=row.points,
        answered=row.answered,
        invited=row.invited,
        mean=row.mean,
        bound=row.bound,
        letter=row.band,
        no_shared_view=row.no_shared_view,
        before=row.before,
        after=row.after,
        matched=row.matched,
        moved=row.moved,
        history=tuple((_day(datetime.fromisoformat(ended)), mean, same) for ended, mean, same in row.history),
        sections=sections,
    )


def _late(partnerships: Sequence[Partnership], today: date) -> dict[int, list[Late]]:
    """Reviews, steps of an exit and terms that lie back, the longest overdue first."""
    found: dict[int, list[Late]] = defaultdict(list)
    for item in diary(partnerships):
        is_term = item.entry.key == "term"
        if item.day < today and (item.entry.is_to_do or is_term):
            kind: Literal["review", "step", "term"] = "term" if is_term else "step" if item.entry.is_step else "review"
            what = item.entry.what.removeprefix("Review of ")
            found[item.partnership.pk].append(Late(what, (today - item.day).days, kind, item.entry.part))
    return found


def _declined(partnerships: Sequence[Partnership]) -> dict[int, list[Declined]]:
    """Versions put forward that partners declined, the oldest first."""
    found: dict[int, list[Declined]] = defaultdict(list)
    for version, names in refusals_of(ids_of(partnerships)).items():
        what = f"the {version.part.title.lower()}, version {version.number}"
        found[version.partnership_id].append(Declined(what, tuple(names), version.part_key))
    return found
