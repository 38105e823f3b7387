"""A partnership on one page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from partnerships.access import MemberRequest, with_partnership
from partnerships.models import Partner, Partnership
from partnerships.rules import Permission
from record.diary import diary
from record.queries import states
from record.standing import remaining
from reports.overview import agreed, health
from reports.overview.dates import next_dates
from reports.queries import closed_rounds
from reports.waiting import needs, waiting_in
from reports.words.opening import opening
from surveys.models import Round
from surveys.queries import rounds_of


@with_partnership(Permission.SEE_PARTNERSHIP)
def overview(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """How it is doing, what is agreed, whether it could part well, what comes next, and what needs the reader."""
    rounds = closed_rounds(partnership)
    partners = list(partnership.partners.select_related("organisation"))
    results, latest = health.latest(rounds)
    record = _record(partnership, partners)
    context = {
        "partnership": partnership,
        "partners": [item for item in partners if item.left_on is None],
        "opening": opening(results, record["could_part"].parting),
        "latest": latest,
        "history": [health.history_row(round_) for round_ in rounds],
        **record,
        **_ahead(request, partnership),
        "owed": remaining(partnership) if partnership.is_closed else [],
        "may_manage": request.standing.may(Permission.MANAGE_ROUND),
        "may_change": request.standing.may(Permission.EDIT_PARTNERSHIP),
        "may_reopen": partnership.is_closed and request.standing.may(Permission.REOPEN_PARTNERSHIP),
        "may_edit": request.standing.may(Permission.EDIT_RECORD),
    }
    return render(request, "reports/overview.html", context)


def _record(partnership: Partnership, partners: list[Partner]) -> dict[str, Any]:
    """Readiness and signatures."""
    found = states(partnership)
    signings = agreed.signings(found, partners)
    return {
        "could_part": agreed.could_part(found, partners, partnership.today),
        "signings": signings,
        "to_come": agreed.to_come(signings),
        "agreed": agreed.agreed_words(found),
        "has_record": agreed.has_record(found),
    }


def _ahead(request: MemberRequest, partnership: Partnership) -> dict[str, Any]:
    """What comes next, and what needs the reader now."""
    going = {Round.State.DRAFT, Round.State.OPEN}
    running = [round_ for round_ in rounds_of(partnership, request.standing) if round_.state in going]
    memberships = list(
        partnership.memberships.filter(person=request.user, ended_at=None).select_related("partner__organisation")
    )
    for membership in memberships:
        membership.partnership = partnership
    entries = diary([partnership])
    waiting = waiting_in(request.user, partnership, memberships, entries)
    return {
        "dates": next_dates(partnership, entries, running),
        "drafts": [round_ for round_ in running if round_.state == Round.State.DRAFT],
        "is_asking": any(round_.state == Round.State.OPEN for round_ in running),
        "waiting": waiting,
        "needs": f"{needs(len(waiting))} here.",
    }
