"""How often a partnership asks again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from partnerships.access import MemberRequest, with_partnership
from partnerships.models import Partnership
from partnerships.rules import Permission
from surveys.forms import SeriesForm
from surveys.models import Round, Series
from surveys.services.series import AHEAD, next_closing, set_series


@with_partnership(Permission.MANAGE_ROUND)
@require_http_methods(["GET", "POST"])
def often(request: MemberRequest, partnership: Partnership) -> HttpResponse:
    """Every so many months, or not by itself."""
    series = Series.objects.filter(partnership=partnership).first()
    form = SeriesForm(request.POST or None, initial={"months": series.months if series else ""})
    if request.method == "POST" and form.is_valid():
        set_series(partnership=partnership, months=form.cleaned_data["months"], by=request.user)
        messages.success(request, "Kept.")
        return redirect("surveys:rounds", partnership.slug)
    return render(request, "surveys/series.html", {"partnership": partnership, "form": form})


def series_context(partnership: Partnership, last: Round | None) -> dict[str, object]:
    """For the list of rounds: how often, and when the next one is prepared; None where it is not known yet."""
    series = Series.objects.filter(partnership=partnership).first()
    prepared = next_closing(series, last) - AHEAD if series and last else None
    return {"series": series, "prepared": prepared}
