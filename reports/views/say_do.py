"""Say and do: the newest scores of the six principles beside what the record holds."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from common.audit import record_audit
from partnerships.access import MemberRequest, with_partnership
from partnerships.models import Partnership
from partnerships.rules import Permission
from record.standing import PartStanding, standings
from reports.charts.say_do import KEY, say_do_chart, to_results
from reports.pages import FILES, Picture
from reports.queries import results_of
from reports.results import Results
from reports.say_do import INSTRUMENT, Held, PrincipleReading, readings
from reports.views.files import picture_file
from reports.words.finding import who_answered
from reports.words.say_do import MEANINGS, reading_words, sentence
from surveys.models import Round
from surveys.queries import last_round


@with_partnership(Permission.SEE_RESULTS)
def say_do(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """The four readings; what is missing while there is no closed round, or nothing in the record."""
    _refuse_without(request, Permission.SEE_RECORD)
    round_, found = last_round(partnership, INSTRUMENT), standings(partnership)
    context: dict[str, Any] = {
        "partnership": partnership,
        "round": round_,
        "has_record": _has_record(found),
        "may_edit": request.standing.may(Permission.EDIT_RECORD),
        "may_manage": request.standing.may(Permission.MANAGE_ROUND),
    }
    if round_ is not None and context["has_record"]:
        context.update(_readings(round_, found))
    return render(request, "reports/say_do.html", context)


def _refuse_without(request: MemberRequest, permission: Permission) -> None:
    """PermissionDenied for a reader of results who may not do this as well."""
    if not request.standing.may(permission):
        raise PermissionDenied


def _has_record(found: list[PartStanding]) -> bool:
    """Whether a part that has checks is begun."""
    return any(item.state.judged and item.readiness.outcomes for item in found)


def _held(found: list[PartStanding]) -> dict[str, Held]:
    """Every published check of the record, by part.check."""
    return {
        f"{item.state.part.key}.{outcome.check.key}": Held(
            item.state.part.key, item.state.part.title, outcome.check, outcome.passed, item.state.shown is None
        )
        for item in found
        for outcome in item.readiness.outcomes
    }


def _readings(round_: Round, found: list[PartStanding]) -> dict[str, Any]:
    results = results_of(round_)
    told = readings(results, _held(found))
    return {
        "picture": Picture(say_do_chart(results, told)),
        "results": results,
        "answered": who_answered(results),
        "principles": [_principle(results, item) for item in told],
        "meanings": MEANINGS,
        "files_at": reverse("reports:say-do-picture", args=[round_.partnership.slug, "csv"]).removesuffix("csv"),
        "take": "",
    }


def _principle(results: Results, item: PrincipleReading) -> dict[str, Any]:
    """A principle as the page tells it."""
    return {
        "item": item,
        "reading": reading_words(item),
        "sentence": sentence(item, results),
        "unmet": [held for held in item.held if not held.is_met],
        "address": to_results(results, item.section.key),
    }


@with_partnership(Permission.EXPORT_RESULTS)
def say_do_picture(request: MemberRequest, partnership: Partnership, kind: str) -> HttpResponseBase:
    """The picture as the page shows it; Http404 while there is none."""
    _refuse_without(request, Permission.SEE_RECORD)
    round_, found = last_round(partnership, INSTRUMENT), standings(partnership)
    if round_ is None or not _has_record(found) or kind not in dict(FILES):
        raise Http404
    results = results_of(round_)
    spec = say_do_chart(results, readings(results, _held(found)))
    record_audit(
        "results.exported", by=request.user, partnership_id=partnership.pk, target="Say and do", format=f"{KEY}.{kind}"
    )
    return picture_file(spec, kind, f"{partnership.slug}-{KEY}", f"{partnership.name}, {round_.title}.")
