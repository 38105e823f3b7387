"""Organisations, for administrators."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import UserRequest, for_administrators
from partnerships.forms import OrganisationForm
from partnerships.models import Organisation
from partnerships.services.partnerships import create_organisation, edit_organisation


@for_administrators
def organisations(request: UserRequest) -> HttpResponse:
    """The list."""
    rows = Organisation.objects.annotate(places=Count("partners", filter=Q(partners__left_on=None))).order_by("name")
    page = Paginator(rows, 100).get_page(request.GET.get("page"))
    return render(request, "partnerships/organisations.html", {"page": page})


@for_administrators
def create(request: UserRequest) -> HttpResponse:
    """A new one."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = create_organisation(**form.cleaned_data, by=request.user)
            messages.success(request, f"{organisation} was added. Partnerships can take it in now.")
            return redirect("partnerships:organisations")
        except ValidationError as error:
            form.add_error("name", error)
    return render(request, "partnerships/organisation_form.html", {"form": form})


@for_administrators
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """Renames one, or moves its sector."""
    organisation = get_object_or_404(Organisation, pk=pk)
    form = OrganisationForm(request.POST or None, initial={"name": organisation.name, "sector": organisation.sector})
    if request.method == "POST" and form.is_valid():
        try:
            edit_organisation(organisation=organisation, **form.cleaned_data, by=request.user)
            messages.success(request, "Changed. Closed rounds keep the name they were closed with.")
            return redirect("partnerships:organisations")
        except ValidationError as error:
            form.add_error("name", error)
    return render(request, "partnerships/organisation_form.html", {"form": form, "organisation": organisation})
