"""A picture of the results to take away: drawn as SVG or PNG, its figures as CSV."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.utils.text import slugify

from common.audit import record_audit
from partnerships.access import MemberRequest
from partnerships.rules import Permission
from reports.pages import FILES
from reports.queries import levels_of, results_of, round_before
from reports.results import Results
from reports.views.files import filters_of, picture_file
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
    name = f"{slugify(round_.title) or 'round'}-{round_.pk}-{key}"
    return picture_file(spec, kind, name, _source(round_, results, wishes))


def _source(round_: Round, results: Results, wishes: Wishes) -> str:
    """Whose answers these are, and when they were given."""
    whose = f"{results.column_name(wishes.column)}. " if wishes.column else ""
    return f"{whose}{round_.partnership.name}, {round_.title}. {who_answered(results)}"
