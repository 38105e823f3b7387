"""The pages on which a draft of an instrument is written: the whole, a section, its words in a further language."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.access import UserRequest, for_administrators
from surveys.instrument_forms import LanguageForm, PageForm, SectionForm, TranslationForm, WholeForm, clashes
from surveys.instrument_pages import SPARE_BANDS, Page, SectionPage, TranslationPage, Values, WholePage, mark_of
from surveys.instrument_problems import troubles
from surveys.instrument_steps import moved, with_language, with_section, with_statement
from surveys.languages import english_name
from surveys.models import InstrumentDraft
from surveys.services.instrument_drafts import ChangedMeanwhileError, change_draft, save_page, taken_keys
from surveys.translations import WHOLE, places, places_of_part

DraftView = Callable[..., HttpResponse]


def with_draft(view: DraftView) -> DraftView:
    """Turns `view(request, draft, ...)` into one that takes a pk; 404 for others, and for parts gone."""

    @for_administrators
    @wraps(view)
    def wrapper(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        draft = get_object_or_404(InstrumentDraft.objects.select_related("edited_by"), pk=pk)
        try:
            return view(request, draft, **kwargs)
        except KeyError as error:
            raise Http404 from error

    return wrapper


@with_draft
def whole(request: UserRequest, draft: InstrumentDraft) -> HttpResponse:
    """Title, answers and bands; and what leads to its sections and languages."""
    definition = draft.definition
    counted = {code: len(words) for code, words in definition.translations.items()}
    form = WholeForm(
        request.POST or None, initial=_shown(draft, WholePage()), bands=len(definition.bands) + SPARE_BANDS
    )
    more = {
        "definition": definition,
        "troubles": troubles(draft.content),
        "languages": [(code, english_name(code), count) for code, count in counted.items()],
        "of": len(places(definition)),
        "first_language": english_name(definition.language),
        "language_form": LanguageForm(spoken=definition.languages),
    }
    return _page(request, draft, WholePage(), form, "instruments/draft.html", more)


@with_draft
def section(request: UserRequest, draft: InstrumentDraft, section: str) -> HttpResponse:
    """A section with its statements."""
    definition = draft.definition
    part = definition.section(section)
    number = definition.sections.index(part) + 1
    page = SectionPage(section)
    form = SectionForm(request.POST or None, initial=_shown(draft, page), section=part, number=number)
    more = {"section": part, "number": number, "of": len(definition.sections)}
    return _page(request, draft, page, form, "instruments/section.html", more)


@with_draft
def translation(request: UserRequest, draft: InstrumentDraft, language: str, part: str) -> HttpResponse:
    """The words of a part in a further language."""
    definition = draft.definition
    page = TranslationPage(language, part)
    shown = _shown(draft, page)
    form = TranslationForm(request.POST or None, initial=shown, definition=definition, part=part, language=language)
    parts = [(WHOLE, "The whole"), *((row.key, row.short_title or row.key) for row in definition.sections)]
    more = {
        "language": language,
        "language_name": english_name(language),
        "definition": definition,
        "part": part,
        "part_title": dict(parts)[part],
        "parts": [(key, name, *_counted(definition.translations[language], definition, key)) for key, name in parts],
    }
    return _page(request, draft, page, form, "instruments/translation.html", more)


def _counted(words: Any, definition: Any, part: str) -> tuple[int, int]:
    """How many texts of a part are translated, of how many."""
    found = places_of_part(definition, part)
    return sum(place in words for place in found), len(found)


def _shown(draft: InstrumentDraft, page: Page) -> Values:
    return page.values(draft.content)


def _page(
    request: UserRequest, draft: InstrumentDraft, page: Page, form: PageForm, template: str, more: dict[str, Any]
) -> HttpResponse:
    """Shows the page, or stores it and takes the step asked for; what clashes is shown beside what was typed."""
    stored, clashing, status = page.values(draft.content), [], 200
    if request.method == "POST" and not form.is_valid():
        status = 422
    elif request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            saved = save_page(draft=draft, page=page, values=form.values, seen=seen, by=request.user)
            return redirect(_take_step(request, saved, page))
        except ChangedMeanwhileError as error:
            stored, status = error.stored, 409
            clashing = clashes(form, stored, form.values)
            more["who"] = draft.edited_by
    context = {**more, "draft": draft, "form": form, "seen": mark_of(stored), "clashes": clashing}
    return render(request, template, context, status=status)


def _take_step(request: UserRequest, draft: InstrumentDraft, page: Page) -> str:
    """Does what the pressed button names, after everything on the page is stored; where to go then."""
    step, _, key = request.POST.get("step", "").partition(":")
    by, taken = request.user, taken_keys(draft)
    if step in {"up", "down"}:
        change_draft(
            draft=draft, change=lambda now: moved(now, key, up=step == "up"), about=f"the place of {key}", by=by
        )
        return f"{request.path}#{key}"
    if step == "remove":
        kind = "statement" if isinstance(page, SectionPage) else "section"
        return reverse("instruments:remove", args=[draft.pk, kind, key])
    if step == "add-statement" and isinstance(page, SectionPage):
        saved = change_draft(
            draft=draft, change=lambda now: with_statement(now, page.key, taken)[0], about="the statements", by=by
        )
        return f"{request.path}#{saved.definition.section(page.key).statement_keys[-1]}"
    if step == "add-section":
        saved = change_draft(draft=draft, change=lambda now: with_section(now, taken)[0], about="the sections", by=by)
        return reverse("instruments:section", args=[draft.pk, saved.definition.sections[-1].key])
    if step == "add-language":
        return _language_added(request, draft)
    messages.success(request, "Saved.")
    return request.path


def _language_added(request: UserRequest, draft: InstrumentDraft) -> str:
    form = LanguageForm(request.POST, spoken=draft.definition.languages)
    if not form.is_valid():
        messages.error(request, "Choose a language from the list.")
        return request.path
    code = form.cleaned_data["language"]
    name = english_name(code)
    change_draft(
        draft=draft, change=lambda now: with_language(now, code), about=f"the languages: {name}", by=request.user
    )
    return reverse("instruments:translation", args=[draft.pk, code, WHOLE])
