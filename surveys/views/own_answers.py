"""What somebody sent, in all their rounds: theirs to read, also after they have left a partnership."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import UserRequest
from surveys.queries import sent_by


def own_answers(request: UserRequest) -> HttpResponse:
    """Every round with its receipt and a copy of the answers."""
    return render(request, "surveys/own_answers.html", {"sent": sent_by(request.user)})
