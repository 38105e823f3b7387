"""A person's own page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access import UserRequest
from accounts.forms import ProfileForm
from accounts.second_factor import has_second_factor
from accounts.services import rename_person


def profile(request: UserRequest) -> HttpResponse:
    """Own name, own roles, and ways to sign in."""
    form = ProfileForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        rename_person(person=request.user, name=form.cleaned_data["name"], by=request.user)
        messages.success(request, "Your name was changed.")
        return redirect("accounts:profile")
    roles = request.user.memberships.filter(ended_at=None).select_related("partnership", "partner__organisation")
    context = {"form": form, "roles": roles, "second_factor": has_second_factor(request.user)}
    return render(request, "accounts/profile.html", context)
