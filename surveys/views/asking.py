"""Asking people who joined after a round was launched; and the mail that asks, tried before."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.access import MemberRequest
from partnerships.rules import Permission
from surveys.access import with_round
from surveys.forms import AskLateForm
from surveys.models import Round
from surveys.notices import notice_of
from surveys.services.asking import ask_late, may_ask_late, not_asked, send_test
from surveys.words import deadline_words


@with_round(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def ask(request: MemberRequest, round_: Round) -> HttpResponse:
    """Shows who joined since, partner by partner, and asks those that are ticked."""
    if not may_ask_late(round_):
        messages.error(request, "Only while a round takes answers can more people be asked.")
        return redirect(round_)
    form = AskLateForm(request.POST if request.method == "POST" else None, members=list(not_asked([round_])))
    if request.method == "POST" and form.is_valid():
        try:
            count = ask_late(round_=round_, partners=form.cleaned_data["partners"], by=request.user)
            messages.success(request, f"{count} more {'person was' if count == 1 else 'people were'} asked, by mail.")
            return redirect(round_)
        except ValidationError as error:
            form.add_error("partners", error)
    context = {
        "partnership": round_.partnership,
        "round": round_,
        "form": form,
        "notice": notice_of(round_),
        "deadline": deadline_words(round_.closes_at, round_.zone),
    }
    return render(request, "surveys/round_ask.html", context)


@with_round(Permission.MANAGE_ROUND)
@require_POST
def test(request: MemberRequest, round_: Round) -> HttpResponse:
    """Sends the mail to whoever looks at it; the draft stays a draft."""
    try:
        send_test(round_=round_, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(round_)
    messages.success(request, f"A test is on its way to {request.user.email}. Nothing was launched.")
    return redirect("surveys:round-launch", round_.partnership.slug, round_.pk)
