"""Drafts of instruments: copied from a published version, written page by page, published, or thrown away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from surveys.definition import Definition
from surveys.instrument_file import check
from surveys.instrument_pages import Content, Page, Values, draft_content, mark_of
from surveys.instrument_steps import fresh_key, keys_in, with_keys_of
from surveys.models import Instrument, InstrumentDraft
from surveys.services.instruments import InstrumentRefusedError, publish_instrument
from surveys.translations import kept_translations


class ChangedMeanwhileError(ValidationError):
    """Somebody else stored other texts on the same page; nothing was stored. `stored` is what is there now."""

    def __init__(self, stored: Values, by: User | None) -> None:
        self.stored = stored
        who = by or "Somebody whose account is gone"
        super().__init__(f"{who} changed this page meanwhile. What they stored is shown beside what you typed.")


@transaction.atomic
def start_draft(*, source: Instrument, as_new: bool, by: User) -> InstrumentDraft:
    """A copy, as the next version or as a new instrument; ValidationError when the next version is being written."""
    key = fresh_key(source.key, _instrument_keys()) if as_new else source.key
    newest = Instrument.objects.filter(key=key).order_by("-version").first()
    version = newest.version + 1 if newest else 1
    content = draft_content(source.content, key=key, version=version)
    draft, is_new = InstrumentDraft.objects.get_or_create(
        key=key, defaults={"version": version, "content": content, "edited_by": by}
    )
    if not is_new:
        raise ValidationError(
            f"A draft of version {draft.version} is there already. Publish it or throw it away first, then copy again."
        )
    _record("instrument.draft-started", draft, by, source=str(source))
    return draft


def _instrument_keys() -> set[str]:
    return {*Instrument.objects.values_list("key", flat=True), *InstrumentDraft.objects.values_list("key", flat=True)}


def _locked(draft: InstrumentDraft) -> InstrumentDraft:
    return InstrumentDraft.objects.select_for_update(of=("self",)).select_related("edited_by").get(pk=draft.pk)


@transaction.atomic
def save_page(*, draft: InstrumentDraft, page: Page, values: Values, seen: str, by: User) -> InstrumentDraft:
    """Stores the texts of one page; `seen` is the mark of those that it was made from.

    ChangedMeanwhileError when others are stored by now, unless they are the same as these; KeyError when the part is
    gone. Other pages of the draft may be written at the same time.
    """
    locked = _locked(draft)
    stored = page.values(locked.content)
    if mark_of(stored) != seen and stored != values:
        raise ChangedMeanwhileError(stored, locked.edited_by)
    missing = {name: stored[name] for name in stored if name not in values}
    content = with_keys_of(page.write(locked.content, {**missing, **values}), newest_before(locked))
    return _store(locked, content, by, page.title)


@transaction.atomic
def change_draft(
    *, draft: InstrumentDraft, change: Callable[[Content], Content], about: str, by: User
) -> InstrumentDraft:
    """Adds, moves or takes something out, of what is stored now; `about` says in words what."""
    locked = _locked(draft)
    return _store(locked, change(locked.content), by, about)


def _store(draft: InstrumentDraft, content: Content, by: User, about: str) -> InstrumentDraft:
    if content != draft.content:
        draft.content, draft.edited_by, draft.edited_at = content, by, timezone.now()
        draft.save()
        _record("instrument.draft-edited", draft, by, about=about)
    return draft


def newest_before(draft: InstrumentDraft) -> Definition | None:
    """The published version that the draft follows; None for a new instrument."""
    newest = Instrument.objects.filter(key=draft.key).order_by("-version").first()
    return newest.content if newest else None


def taken_keys(draft: InstrumentDraft) -> set[str]:
    """Keys that stand for something in any published version, or in the draft."""
    published = Instrument.objects.filter(key=draft.key)
    return keys_in(draft.content).union(*(keys_in(row.content.to_json()) for row in published))


@transaction.atomic
def publish_draft(*, draft: InstrumentDraft, by: User) -> Instrument:
    """Publishes it for good, and the draft is gone; ValidationError when something is wrong with it."""
    locked = _locked(draft)
    problems = check(locked.content)
    if problems:
        raise ValidationError("Not published: some things are still to be put right. They are listed here.")
    written = locked.definition
    spoken = {language: words for language, words in kept_translations(written).items() if words}
    definition = replace(written, translations=spoken)
    if Instrument.objects.filter(key=locked.key, version__gte=locked.version).exists():
        raise ValidationError(
            f"Version {locked.version} or a newer one was published meanwhile, from a file. Throw this draft away and "
            "copy the newest version."
        )
    try:
        instrument = publish_instrument(definition=definition, by=by, where="this draft")
    except InstrumentRefusedError as error:
        raise ValidationError(str(error)) from error
    locked.delete()
    return instrument


@transaction.atomic
def discard_draft(*, draft: InstrumentDraft, by: User) -> None:
    """Throws it away."""
    _record("instrument.draft-discarded", draft, by)
    draft.delete()


def _record(action: str, draft: InstrumentDraft, by: User, **details: Any) -> None:
    record_audit(action, by=by, target=str(draft), key=draft.key, version=draft.version, **details)
