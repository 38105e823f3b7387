"""All people, for administrators."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import UserRequest, for_administrators
from accounts.audit_words import person_audit
from accounts.forms import SearchForm
from accounts.models import User
from accounts.queries import only_facilitator_of, roles_of
from accounts.second_factor import FACTORS, reset_second_factor
from accounts.services import set_active, set_administrator
from accounts.tokens import revoke_all_tokens, tokens_of


@for_administrators
def people(request: UserRequest) -> HttpResponse:
    """The list, with a search."""
    form = SearchForm(request.GET)
    wanted = form.cleaned_data["q"] if form.is_valid() else ""
    found = User.objects.filter(Q(name__icontains=wanted) | Q(email__icontains=wanted), erased_at=None)
    page = Paginator(found.order_by("name", "email"), 50).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"form": form, "page": page, "q": wanted})


@for_administrators
def person(request: UserRequest, pk: int) -> HttpResponse:
    """One person: roles, standing, and what an administrator can do."""
    who = get_object_or_404(User.objects.select_related("merged_into"), pk=pk)
    context = {
        "who": who,
        "roles": roles_of(who),
        "alone": only_facilitator_of(who),
        "merged": who.merged_from.order_by("email"),
        "factors": Authenticator.objects.filter(user=who, type__in=FACTORS).count(),
        "tokens": tokens_of(who),
        "entries": person_audit(who),
    }
    return render(request, "accounts/person.html", context)


@for_administrators
@require_POST
def change(request: UserRequest, pk: int) -> HttpResponse:
    """Takes the step named `step`, and says how it went; an unknown one changes nothing."""
    who = get_object_or_404(User, pk=pk)
    step, done = _steps(request, who).get(request.POST.get("step", ""), (None, ""))
    if step is not None:
        try:
            step()
            messages.success(request, done)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect("accounts:person", pk)


def _steps(request: UserRequest, who: User) -> dict[str, tuple[Callable[[], None], str]]:
    by, knowingly = request.user, request.POST.get("knowingly") == "on"

    def active(is_active: bool) -> Callable[[], None]:
        return lambda: set_active(person=who, is_active=is_active, by=by, knowingly=knowingly)

    def administrator(is_administrator: bool) -> Callable[[], None]:
        return lambda: set_administrator(person=who, is_administrator=is_administrator, by=by)

    def revoked() -> None:
        revoke_all_tokens(person=who, by=by)

    return {
        "administrator": (
            administrator(True),
            f"{who} is an administrator now, and will be asked for a second factor.",
        ),
        "no-administrator": (administrator(False), f"{who} is no longer an administrator."),
        "deactivate": (active(False), f"{who} cannot sign in any more, and was signed out everywhere."),
        "activate": (active(True), f"{who} can sign in again, with the same roles."),
        "reset-factor": (
            lambda: reset_second_factor(person=who, by=by),
            f"The second factor of {who} was reset. They were signed out, and told by mail.",
        ),
        "revoke-tokens": (revoked, f"Every API token of {who} was revoked. They are told by mail."),
    }
