"""All people, for administrators."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import UserRequest, for_administrators
from accounts.forms import SearchForm
from accounts.models import User
from accounts.services import set_active, set_administrator


@for_administrators
def people(request: UserRequest) -> HttpResponse:
    """The list, with a search."""
    form = SearchForm(request.GET)
    wanted = form.cleaned_data["q"] if form.is_valid() else ""
    found = User.objects.filter(Q(name__icontains=wanted) | Q(email__icontains=wanted)).order_by("name", "email")
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"form": form, "page": page, "q": wanted})


@for_administrators
@require_POST
def person(request: UserRequest, pk: int) -> HttpResponse:
    """Makes or unmakes an administrator, deactivates or reactivates: `step` says which."""
    who = get_object_or_404(User, pk=pk)
    step = request.POST.get("step")
    try:
        if step in {"administrator", "no-administrator"}:
            set_administrator(person=who, is_administrator=step == "administrator", by=request.user)
        elif step in {"activate", "deactivate"}:
            set_active(person=who, is_active=step == "activate", by=request.user)
        messages.success(request, f"{who}: changed.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("accounts:people")
