"""One organisation across those of its partnerships that the reader may see anyway."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import UserRequest
from common.audit import record_audit
from partnerships.models import Organisation, Partner
from record.document import day_words
from reports.organisation.reading import heat_of, places_of, read_places
from reports.pages import FILES, Picture
from reports.views.files import filters_of, picture_file
from reports.waiting.organisation import waiting_for_organisation
from reports.words.phrases import isolated

A_PAGE = 20


def organisation(request: UserRequest, pk: int) -> HttpResponse:
    """How its people see each, where it stands apart, and what waits for it; Http404 where the reader sees none."""
    found, page, partners = _seen(request, pk)
    places = read_places(partners)
    heat = heat_of(found, places)
    context = {
        "organisation": found,
        "page": page,
        "places": places,
        "waiting": waiting_for_organisation(partners),
        "picture": Picture(heat) if heat else None,
        "files_at": reverse("organisation-picture", args=[pk, "csv"]).removesuffix("csv"),
        "take": f"?page={page.number}",
    }
    return render(request, "reports/organisation.html", context)


def picture(request: UserRequest, pk: int, kind: str) -> HttpResponseBase:
    """The picture of a page to take away; Http404 where nothing can be drawn."""
    found, _, partners = _seen(request, pk)
    heat = heat_of(found, read_places(partners))
    if heat is None or kind not in dict(FILES):
        raise Http404
    for partner in partners:
        record_audit(
            "results.exported",
            by=request.user,
            partnership_id=partner.partnership_id,
            target=found.name,
            format=f"organisation.{kind}",
            **filters_of(request),
        )
    source = f"{isolated(found.name)}, {day_words(timezone.localdate())}."
    return picture_file(heat, kind, f"organisation-{pk}", source)


def _seen(request: UserRequest, pk: int) -> tuple[Organisation, Page[Partner], list[Partner]]:
    """The organisation with a page of its partnerships that the reader may see; Http404 where there are none."""
    found = get_object_or_404(Organisation, pk=pk)
    page = Paginator(places_of(request.user, found), A_PAGE).get_page(request.GET.get("page"))
    partners = list(page.object_list)
    if not partners:
        raise Http404
    return found, page, partners
