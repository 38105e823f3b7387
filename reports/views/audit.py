"""Who did what in a partnership, each kind of reader with its own scope."""

from __future__ import annotations

from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from partnerships.access import MemberRequest, with_partnership
from partnerships.audit_words import audit_rows
from partnerships.models import Partnership
from partnerships.rules import Permission
from reports.audit import actors_of, entries_for, narrowed, scope_words
from reports.forms import AuditForm


@with_partnership(Permission.SEE_AUDIT)
def audit(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """The trail, newest first."""
    entries = entries_for(request.user, request.standing, partnership)
    form = AuditForm(request.GET, actors=actors_of(entries))
    found = narrowed(entries, form.wanted, ZoneInfo(partnership.time_zone))
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    chosen = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    context = {
        "partnership": partnership,
        "scope": scope_words(request.standing, partnership),
        "form": form,
        "page": page,
        "rows": audit_rows(page.object_list),
        "is_narrowed": bool(chosen),
        "query": urlencode(chosen),
    }
    return render(request, "reports/audit.html", context, status=422 if form.errors else 200)
