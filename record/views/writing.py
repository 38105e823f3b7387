"""Writing a clause in place: one fragment for htmx, the same in a page of its own without scripts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from partnerships.access import MemberRequest
from record.access import with_clause
from record.clash import Clash, clash_of
from record.forms import ClauseForm
from record.models import Entry, Version
from record.pages import shown_clause
from record.queries import document
from record.schema import Clause
from record.services import writing


@with_clause
def clause(request: MemberRequest, version: Version, clause: Clause) -> HttpResponse:
    """The fields of a clause that has no rows, or a new row of one that has."""
    entry = None if clause.is_list else version.entries.filter(clause=clause.key, removed_at=None).first()
    return _write(request, version, clause, entry)


@with_clause
def row(request: MemberRequest, version: Version, clause: Clause, key: str) -> HttpResponse:
    """A row that is there already."""
    entry = get_object_or_404(Entry, version=version, clause=clause.key, key=key)
    return _write(request, version, clause, entry)


def _write(request: MemberRequest, version: Version, clause: Clause, entry: Entry | None) -> HttpResponse:
    if request.method == "GET" and request.GET.get("cancel"):
        return _done(request, version, clause, "")
    form = _form(request, version, clause, entry)
    if request.method != "POST" or not form.is_valid():
        return _show(request, version, clause, entry, form)
    try:
        _store(request, version, clause, entry, form.values)
    except writing.ChangedMeanwhile as change:
        clash = clash_of(document(version), clause, form.values, change.entry)
        return _show(request, version, clause, change.entry, form, clash)
    except ValidationError as error:
        form.add_error(None, error)
        return _show(request, version, clause, entry, form)
    return _done(request, version, clause, "Saved.")


def _store(
    request: MemberRequest, version: Version, clause: Clause, entry: Entry | None, values: dict[str, Any]
) -> None:
    by, revision = request.user, _revision(request)
    if not clause.is_list:
        writing.write_clause(version=version, clause=clause, values=values, revision=revision, by=by)
    elif entry is None:
        writing.add_row(version=version, clause=clause, values=values, by=by)
    else:
        writing.change_row(entry=entry, clause=clause, values=values, revision=revision, by=by)


def _revision(request: MemberRequest) -> int:
    """What the page was made from; -1, which is never current, for what is no number."""
    text = request.POST.get("revision") or "0"
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def _form(request: MemberRequest, version: Version, clause: Clause, entry: Entry | None) -> ClauseForm:
    held = document(version)
    partners = [(str(pk), name) for pk, name in held.partners.items() if pk in held.present or _names(entry, pk)]
    rows = {
        item.key: [
            (row.key, held.name(item, row)) for row in held.of(item.key) if entry is None or row.key != entry.key
        ]
        for item in version.part.clauses
    }
    initial = entry.content if entry else {}
    return ClauseForm(request.POST or None, clause=clause, partners=partners, rows=rows, initial=initial)


def _names(entry: Entry | None, partner: int) -> bool:
    """Whether a row names a partner, which may have left since: it stays to be chosen."""
    values = entry.content.values() if entry else ()
    return any(partner == value or (isinstance(value, list) and partner in value) for value in values)


def _show(
    request: MemberRequest,
    version: Version,
    clause: Clause,
    entry: Entry | None,
    form: ClauseForm,
    clash: Clash | None = None,
) -> HttpResponse:
    context = {
        "partnership": request.partnership,
        "part": version.part,
        "version": version,
        "item": shown_clause(document(version), clause),
        "form": form,
        "editing": entry.key if entry and clause.is_list else "",
        "revision": entry.revision if entry else 0,
        "clash": clash,
        "may_edit": True,
    }
    status = 409 if clash else 422 if form.errors else 200
    template = "record/_clause_edit.html" if request.headers.get("HX-Request") else "record/clause.html"
    return render(request, template, context, status=status)


def _done(request: MemberRequest, version: Version, clause: Clause, said: str, undo: str = "") -> HttpResponse:
    """The clause as it is now; without scripts, back to the draft at its place."""
    if not request.headers.get("HX-Request"):
        if said and not undo:
            messages.success(request, said)
        return redirect(_place(version, clause, undo))
    context = {
        "partnership": request.partnership,
        "part": version.part,
        "version": version,
        "item": shown_clause(document(version), clause),
        "said": said,
        "undo": undo,
        "may_edit": True,
    }
    return render(request, "record/_clause_edit.html", context)


def _place(version: Version, clause: Clause, undo: str) -> str:
    page = reverse("record:draft", args=[version.partnership.slug, version.part_key])
    removed = "?" + urlencode({"clause": clause.key, "removed": undo}) if undo else ""
    return f"{page}{removed}#clause-{clause.key}"


@require_POST
@with_clause
def move(request: MemberRequest, version: Version, clause: Clause, key: str) -> HttpResponse:
    """A row up or down by one."""
    entry = get_object_or_404(Entry, version=version, clause=clause.key, key=key)
    writing.move_row(entry=entry, clause=clause, up=request.POST.get("to") == "up", by=request.user)
    return _done(request, version, clause, "Moved.")


@require_POST
@with_clause
def remove(request: MemberRequest, version: Version, clause: Clause, key: str) -> HttpResponse:
    """A row out; it can be brought back."""
    entry = get_object_or_404(Entry, version=version, clause=clause.key, key=key)
    writing.remove_row(entry=entry, clause=clause, by=request.user)
    return _done(request, version, clause, "Removed.", undo=entry.key)


@require_POST
@with_clause
def restore(request: MemberRequest, version: Version, clause: Clause, key: str) -> HttpResponse:
    """A removed row back to its place."""
    entry = get_object_or_404(Entry, version=version, clause=clause.key, key=key)
    try:
        writing.restore_row(entry=entry, clause=clause, by=request.user)
    except ValidationError as error:
        return _done(request, version, clause, " ".join(error.messages))
    return _done(request, version, clause, "Brought back.")
