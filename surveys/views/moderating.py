"""A facilitator reads the comments that may be quoted, decides on each, and shares them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from partnerships.access import MemberRequest
from partnerships.rules import Permission
from surveys.access import with_round
from surveys.comment_forms import DecisionForm
from surveys.comments import places_of
from surveys.models import Quotation, Round
from surveys.quotations import next_to_decide, queue_of, why_none
from surveys.services.moderating import decide_comment, share_comments


@with_round(Permission.MODERATE_COMMENTS)
def queue(request: MemberRequest, round_: Round) -> HttpResponse:
    """All of them, by what they are about, in an order that says nothing; or why there are none."""
    found = queue_of(round_)
    context = {
        "partnership": round_.partnership,
        "round": round_,
        "queue": found,
        "why_none": "" if found.groups else why_none(round_),
    }
    return render(request, "surveys/comments.html", context)


@with_round(Permission.MODERATE_COMMENTS)
@require_http_methods(["GET", "POST"])
def comment(request: MemberRequest, round_: Round, key: uuid.UUID) -> HttpResponse:
    """One comment, with the decision on it; afterwards the next that has none."""
    found = get_object_or_404(Quotation.objects.select_related("round"), round=round_, pk=key)
    form = DecisionForm(request.POST if request.method == "POST" else None, comment=found)
    if request.method == "POST" and form.is_valid():
        try:
            decide_comment(quotation=found, by=request.user, **form.cleaned_data)
            return _onward(round_, found)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "partnership": round_.partnership,
        "round": round_,
        "comment": found,
        "place": places_of(round_.instrument.content)[found.place],
        "form": form,
    }
    return render(request, "surveys/comment.html", context, status=422 if form.errors else 200)


def _onward(round_: Round, decided: Quotation) -> HttpResponse:
    place = [round_.partnership.slug, round_.pk]
    following = next_to_decide(queue_of(round_), decided)
    if following is None:
        return redirect("surveys:comments", *place)
    return redirect("surveys:comment", *place, following.pk)


@with_round(Permission.MODERATE_COMMENTS)
@require_http_methods(["GET", "POST"])
def share(request: MemberRequest, round_: Round) -> HttpResponse:
    """Asks once, then lets everybody in the partnership read what was released."""
    if request.method == "POST":
        try:
            count = share_comments(round_=round_, by=request.user)
            words = f"{count} comment{'' if count == 1 else 's'}"
            messages.success(request, f"Shared: {words} can be read beside the results.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("surveys:comments", round_.partnership.slug, round_.pk)
    context = {"partnership": round_.partnership, "round": round_, "queue": queue_of(round_)}
    return render(request, "surveys/comments_share.html", context)
