"""The record to take away: as PDF, whole or a part of it, and as JSON."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from common.audit import record_audit
from common.typeset import TooLongError
from partnerships.access import MemberRequest, with_partnership
from partnerships.models import Partnership
from partnerships.rules import Permission
from record.access import open_version, with_agreed_part, with_part
from record.exports import record_json
from record.paper import draft_pdf, part_pdf, record_pdf
from record.schema import Part

OTHERWISE = "Take single parts, print their pages, or take the JSON file, which holds everything."


@with_partnership(Permission.EXPORT_RECORD)
def whole_pdf(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """The whole record as its pages show it."""
    return _file(request, partnership, "record.pdf", lambda: record_pdf(partnership))


@with_partnership(Permission.EXPORT_RECORD)
def whole_json(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """Every version of every part."""
    return _file(request, partnership, "record.json", lambda: record_json(partnership).encode())


@with_part(Permission.EXPORT_RECORD)
def one_pdf(request: MemberRequest, partnership: Partnership, part: Part) -> HttpResponse:
    """One part as its page shows it."""
    return _file(request, partnership, f"{part.key}.pdf", lambda: part_pdf(partnership, part), part.title)


@with_agreed_part(Permission.EXPORT_RECORD)
def one_draft_pdf(request: MemberRequest, partnership: Partnership, part: Part) -> HttpResponse:
    """A draft, marked as one on every page; Http404 where there is none."""
    version = open_version(partnership, part)
    if version is None:
        raise Http404("There is no draft of this part.")
    target = f"{part.title}, version {version.number}"
    return _file(request, partnership, f"{part.key}-draft.pdf", lambda: draft_pdf(version), target)


def _file(
    request: MemberRequest, partnership: Partnership, name: str, make: Callable[[], bytes], target: str = "all parts"
) -> HttpResponse:
    """The download, once it is noted who took it."""
    try:
        content = make()
    except TooLongError:
        messages.error(request, f"This is too long for one PDF. {OTHERWISE}")
        return redirect("record:index", partnership.slug)
    record_audit("record.exported", by=request.user, partnership_id=partnership.pk, target=target, format=name)
    headers = {"Content-Disposition": f'attachment; filename="{partnership.slug}-{name}"'}
    return HttpResponse(content, content_type=f"application/{name.rpartition('.')[2]}", headers=headers)
