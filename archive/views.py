"""A partnership taken out, and one brought in: for administrators, who alone see whole records and the audit trail."""

from __future__ import annotations

import hashlib
from tempfile import TemporaryFile
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import UserRequest, for_administrators
from archive.container import Container
from archive.forms import BringInForm
from archive.layout import ArchiveError
from archive.services.bringing_in import BroughtIn, SlugError, bring_in
from archive.services.taking_out import counts_of, left_out, take_out
from archive.tables import NOT_TAKEN
from common.csv import csv_lines
from partnerships.access import MemberRequest, with_partnership
from partnerships.models import Partnership
from partnerships.rules import Permission


@with_partnership(Permission.TAKE_OUT)
@require_http_methods(["GET", "POST"])
def out(request: MemberRequest, partnership: Partnership) -> HttpResponseBase:
    """What would be in the archive and what would not; the button makes it."""
    problem = ""
    if request.method == "POST":
        file = TemporaryFile()  # noqa: SIM115  # the response closes it
        try:
            take_out(partnership=partnership, file=file, by=request.user)
            file.seek(0)
            return FileResponse(
                file, as_attachment=True, filename=f"{partnership.slug}.zip", content_type="application/zip"
            )
        except ArchiveError as error:
            file.close()
            problem = str(error)
    context = {
        "partnership": partnership,
        "problem": problem,
        "counts": [(title, count) for title, count in counts_of(partnership) if count],
        "left_out": left_out(partnership),
        "never": NOT_TAKEN,
    }
    return render(request, "archive/take_out.html", context, status=422 if problem else 200)


@for_administrators
@require_http_methods(["GET", "POST"])
def into(request: UserRequest) -> HttpResponse:
    """An archive is looked at first; the same file, handed in again, is stored."""
    is_sent = request.method == "POST"
    form = BringInForm(request.POST, request.FILES) if is_sent else BringInForm()
    found = None
    if is_sent and form.is_valid():
        try:
            found, digest = _brought(request, form)
        except SlugError as error:
            form.add_error("slug", str(error))
        except ArchiveError as error:
            form.add_error("file", str(error))
        else:
            if digest is None:
                messages.success(request, f"{found.partnership} was brought in. Invite its people when you are ready.")
                return redirect(found.partnership)
            form = BringInForm(initial={"slug": form.cleaned_data["slug"], "seen": digest})
    facilitators = [email for email, _, _, partner in found.to_invite if not partner] if found else []
    context = {"form": form, "found": found, "people": _list(found), "facilitators": facilitators}
    return render(request, "archive/bring_in.html", context, status=422 if form.errors else 200)


def _brought(request: UserRequest, form: BringInForm) -> tuple[BroughtIn, str | None]:
    """What came in, and None; or what would, and the checksum of the file that has to be handed in for it."""
    data: dict[str, Any] = form.cleaned_data
    digest = hashlib.file_digest(data["file"], "sha256").hexdigest()
    is_seen = "store" in request.POST and data["seen"] == digest
    found = bring_in(container=Container(data["file"]), by=request.user, slug=data["slug"], dry_run=not is_seen)
    return found, None if is_seen else digest


def _list(found: BroughtIn | None) -> str:
    """Those to invite who take part for a partner, as “Add people by a list” reads them."""
    if found is None:
        return ""
    rows = [(email, name, partner, role) for email, name, role, partner in found.to_invite if partner]
    return "".join(csv_lines([("e-mail", "name", "partner", "role"), *rows])).lstrip("\ufeff") if rows else ""
