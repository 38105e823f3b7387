"""One click to sign in as each kind of person: routed in a demonstration only (a deploy check proves it)."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.models import User


@dataclass(frozen=True)
class Kind:
    """A kind of person: the name before the @ of its demonstration address, and what it is for."""

    name: str
    label: str
    what: str

    @property
    def email(self) -> str:
        """The demonstration's address."""
        return f"{self.name}@demo.example"


KINDS = (
    Kind("member", "Partner member", "answers a round, reads results"),
    Kind("lead", "Partner lead", "also looks after its organisation’s people"),
    Kind("facilitator", "Facilitator", "sets up rounds, reads the results of every partnership here"),
    Kind("administrator", "Administrator", "looks after organisations, partnerships and people"),
)


@login_not_required
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Signs in as the kind named `kind`, and leads on to the page named `next`."""
    kind = next((kind for kind in KINDS if kind.name == request.POST.get("kind")), None)
    person = User.objects.filter(email=kind.email).first() if kind else None
    if person is None:
        messages.error(request, "The demonstration’s people are not here. Fill it with: make demo-data")
        return redirect("account_login")
    login(request, person)
    onward = request.POST.get("next", "")
    return redirect(onward if url_has_allowed_host_and_scheme(onward, {request.get_host()}) else "home")
