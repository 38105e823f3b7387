"""Merging two accounts of the same person, for administrators."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import UserRequest, for_administrators
from accounts.forms import OtherAccountForm
from accounts.models import User
from surveys.services.merging import merge_people, plan_merger


@for_administrators
def merge(request: UserRequest, pk: int) -> HttpResponse:
    """Asks for the other account, shows what will happen, then merges it into this one."""
    kept = get_object_or_404(User, pk=pk)
    form = OtherAccountForm(request.POST or request.GET or None)
    if not form.is_valid():
        return render(request, "accounts/merge.html", {"who": kept, "form": form})
    merged: User = form.cleaned_data["email"]
    if request.method == "POST":
        return _merge(request, kept, merged)
    plan = plan_merger(kept=kept, merged=merged, by=request.user)
    return render(request, "accounts/merge_confirm.html", {"who": kept, "merged": merged, "plan": plan})


def _merge(request: UserRequest, kept: User, merged: User) -> HttpResponse:
    try:
        merge_people(kept=kept, merged=merged, by=request.user)
        messages.success(request, f"Merged. What belonged to {merged.email} belongs to {kept.email} now.")
    except ValidationError as error:
        for problem in error.messages:
            messages.error(request, problem)
    return redirect("accounts:person", kept.pk)
