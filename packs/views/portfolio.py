"""A pack of the partnerships that a portfolio's filters select."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import UserRequest
from packs.forms import FilesForm
from packs.queries import packs_of
from packs.services.asking import MOST_PARTNERSHIPS, ask_for_portfolio
from packs.words import filters_words
from reports.portfolio.page import portfolio_page
from reports.views.portfolio import for_those_who_look_after


@for_those_who_look_after
@require_http_methods(["GET", "HEAD", "POST"])
def portfolio(request: UserRequest) -> HttpResponse:
    """How many are chosen, and which files of each; sends the wish, which the address narrows as on the portfolio."""
    found = portfolio_page(request)
    form = FilesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(
                ask_for_portfolio(
                    partnership_ids=list(found.selection.chosen.values_list("pk", flat=True)),
                    filters=filters_words(found.wishes),
                    files=form.cleaned_data["kinds"],
                    by=request.user,
                )
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    context = {
        "count": found.page.paginator.count,
        "most": MOST_PARTNERSHIPS,
        "chosen": filters_words(found.wishes),
        "query": found.wishes.query(),
        "form": form,
        "packs": packs_of(request.user, None),
    }
    return render(request, "packs/portfolio.html", context, status=422 if form.errors else 200)
