"""Two versions of a part beside each other."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from partnerships.access import MemberRequest
from partnerships.models import Partnership
from partnerships.rules import Permission
from record.access import with_agreed_part
from record.compare import compare as differences
from record.models import Version
from record.queries import PartState, documents, states
from record.schema import Part


@with_agreed_part(Permission.SEE_RECORD)
def compare(request: MemberRequest, partnership: Partnership, part: Part) -> HttpResponse:
    """What was added, removed and changed between any two versions; by default the newest two."""
    state = states(partnership)[part.key]
    after = _chosen(state, request.GET.get("to"), 0)
    before = _chosen(state, request.GET.get("from"), 1)
    context = {"partnership": partnership, "part": part, "state": state, "before": before, "after": after}
    if before and after:
        held = documents(partnership, [before, after])
        context["changes"] = differences(held[before.pk], held[after.pk])
    return render(request, "record/compare.html", context)


def _chosen(state: PartState, number: str | None, default: int) -> Version | None:
    """The version with this number, or the so-manyth newest; Http404 for a number that is none."""
    if not number:
        return state.versions[default] if len(state.versions) > default else None
    found = next((item for item in state.versions if str(item.number) == number), None)
    if found is None:
        raise Http404
    return found
