"""Where a draft starts: from what holds, from a template, or from a file taken out of another partnership."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from partnerships.access import MemberRequest
from partnerships.models import Partnership
from partnerships.rules import Permission
from record.access import with_agreed_part, with_part
from record.document import Row
from record.material import Material, as_document, fit
from record.material_forms import MatchForm, RecordUploadForm, checked
from record.models import RecordUpload
from record.pages import shown
from record.queries import document, empty, states
from record.record_file import FilePart, RecordFileError, read_part
from record.schema import Part
from record.services.bringing_in import bring_in, keep_record_upload
from record.services.drafts import start_draft
from record.starting_points import KINDS, kinds_for, starting_point

STANDS = {
    "agreed": "agreed",
    "proposed": "put forward",
    "draft": "a draft",
    "superseded": "superseded",
    "kept": "kept up",
}


@with_agreed_part(Permission.EDIT_RECORD)
def start(request: MemberRequest, partnership: Partnership, part: Part) -> HttpResponse:
    """What a draft can start from; sent, one from the version put forward, else the one that holds, else empty."""
    state = states(partnership)[part.key]
    if request.method != "POST" and not state.draft:
        context = {"partnership": partnership, "part": part, "state": state, "kinds": kinds_for(partnership.kind)}
        return render(request, "record/start.html", context)
    try:
        start_draft(partnership=partnership, part=part, by=request.user, source=state.shown)
        messages.success(request, "The draft is started. Others who may write it can work on it with you.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("record:draft", partnership.slug, part.key)


@with_agreed_part(Permission.EDIT_RECORD)
def from_template(request: MemberRequest, partnership: Partnership, part: Part, kind: str) -> HttpResponse:
    """A template, to look at and to start from."""
    if kind not in KINDS:
        raise Http404
    return _look(request, partnership, starting_point(kind, part), None)


@with_part(Permission.EDIT_RECORD)
def from_file(request: MemberRequest, partnership: Partnership, part: Part) -> HttpResponse:
    """Takes a file that was taken out of another partnership, and keeps what it holds of this part."""
    if told := _in_the_way(partnership, part):
        messages.error(request, told)
        return redirect("record:part", partnership.slug, part.key)
    is_sent = request.method == "POST"
    form = RecordUploadForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    problems: tuple[str, ...] = ()
    if is_sent and form.is_valid():
        try:
            upload = _kept(request, partnership, part, form.cleaned_data["file"])
            return redirect("record:from-file-look", partnership.slug, part.key, upload.pk)
        except RecordFileError as error:
            problems = error.problems
    context = {"partnership": partnership, "part": part, "form": form, "problems": problems}
    return render(request, "record/from_file.html", context, status=422 if problems or form.errors else 200)


def _kept(request: MemberRequest, partnership: Partnership, part: Part, file: Any) -> RecordUpload:
    found = read_part(file.read(), part)
    material = checked(part, _source(found), found.clauses)
    content = {key: [[row.key, row.values] for row in rows] for key, rows in material.rows.items()}
    return keep_record_upload(
        partnership=partnership, part=part, source=material.source, content=content, by=request.user
    )


def _source(found: FilePart) -> str:
    version = f"version {found.number}, {STANDS[found.state]}, " if found.state != "kept" else ""
    return f"{version}of {found.partnership}"


@with_part(Permission.EDIT_RECORD)
def from_file_look(request: MemberRequest, partnership: Partnership, part: Part, key: uuid.UUID) -> HttpResponse:
    """What a file would bring in, and what it cannot; then the start. Http404 for anybody else's file."""
    upload = get_object_or_404(
        RecordUpload, pk=key, partnership=partnership, part_key=part.key, uploaded_by=request.user
    )
    rows = {clause: tuple(Row(*row) for row in found) for clause, found in upload.content.items()}
    return _look(request, partnership, Material(part, upload.source, rows), upload)


def _look(
    request: MemberRequest, partnership: Partnership, material: Material, upload: RecordUpload | None
) -> HttpResponse:
    """What comes in and what cannot, by the partners chosen; stores it once that is asked for."""
    part = material.part
    if told := _in_the_way(partnership, part):
        messages.error(request, told)
        return redirect("record:part", partnership.slug, part.key)
    nothing = empty(part, partnership)
    present = {pk: name for pk, name in nothing.partners.items() if pk in nothing.present}
    form = MatchForm(request.POST or None, names=material.names, present=present)
    fitted = fit(material, form.partners)
    if "store" in request.POST and not form.errors:
        try:
            bring_in(partnership=partnership, part=part, rows=fitted.rows, source=material.source, by=request.user)
            if upload:
                upload.delete()
            messages.success(request, f"Started from {material.source}. Read it through and make it your own.")
            return redirect("record:draft", partnership.slug, part.key)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    held = as_document(fitted, nothing)
    context = {
        "partnership": partnership,
        "part": part,
        "material": material,
        "form": form,
        "notes": fitted.notes,
        "clauses": [item for item in shown(held) if not item.is_empty],
        "cancel": "record:draft-start" if part.is_agreed else "record:part",
    }
    return render(request, "record/start_look.html", context)


def _in_the_way(partnership: Partnership, part: Part) -> str:
    """Why nothing can be started now; empty where something can."""
    state = states(partnership)[part.key]
    if state.draft:
        return "There is a draft already. Go on with that one, or throw it away first."
    if not part.is_agreed and state.shown and not document(state.shown).is_empty():
        return f"{part.title} holds something already, and a file can only fill it while it is empty."
    return ""
