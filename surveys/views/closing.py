"""Closing a partnership."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from partnerships.access import MemberRequest, with_partnership
from partnerships.forms import CloseForm
from partnerships.models import Partnership
from partnerships.rules import Permission
from record.standing import remaining
from surveys.services.closing import close_partnership, plan_closing


@with_partnership(Permission.CLOSE_PARTNERSHIP)
def close(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """Says what will happen and what remains owed, asks once, then closes."""
    form = CloseForm(request.POST or None, initial={"on": partnership.today})
    if request.method == "POST" and form.is_valid():
        try:
            close_partnership(partnership=partnership, **form.cleaned_data, by=request.user)
            messages.success(request, "Closed. Everything can still be read; what remains owed is listed here.")
            return redirect(partnership)
        except ValidationError as error:
            form.add_error("on", error)
    context = {
        "partnership": partnership,
        "form": form,
        "plan": plan_closing(partnership),
        "owed": remaining(partnership),
    }
    return render(request, "surveys/partnership_close.html", context, status=422 if form.errors else 200)
