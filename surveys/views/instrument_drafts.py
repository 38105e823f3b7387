"""What becomes of a draft of an instrument: looked at, published, thrown away; and parts taken out of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import UserRequest
from surveys.definition import Definition
from surveys.instrument_problems import troubles
from surveys.instrument_steps import without
from surveys.languages import english_name
from surveys.models import InstrumentDraft
from surveys.services.instrument_drafts import change_draft, discard_draft, newest_before, publish_draft
from surveys.services.instruments import key_changes
from surveys.translations import worded
from surveys.views.instrument_pages import with_draft
from surveys.views.instruments import preview_page, wanted_language


@with_draft
def preview(request: UserRequest, draft: InstrumentDraft, section: str) -> HttpResponse:
    """A section as people would fill it in, in any of its languages."""
    definition = draft.definition
    words = worded(definition, wanted_language(request, definition.languages))
    return preview_page(request, words, section, definition.languages, {"draft": draft})


@with_draft
def publish(request: UserRequest, draft: InstrumentDraft) -> HttpResponse:
    """What would change for rounds, then for good; what is wrong is listed instead."""
    problem = ""
    if request.method == "POST":
        try:
            instrument = publish_draft(draft=draft, by=request.user)
            messages.success(request, f"{instrument} is published. Rounds that are set up from now on can use it.")
            return redirect("instruments:list")
        except ValidationError as error:
            problem = " ".join(error.messages)
    before = newest_before(draft)
    context = {
        "draft": draft,
        "definition": draft.definition,
        "troubles": troubles(draft.content),
        "before": before,
        "changes": key_changes(before, draft.definition) if before else None,
        "is_other_scale": before is not None and before.scale.points != draft.definition.scale.points,
        "problem": problem,
    }
    return render(request, "instruments/publish.html", context, status=422 if problem else 200)


@with_draft
def discard(request: UserRequest, draft: InstrumentDraft) -> HttpResponse:
    """Asks once, then throws the draft away."""
    if request.method == "POST":
        discard_draft(draft=draft, by=request.user)
        messages.success(request, f"The {draft} was thrown away.")
        return redirect("instruments:list")
    return render(request, "instruments/discard.html", {"draft": draft, "definition": draft.definition})


@with_draft
def remove(request: UserRequest, draft: InstrumentDraft, kind: str, key: str) -> HttpResponse:
    """Asks once, naming what will be lost, then takes a section, a statement or a language out."""
    lost, section = _lost(draft.definition, kind, key)
    back = redirect("instruments:section", draft.pk, section) if section else redirect("instruments:draft", draft.pk)
    if request.method == "POST":
        change_draft(draft=draft, change=lambda now: without(now, kind, key), about=f"the {kind}s", by=request.user)
        messages.success(request, "Taken out.")
        return back
    context = {"draft": draft, "kind": kind, "key": key, "lost": lost, "back": back.url}
    return render(request, "instruments/remove.html", context)


def _lost(definition: Definition, kind: str, key: str) -> tuple[list[str], str]:
    """The texts that go with it, and the section to come back to; KeyError and Http404 for what is not there."""
    if kind == "section":
        return [row.text or row.key for row in definition.section(key).statements], ""
    if kind == "language":
        return [english_name(key), f"{len(definition.translations[key])} translated texts"], ""
    for section in definition.sections:
        for row in section.statements:
            if kind == "statement" and row.key == key:
                return [row.text or row.key], section.key
    raise Http404
