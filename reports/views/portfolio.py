"""Partnerships side by side, for those who look after them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.access import UserRequest
from common.audit import record_audit
from partnerships.rules import Role
from record.document import day_words
from reports.pages import FILES, Picture
from reports.portfolio.facts import low_letters
from reports.portfolio.page import choices, only_needing, portfolio_page
from reports.portfolio.thirds import nothing_compared, standings
from reports.views.files import filters_of, picture_file
from reports.words.phrases import listed
from reports.words.visit import RULES, no_reason, opening

View = Callable[..., HttpResponseBase]


def for_those_who_look_after(view: View) -> View:
    """Answers 404 to whoever facilitates nothing and is no administrator: they have no portfolio."""

    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        user = cast("UserRequest", request).user
        if not user.is_administrator and not user.memberships.filter(role=Role.FACILITATOR, ended_at=None).exists():
            raise Http404
        return view(request, **kwargs)

    return wrapper


@for_those_who_look_after
def portfolio(request: UserRequest) -> HttpResponse:
    """Which may need a visit, and why; all of them in a table; their sections in one picture."""
    found = portfolio_page(request)
    total = found.page.paginator.count
    # Who was asked for by a reason has one: those need not be counted once more.
    needing = total if found.wishes.why else found.selection.find_needing().count()
    context = {
        "found": found,
        "page": found.page,
        "choices": choices(found),
        "opening": opening(total, min(needing, total), is_narrowed=found.wishes.is_narrowed) if total else "",
        "rules": [rule.words for rule in RULES],
        "low_letters": listed(low_letters(found.measure.definition)) if found.measure else "C and D",
        "no_reason": no_reason(len(found.quiet)),
        "needing_address": only_needing(found.wishes) if needing else "",
        "picture": Picture(found.heat) if found.heat else None,
        "files_at": reverse("portfolio-picture", args=["csv"]).removesuffix("csv"),
        "take": _take(found.wishes.query(), found.page.number),
        "query": found.wishes.query(),
    }
    return render(request, "reports/portfolio.html", context)


def _take(query: str, number: int) -> str:
    return f"?{query}{'&' if query else ''}page={number}"


@for_those_who_look_after
def beside(request: UserRequest) -> HttpResponse:
    """In which third of comparable partnerships each stands, section by section."""
    found = portfolio_page(request)
    rows = standings(request.user, found.measure, found.partnerships, found.facts) if found.measure else []
    sections = found.measure.definition.sections if found.measure else ()
    context = {
        "found": found,
        "page": found.page,
        "choices": choices(found),
        "rows": [(row, list(zip(sections, row.thirds, strict=True))) for row in rows],
        "sections": sections,
        "nothing_compared": nothing_compared(rows),
        "query": found.wishes.query(),
    }
    return render(request, "reports/portfolio_beside.html", context)


@for_those_who_look_after
def picture(request: UserRequest, kind: str) -> HttpResponseBase:
    """The heat map of a page to take away; Http404 where nothing can be drawn."""
    found = portfolio_page(request)
    if found.heat is None or kind not in dict(FILES):
        raise Http404
    # In the trail of each partnership whose figures are in it.
    for partnership in found.partnerships:
        record_audit(
            "results.exported",
            by=request.user,
            partnership_id=partnership.pk,
            target="Portfolio",
            format=f"partnerships.{kind}",
            **filters_of(request),
        )
    return picture_file(found.heat, kind, "portfolio-partnerships", f"Portfolio, {day_words(timezone.localdate())}.")
