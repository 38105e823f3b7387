"""The record's part of contributions with its figures: tables with totals, and a picture."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from common.audit import record_audit
from common.csv import csv_response
from common.typeset import png_of
from partnerships.access import MemberRequest, with_partnership
from partnerships.models import Partnership
from partnerships.rules import Permission
from record.document import day_words
from record.queries import document, states
from record.totals import Totals, totals, year_words
from record.views.reading import part_context
from reports.charts.contributions import contributions_chart
from reports.contributions_page import sum_rows, sum_tables
from reports.pages import FILES, Picture
from reports.pictures.standalone import FULL, standalone
from reports.views.files import filters_of


@with_partnership(Permission.SEE_RECORD)
def contributions(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """The part as the record shows it, with what it adds up to above it."""
    state = states(partnership)["contributions"]
    context = part_context(request, partnership, state, state.shown)
    found = totals(context["content"])
    if found.names:
        context.update(_figures(request, partnership, found))
    return render(request, "reports/contributions.html", context)


def _figures(request: HttpRequest, partnership: Partnership, found: Totals) -> dict[str, Any]:
    year = _year(request, found)
    place = reverse("reports:contributions-picture", args=[partnership.slug, "csv"]).removesuffix("csv")
    return {
        "picture": Picture(contributions_chart(found, year)),
        "tables": sum_tables(found),
        "years": [(item, year_words(item)) for item in found.years],
        "year": year,
        "files_at": place,
        "take": f"?year={year}" if year else "",
    }


def _year(request: HttpRequest, found: Totals) -> int | None:
    """The year that is asked for; None, all of them, for one without contributions."""
    return next((year for year in found.years if str(year) == request.GET.get("year")), None)


@with_partnership(Permission.SEE_RECORD)
def contributions_picture(request: MemberRequest, partnership: Partnership, kind: str) -> HttpResponseBase:
    """The picture as a drawing or an image, or all its figures; Http404 while there are none."""
    version = states(partnership)["contributions"].shown
    found = totals(document(version)) if version else None
    if found is None or not found.names or kind not in dict(FILES):
        raise Http404
    record_audit(
        "record.exported",
        by=request.user,
        partnership_id=partnership.pk,
        target="Contributions",
        format=f"contributions.{kind}",
        **filters_of(request),
    )
    name = f"{partnership.slug}-contributions.{kind}"
    if kind == "csv":
        return csv_response(name, sum_rows(found))
    spec = contributions_chart(found, _year(request, found))
    drawing, height = standalone(spec, f"{partnership.name}. Written down by {day_words(timezone.localdate())}.")
    content = drawing if kind == "svg" else png_of(drawing, FULL, height)
    media = "image/svg+xml" if kind == "svg" else "image/png"
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})
