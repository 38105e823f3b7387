"""Bringing in a round kept on paper or in a spreadsheet, step by step: rows, columns, the round itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from common.file_problems import FileError
from partnerships.access import MemberRequest, with_partnership
from partnerships.models import Partnership
from partnerships.rules import Permission
from surveys.columns import partition, propose
from surveys.forms import ColumnsForm, ImportForm, UploadForm
from surveys.models import Round, RoundUpload
from surveys.round_file import ReadRound, read_beginning
from surveys.services.uploads import choose_columns, keep_upload, read_upload, store_upload

UploadView = Callable[[MemberRequest, RoundUpload], HttpResponseBase]


def with_upload(view: UploadView) -> Callable[..., HttpResponseBase]:
    """Hands the view the reader's own upload; Http404 for anybody else's. A stored one leads to its round."""

    @wraps(view)
    def wrapper(request: MemberRequest, partnership: Partnership, key: uuid.UUID) -> HttpResponseBase:
        uploads = RoundUpload.objects.select_related("instrument", "round", "partnership")
        upload_ = get_object_or_404(uploads, pk=key, partnership=partnership, uploaded_by=request.user)
        if upload_.round is not None:
            return redirect("reports:round-results", partnership.slug, upload_.round.pk)
        return view(request, upload_)

    return with_partnership(Permission.MANAGE_ROUND)(wrapper)


@with_partnership(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def upload(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """The rows, as a file or pasted."""
    form = UploadForm(request.POST or None, request.FILES or None)
    problems = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            kept = keep_upload(
                partnership=partnership,
                instrument=data["instrument"],
                data=data["data"],
                name=data["name"],
                by=request.user,
            )
            return redirect("surveys:round-import-columns", partnership.slug, kept.pk)
        except FileError as error:
            problems = error
    return render(
        request, "surveys/import_upload.html", {"partnership": partnership, "form": form, "problems": problems}
    )


@with_upload
@require_http_methods(["GET", "POST"])
def columns(request: MemberRequest, upload: RoundUpload) -> HttpResponse:
    """What each column is, beside its first cells."""
    definition = upload.instrument.content
    beginning = read_beginning(bytes(upload.data), definition, upload.name)
    form = ColumnsForm(
        request.POST or None, header=beginning.header, definition=definition, initial={"columns": upload.columns}
    )
    problems = None
    if request.method == "POST" and form.is_valid():
        try:
            choose_columns(upload=upload, columns=form.chosen)
            return redirect("surveys:round-import-store", upload.partnership.slug, upload.pk)
        except FileError as error:
            problems = error
    first = [[row[number] for row in beginning.rows if number < len(row)] for number in range(len(beginning.header))]
    context = {**_base(upload), "form": form, "problems": problems, "columns": list(zip(form, first, strict=True))}
    return render(request, "surveys/import_columns.html", context)


@with_upload
@require_http_methods(["GET", "POST"])
def store(request: MemberRequest, upload: RoundUpload) -> HttpResponse:
    """The round that the rows become, what its readers will see, and the last step."""
    if not upload.columns:
        return redirect("surveys:round-import-columns", upload.partnership.slug, upload.pk)
    content = read_upload(upload)
    proposal = propose(content.partners)
    names = sorted(partner.name for partner in upload.partnership.partners.select_related("organisation"))
    initial = {
        "day": timezone.localdate(),
        "mode": proposal.mode,
        "minimum_group": proposal.minimum_group,
        "view": Round.View.PARTNERS,
    }
    form = ImportForm(request.POST or None, names=content.partners, partners=names, initial=initial)
    is_valid, problems = form.is_bound and form.is_valid(), None
    if is_valid and "store" in request.POST:
        try:
            stored = _stored(request, upload, form)
            messages.success(request, f"{stored.title} was brought in and closed. Everybody can read its results.")
            return redirect("reports:round-results", upload.partnership.slug, stored.pk)
        except FileError as error:
            problems = error
    context = {
        **_base(upload),
        "form": form,
        "content": content,
        "problems": problems,
        "seen": _seen(content, form) if is_valid else None,
    }
    return render(request, "surveys/import_round.html", context)


@with_upload
@require_POST
def discard(request: MemberRequest, upload: RoundUpload) -> HttpResponse:
    """Throws the rows away."""
    upload.delete()
    messages.success(request, "The rows were thrown away. Nothing was brought in.")
    return redirect("surveys:rounds", upload.partnership.slug)


def _base(upload: RoundUpload) -> dict[str, Any]:
    return {"partnership": upload.partnership, "upload": upload, "definition": upload.instrument.content}


def _stored(request: MemberRequest, upload: RoundUpload, form: ImportForm) -> Round:
    chosen = {name: form.cleaned_data[name] for name in ("title", "mode", "minimum_group", "view", "day")}
    return store_upload(upload=upload, partners=form.meant, by=request.user, **chosen)


def _seen(content: ReadRound, form: ImportForm) -> dict[str, Any]:
    """What readers will see of the partners, by the choices made."""
    people = content.renamed(form.meant).partners
    chosen = {name: form.cleaned_data[name] for name in ("mode", "minimum_group", "view")}
    plan = partition(people, names={name: name for name in people}, **chosen)
    return {"plan": plan, "people": people}
