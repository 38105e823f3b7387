"""Organisations, for administrators."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import UserRequest, for_administrators
from partnerships.forms import OrganisationForm, OtherOrganisationForm
from partnerships.models import Organisation
from partnerships.queries import names_before
from partnerships.services.organisations import (
    create_organisation,
    edit_organisation,
    merge_organisations,
    plan_organisation_merger,
)


@for_administrators
def organisations(request: UserRequest) -> HttpResponse:
    """The list."""
    rows = (
        Organisation.objects.current()
        .annotate(places=Count("partners", filter=Q(partners__left_on=None)))
        .order_by("name")
    )
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
    organisation = get_object_or_404(Organisation.objects.current(), pk=pk)
    form = OrganisationForm(request.POST or None, initial={"name": organisation.name, "sector": organisation.sector})
    if request.method == "POST" and form.is_valid():
        try:
            edit_organisation(organisation=organisation, **form.cleaned_data, by=request.user)
            messages.success(request, "Changed. Closed rounds keep the name they were closed with.")
            return redirect("partnerships:organisations")
        except ValidationError as error:
            form.add_error("name", error)
    context = {
        "form": form,
        "organisation": organisation,
        "partners": organisation.partners.select_related("partnership").order_by("partnership__name"),
        "names": names_before(organisation),
    }
    return render(request, "partnerships/organisation_form.html", context)


@for_administrators
def merge(request: UserRequest, pk: int) -> HttpResponse:
    """Asks for the other organisation, shows what will happen, then merges it into this one."""
    kept = get_object_or_404(Organisation.objects.current(), pk=pk)
    form = OtherOrganisationForm(request.POST or request.GET or None, kept=kept)
    context = {"organisation": kept, "form": form}
    if not form.is_valid():
        return render(request, "partnerships/organisation_merge.html", context)
    other: Organisation = form.cleaned_data["other"]
    if request.method == "POST":
        return _merge(request, kept, other)
    plan = plan_organisation_merger(kept=kept, merged=other)
    return render(request, "partnerships/organisation_merge_confirm.html", {**context, "other": other, "plan": plan})


def _merge(request: UserRequest, kept: Organisation, other: Organisation) -> HttpResponse:
    try:
        merge_organisations(kept=kept, merged=other, by=request.user)
        messages.success(request, f"Merged. What {other} took part in is {kept}’s now; published results stay.")
    except ValidationError as error:
        for problem in error.messages:
            messages.error(request, problem)
    return redirect("partnerships:organisation-edit", kept.pk)
