"""A picture of the results to take away: drawn as SVG or PNG, its figures as CSV."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.text import slugify

from common.audit import record_audit
from common.csv import csv_response
from common.typeset import png_of
from partnerships.access import MemberRequest
from partnerships.rules import Permission
from reports.pages import FILES
from reports.pictures.standalone import FULL, standalone
from reports.pictures.table import table
from reports.queries import levels_of, results_of, round_before
from reports.results import Results
from reports.views.files import filters_of
from reports.wishes import Wishes, pictures, wishes_of
from reports.words.finding import who_answered
from surveys.access import with_round
from surveys.models import Round


@with_round(Permission.EXPORT_RESULTS)
def picture(request: MemberRequest, round_: Round, key: str, kind: str) -> HttpResponseBase:
    """One picture as the page shows it, by the same wishes; Http404 for what no page shows."""
    if round_.state != Round.State.CLOSED or kind not in dict(FILES):
        raise Http404
    wishes = wishes_of(request.GET)
    results = results_of(round_, wishes.voice)
    try:
        spec = levels_of(results, round_before(round_)) if key == "levels" else pictures(results, wishes)[key]
    except KeyError as error:
        raise Http404 from error
    if not spec.rows:
        raise Http404
    record_audit(
        "results.exported",
        by=request.user,
        partnership_id=round_.partnership_id,
        target=round_.title,
        format=f"{key}.{kind}",
        **filters_of(request),
    )
    name = f"{slugify(round_.title) or 'round'}-{round_.pk}-{key}.{kind}"
    if kind == "csv":
        figures = table(spec)
        return csv_response(name, [figures.header, *figures.rows])
    drawing, height = standalone(spec, _source(round_, results, wishes))
    return _file(name, drawing if kind == "svg" else png_of(drawing, FULL, height))


def _source(round_: Round, results: Results, wishes: Wishes) -> str:
    """Whose answers these are, and when they were given."""
    whose = f"{results.column_name(wishes.column)}. " if wishes.column else ""
    return f"{whose}{round_.partnership.name}, {round_.title}. {who_answered(results)}"


def _file(name: str, content: str | bytes) -> HttpResponse:
    kind = "image/png" if isinstance(content, bytes) else "image/svg+xml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
