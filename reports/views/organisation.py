"""One organisation across those of its partnerships that the reader may see anyway."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import UserRequest
from partnerships.models import Organisation
from reports.organisation.reading import heat_of, places_of, read_places
from reports.pages import Picture
from reports.waiting.organisation import waiting_for_organisation

A_PAGE = 20


def organisation(request: UserRequest, pk: int) -> HttpResponse:
    """How its people see each, where it stands apart, and what waits for it; Http404 where the reader sees none."""
    found = get_object_or_404(Organisation, pk=pk)
    page = Paginator(places_of(request.user, found), A_PAGE).get_page(request.GET.get("page"))
    partners = list(page.object_list)
    if not partners:
        raise Http404
    places = read_places(partners)
    heat = heat_of(found, places)
    context = {
        "organisation": found,
        "page": page,
        "places": places,
        "waiting": waiting_for_organisation(partners),
        "picture": Picture(heat) if heat else None,
    }
    return render(request, "reports/organisation.html", context)
