"""People added by a list: hand it in, look at what it would do, then store it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common.file_problems import FileError
from common.table_file import encoding_of
from partnerships.access import MemberRequest, with_partnership
from partnerships.forms import PeopleListForm
from partnerships.models import Partnership
from partnerships.rules import Permission
from partnerships.services.people_list import add_people, plan_people


@with_partnership(Permission.INVITE_OWN_PARTNER)
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """The list; then what it would do, and, with `step` "store", doing it. Nothing is kept in between."""
    form = PeopleListForm(request.POST or None, request.FILES or None)
    context = {"partnership": partnership, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("step") == "store":
                return _stored(request, partnership, form)
            return _look(request, partnership, form)
        except FileError as error:
            context["problems"] = error
        except ValidationError as error:
            form.add_error(None, error)
    status = 422 if request.method == "POST" else 200
    return render(request, "partnerships/people_list.html", context, status=status)


def _look(request: MemberRequest, partnership: Partnership, form: PeopleListForm) -> HttpResponse:
    data, name = form.cleaned_data["data"], form.cleaned_data["name"]
    planned = plan_people(partnership=partnership, data=data, name=name, standing=request.standing)
    context = {
        "partnership": partnership,
        "planned": planned,
        "new": sum(not item.is_here for item in planned),
        "text": data.decode(encoding_of(data)),
    }
    return render(request, "partnerships/people_list_look.html", context)


def _stored(request: MemberRequest, partnership: Partnership, form: PeopleListForm) -> HttpResponse:
    data, name = form.cleaned_data["data"], form.cleaned_data["name"]
    count = add_people(partnership=partnership, data=data, name=name, standing=request.standing, by=request.user)
    people = "One person was" if count == 1 else f"{count:,} people were"
    messages.success(request, f"{people} added. They are asked when a round is launched; no mail was sent now.")
    return redirect("partnerships:people", partnership.slug)
