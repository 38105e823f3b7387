"""Published instruments, for administrators: to look at, to copy, to take away."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.views.decorators.http import require_POST

from accounts.access import UserRequest, for_administrators
from surveys.answer_sheet import unanswered_sheet
from surveys.audit_words import instrument_audit
from surveys.instrument_file import file_text
from surveys.languages import own_name
from surveys.models import Instrument, InstrumentDraft
from surveys.notices import PREVIEWED, notice_of
from surveys.services.instrument_drafts import start_draft
from surveys.translations import Worded

InstrumentView = Callable[..., HttpResponse]


def with_instrument(view: InstrumentView) -> InstrumentView:
    """Turns `view(request, instrument, ...)` into one that takes a pk; 404 for all but administrators."""

    @for_administrators
    @wraps(view)
    def wrapper(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        return view(request, get_object_or_404(Instrument, pk=pk), **kwargs)

    return wrapper


@for_administrators
def published(request: UserRequest) -> HttpResponse:
    """Every published version, by instrument, the drafts, and what was done."""
    rows = Instrument.objects.order_by("key", "-version")
    by_key: dict[str, list[Instrument]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    context = {
        "instruments": sorted(by_key.values(), key=lambda versions: versions[0].title),
        "drafts": InstrumentDraft.objects.select_related("edited_by"),
        "entries": instrument_audit(),
    }
    return render(request, "instruments/list.html", context)


@require_POST
@with_instrument
def copy(request: UserRequest, instrument: Instrument) -> HttpResponse:
    """Begins a draft: the next version, or with `as` = new an instrument of its own."""
    try:
        draft = start_draft(source=instrument, as_new=request.POST.get("as") == "new", by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("instruments:list")
    messages.success(request, "Copied. Nobody is asked anything by a draft; it can be changed until it is published.")
    return redirect("instruments:draft", draft.pk)


@with_instrument
def as_file(request: UserRequest, instrument: Instrument) -> HttpResponse:
    """The version as an instrument file, to be imported elsewhere or worked on by hand."""
    name = f"{instrument.key}-{instrument.version}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        file_text(instrument.definition), content_type="application/yaml; charset=utf-8", headers=headers
    )


@with_instrument
def look(request: UserRequest, instrument: Instrument, section: str) -> HttpResponse:
    """A section as people fill it in."""
    worded = instrument.worded(wanted_language(request, instrument.content.languages))
    return preview_page(request, worded, section, instrument.content.languages, {"instrument": instrument})


def wanted_language(request: HttpRequest, languages: tuple[str, ...]) -> str:
    """Which of the languages the address asks for; the first without one."""
    wanted = request.GET.get("language", "")
    return wanted if wanted in languages else languages[0]


def preview_page(
    request: HttpRequest, worded: Worded, section: str, languages: tuple[str, ...], more: dict[str, Any]
) -> HttpResponse:
    """A section as people would fill it in; nothing that is chosen there goes anywhere."""
    definition = worded.definition
    try:
        part = definition.section(section)
    except KeyError as error:
        raise Http404 from error
    with translation.override(worded.interface):
        context = {
            **more,
            "worded": worded,
            "definition": definition,
            "sheet": unanswered_sheet(worded, part),
            "notice": notice_of(PREVIEWED),
            "languages": [(code, own_name(code)) for code in languages],
        }
        return render(request, "instruments/preview.html", context)
