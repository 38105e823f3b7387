"""“You said, we did”: written, looked at, tested, sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.access import MemberRequest
from partnerships.rules import Permission
from surveys.access import with_round
from surveys.mail_forms import FollowUpForm
from surveys.models import FollowUp, Round
from surveys.queries import people_to_tell
from surveys.services.following_up import (
    follow_up_words,
    may_follow_up,
    send_follow_up,
    try_follow_up,
    write_follow_up,
)
from surveys.views.steps import take_step


@with_round(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def write(request: MemberRequest, round_: Round) -> HttpResponse:
    """The words, the mail that they make, and the two steps that follow."""
    if not may_follow_up(round_):
        messages.error(request, "Once a round that asked people is closed, you can tell them what follows from it.")
        return redirect(round_)
    written = FollowUp.objects.filter(round=round_).select_related("round__partnership", "written_by").first()
    form = FollowUpForm(request.POST or None, initial={"text": written.text if written else ""})
    if request.method == "POST" and form.is_valid():
        text, done = form.cleaned_data["text"], "Saved. Nobody has got it yet: look at the mail below."
        return take_step(
            request, lambda: write_follow_up(round_=round_, text=text, by=request.user), done, *_here(round_)
        )
    context = {
        "partnership": round_.partnership,
        "round": round_,
        "form": form,
        "written": written,
        "mail": follow_up_words(written) if written else None,
        "people": people_to_tell(round_).count(),
    }
    return render(request, "surveys/round_follow_up.html", context)


@with_round(Permission.MANAGE_ROUND)
@require_POST
def test(request: MemberRequest, round_: Round) -> HttpResponse:
    """Sends the mail to the reader alone."""
    done = f"A test mail is on its way to {request.user.email}. When it reads well, send it to everybody."
    return take_step(request, lambda: try_follow_up(round_=round_, by=request.user), done, *_here(round_))


@with_round(Permission.MANAGE_ROUND)
@require_POST
def send(request: MemberRequest, round_: Round) -> HttpResponse:
    """Sends it to everybody who was asked."""
    done = "Sent to everybody who was asked. It stands on the round’s page and with the results from now on."
    return take_step(request, lambda: send_follow_up(round_=round_, by=request.user), done, *_here(round_))


def _here(round_: Round) -> tuple[str, str, int]:
    return "surveys:round-follow-up", round_.partnership.slug, round_.pk
