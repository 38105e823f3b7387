"""Single answers of an attributed round, by organisation, as files: for those whom the notice named."""

from __future__ import annotations

from tempfile import TemporaryFile

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase

from common.audit import record_audit
from common.csv import csv_response
from partnerships.access import MemberRequest
from partnerships.rules import Permission
from reports.answers import answers_syntax, answers_workbook, rows_of
from reports.formats import SPS, XLSX
from surveys.access import with_round
from surveys.attributed import has_single_answers, may_take_answers
from surveys.models import Round


@with_round(Permission.SEE_RESULTS)
def answers_file(request: MemberRequest, round_: Round, kind: str) -> HttpResponseBase:
    """The answers as a file of this kind, once it is noted who took them; Http404 where there is no such thing."""
    if not has_single_answers(round_):
        raise Http404
    if not may_take_answers(round_, request.standing):
        raise PermissionDenied
    record_audit(
        "round.answers-exported",
        by=request.user,
        partnership_id=round_.partnership_id,
        target=round_.title,
        format=kind,
    )
    name = f"answers-{round_.pk}.{kind}"
    if kind == "csv":
        return csv_response(name, rows_of(round_))
    if kind == "xlsx":
        return _workbook(round_, name)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(answers_syntax(round_, f"answers-{round_.pk}.csv"), content_type=SPS, headers=headers)


def _workbook(round_: Round, name: str) -> FileResponse:
    """Written to a file that goes by itself once it was sent, so that a large one takes no memory."""
    target = TemporaryFile()  # noqa: SIM115  # the response closes it
    answers_workbook(round_, target)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=name, content_type=XLSX)
