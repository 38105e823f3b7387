"""What is stored about the reader, to look at and to take away; asking to be erased, and erasing for administrators."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import UserRequest, for_administrators
from accounts.models import ErasureRequest, User
from surveys.services.erasing import (
    against_erasing,
    ask_for_erasure,
    erase_person,
    own_data,
    stored_about,
    take_back_erasure,
)


@require_safe
def page(request: UserRequest) -> HttpResponse:
    """How much there is of each kind, and what can be done about it."""
    asked = ErasureRequest.objects.filter(person=request.user).first()
    return render(request, "surveys/own_data.html", {"stored": stored_about(request.user), "asked": asked})


@require_safe
def download(request: UserRequest) -> HttpResponse:
    """All of it as JSON."""
    response = JsonResponse(own_data(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@require_http_methods(["GET", "POST"])
def erasure(request: UserRequest) -> HttpResponse:
    """Says what goes and what stays, then asks for it, or takes the wish back."""
    if request.method == "POST" and "keep" in request.POST:
        take_back_erasure(person=request.user)
        messages.success(request, "You are not erased; everything stays as it was.")
        return redirect("own-data")
    if request.method == "POST":
        ask_for_erasure(person=request.user)
        messages.success(request, "Asked. An administrator erases you, and a mail says when it is done.")
        return redirect("own-data")
    return render(request, "surveys/own_data_erase.html", {"stored": stored_about(request.user)})


@for_administrators
@require_http_methods(["GET", "POST"])
def erase(request: UserRequest, pk: int) -> HttpResponse:
    """Asks once, naming what goes; then it is gone."""
    who = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        try:
            erase_person(person=who, by=request.user)
            messages.success(request, "Erased.")
        except ValidationError as error:
            for problem in error.messages:
                messages.error(request, problem)
            return redirect("person-erase", pk)
        return redirect("accounts:people")
    context = {"who": who, "stored": stored_about(who), "problems": against_erasing(who, request.user)}
    asked = ErasureRequest.objects.filter(person=who).first()
    return render(request, "accounts/erase.html", {**context, "asked": asked})
