"""What has changed over all closed rounds with one instrument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from common.audit import record_audit
from partnerships.access import MemberRequest, with_partnership
from partnerships.models import Partnership
from partnerships.rules import Permission
from reports.charts.slopes import KEY, slopes
from reports.over_time_page import OPEN, asked_of, chosen_instrument, query_of, sections_of, told_rounds, word_of
from reports.pages import FILES, Picture
from reports.queries import closed_rounds, results_of
from reports.results import VOICE_WORDS, Voice
from reports.timeline import Timeline, timeline
from reports.views.files import filters_of, picture_file
from reports.words.over_time import not_drawn
from surveys.models import Round


@with_partnership(Permission.SEE_RESULTS)
def over_time(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """The picture, and round by round what moved; what is missing while there are fewer than two rounds."""
    rounds = closed_rounds(partnership)
    context = {"partnership": partnership, "may_manage": request.standing.may(Permission.MANAGE_ROUND)}
    if rounds:
        context.update(_context(rounds, request.GET))
    return render(request, "reports/over_time.html", context)


def _context(rounds: list[Round], wanted: Mapping[str, str]) -> dict[str, Any]:
    time = _timeline(rounds, wanted)
    asked = asked_of(time, wanted)
    told = told_rounds(time)
    other: Voice = "person" if time.newest.voice == "partner" else "partner"
    slug = rounds[0].partnership.slug
    return {
        "picture": Picture(replace(slopes(time, asked), root=reverse("reports:overview", args=[slug]))),
        "newest": time.newest,
        "told": told[:OPEN],
        "earlier": told[OPEN:],
        "not_drawn": not_drawn(time),
        "instruments": list({item.instrument.key: item.instrument.content.title for item in reversed(rounds)}.items()),
        "instrument": time.newest.definition.key,
        "sections": sections_of(time),
        "principle": word_of(asked),
        "partners": list(time.partners.items()),
        "partner": asked.partner,
        "voice_words": VOICE_WORDS[time.newest.voice],
        "other_voice": other,
        "other_voice_words": VOICE_WORDS[other],
        "take": query_of(time, asked),
        "files_at": reverse("reports:over-time-picture", args=[slug, "csv"]).removesuffix("csv"),
    }


def _timeline(rounds: list[Round], wanted: Mapping[str, str]) -> Timeline:
    """The rounds with the instrument that is asked for."""
    voice: Voice = "person" if wanted.get("voice") == "person" else "partner"
    key = chosen_instrument([item.instrument.key for item in rounds], wanted.get("instrument", ""))
    return timeline([results_of(item, voice) for item in rounds if item.instrument.key == key])


@with_partnership(Permission.EXPORT_RESULTS)
def over_time_picture(request: MemberRequest, partnership: Partnership, kind: str) -> HttpResponseBase:
    """The picture as the page shows it, by the same wishes; Http404 while there is none."""
    rounds = closed_rounds(partnership)
    if not rounds or kind not in dict(FILES):
        raise Http404
    time = _timeline(rounds, request.GET)
    spec = slopes(time, asked_of(time, request.GET))
    if not spec.rows:
        raise Http404
    record_audit(
        "results.exported",
        by=request.user,
        partnership_id=partnership.pk,
        target="Over time",
        format=f"{KEY}.{kind}",
        **filters_of(request),
    )
    source = f"{partnership.name}, {time.first.facts['title']} to {time.newest.facts['title']}."
    return picture_file(spec, kind, f"{partnership.slug}-{KEY}", source)
