"""A person's calendar: its page, and the feed that other programs read by a secret address; one round's deadline."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import UserRequest
from common.private import private
from common.ratelimit import is_limited, note_failure
from common.tokens import digest
from partnerships.access import MemberRequest
from partnerships.rules import Permission
from record.models import CalendarFeed
from record.services.feeds import feed_owner, make_feed, switch_off_feed
from reports.calendar import calendar_of, deadline_of
from surveys.access import with_round
from surveys.models import Round
from surveys.services.links import working_link


@require_safe
def page(request: UserRequest) -> HttpResponse:
    """Whether there is an address, and steps to make, renew and switch it off."""
    feed = CalendarFeed.objects.filter(person=request.user).first()
    return render(request, "reports/calendar.html", {"feed": feed, "address": ""})


@require_POST
def make(request: UserRequest) -> HttpResponse:
    """A new address, shown this once."""
    token = make_feed(person=request.user)
    feed = CalendarFeed.objects.get(person=request.user)
    address = settings.SITE_URL + reverse("calendar-feed", args=[token])
    return render(request, "reports/calendar.html", {"feed": feed, "address": address})


@require_POST
def switch_off(request: UserRequest) -> HttpResponse:
    """The address stops working at once."""
    switch_off_feed(person=request.user, by=request.user)
    messages.success(request, "Switched off. Calendars that used the address get nothing any more.")
    return redirect("calendar")


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The dates, to whoever has the address; wrong, renewed and switched-off addresses look the same."""
    if is_limited("calendar", request):
        return private(HttpResponse("Too many tries. Wait a minute.\n", content_type="text/plain", status=429))
    person = feed_owner(token)
    if person is None:
        note_failure("calendar", request)
        return private(HttpResponse("There is no calendar here.\n", content_type="text/plain", status=404))
    return private(HttpResponse(calendar_of(person), content_type="text/calendar; charset=utf-8"))


@with_round(Permission.SEE_ROUND)
@require_safe
def deadline(request: MemberRequest, round_: Round) -> HttpResponse:
    """When the round closes, as a file for a calendar."""
    return _deadline_file(round_)


@login_not_required
@require_safe
def deadline_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same to whoever has a personal link that works; it begins nothing."""
    if is_limited("personal-link", request):
        return private(HttpResponse("Too many tries. Wait a minute.\n", content_type="text/plain", status=429))
    link = working_link(digest(token))
    if link is None:
        note_failure("personal-link", request)
        return private(HttpResponse("This link does not work.\n", content_type="text/plain", status=404))
    return _deadline_file(link.participant.round)


def _deadline_file(round_: Round) -> HttpResponse:
    response = HttpResponse(deadline_of(round_), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="deadline.ics"'
    return private(response)
