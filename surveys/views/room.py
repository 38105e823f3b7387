"""For a room: a facilitator shows a code, and people there get their link by mail."""

from __future__ import annotations

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST

from common.private import private
from common.ratelimit import is_limited, note_failure
from common.tokens import digest
from partnerships.access import MemberRequest
from partnerships.rules import Permission
from surveys.access import with_round
from surveys.link_forms import RoomAddressForm, RoomCodeForm
from surveys.models import RoomCode, Round
from surveys.services.asking import may_ask_late
from surveys.services.room import as_typed, mail_link, make_code, round_of_code, switch_off_code
from surveys.views.rounds import round_context

ROOM = "room"
"""What a session holds: the digest of the code."""
MAILS = 60
"""Addresses that can be typed a minute from one address: a whole room shares one."""


@with_round(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def show(request: MemberRequest, round_: Round) -> HttpResponse:
    """What a code does; made by the button, and shown this once, to be projected or printed."""
    if not may_ask_late(round_):
        messages.error(request, "Only while a round takes answers can it have a code for a room.")
        return redirect(round_)
    context = {**round_context(round_), "is_on": RoomCode.objects.filter(round=round_).exists()}
    if request.method == "POST":
        context |= _drawn(make_code(round_=round_, by=request.user))
    response = render(request, "surveys/room.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _drawn(code: str) -> dict[str, str]:
    """The code in two halves, and the address that leads to it, also as a picture."""
    address = settings.SITE_URL + reverse("links:room-code", args=[code])
    picture = segno.make(address, error="m", micro=False).svg_inline(scale=8, border=4, light="#fff", dark="#000")
    return {
        "code": f"{code[:4]} {code[4:]}",
        "typed_at": settings.SITE_URL + reverse("links:room"),
        "picture": mark_safe(picture),  # noqa: S308  # drawn by segno from our own address
    }


@with_round(Permission.MANAGE_ROUND)
@require_POST
def switch_off(request: MemberRequest, round_: Round) -> HttpResponse:
    """The code stops working at once; links that were mailed keep working."""
    switch_off_code(round_=round_, by=request.user)
    messages.success(request, "The code is off. Links that were mailed keep working.")
    return redirect(round_)


@login_not_required
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Where somebody types the code who cannot scan it."""
    form = RoomCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _entered(request, form.cleaned_data["code"], form)
    return private(render(request, "surveys/room_code.html", {"form": form}), "same-origin")


@login_not_required
def scanned(request: HttpRequest, code: str) -> HttpResponse:
    """What the picture leads to: on to a page without the code, as with links in mails."""
    return _entered(request, code, RoomCodeForm({"code": code[:40]}))


def _entered(request: HttpRequest, typed: str, form: RoomCodeForm) -> HttpResponse:
    if is_limited(ROOM, request):
        return private(render(request, "surveys/room_too_many.html", status=429), "same-origin")
    found = round_of_code(digest(as_typed(typed)))
    if found is None:
        note_failure(ROOM, request)
        form.add_error("code", "This code leads nowhere: it may be mistyped, or switched off. Look at it once more.")
        return private(render(request, "surveys/room_code.html", {"form": form}, status=404), "same-origin")
    request.session[ROOM] = digest(as_typed(typed))
    return private(redirect("links:room-address"))


@login_not_required
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Takes the address, and says the same whether a link goes to it or not."""
    found = round_of_code(request.session.get(ROOM, ""))
    if found is None:
        return redirect("links:room")
    form = RoomAddressForm(request.POST or None)
    context = {**round_context(found), "form": form}
    if request.method == "POST" and form.is_valid():
        if is_limited("room-mail", request, tries=MAILS):
            return private(render(request, "surveys/room_too_many.html", status=429), "same-origin")
        note_failure("room-mail", request)
        mail_link(round_=found, email=form.cleaned_data["email"])
        return private(render(request, "surveys/room_sent.html", context), "same-origin")
    return private(render(request, "surveys/room_address.html", context), "same-origin")
