"""Published instruments, and drafts of the next ones."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from surveys.definition import Definition
from surveys.translations import Worded, worded

_worded: dict[tuple[str, str], Worded] = {}
"""Definitions in a language, by the digest of their content and the language."""
_read: dict[str, Definition] = {}
"""Definitions by the digest of their content: reading one takes longer than any query of a page."""


class Instrument(models.Model):
    """One published version of an instrument; it never changes."""

    key = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=12, default="en-GB")
    definition = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["title", "-version"]
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="instrument_version_once")]

    def __str__(self) -> str:
        return f"{self.title} (version {self.version})"

    @property
    def content(self) -> Definition:
        """The definition as typed values, read once a process: a published version never changes."""
        if self.fingerprint not in _read:
            _read[self.fingerprint] = Definition.from_json(self.definition)
        return _read[self.fingerprint]

    def worded(self, language: str) -> Worded:
        """The definition in one of its languages, put into words once a process."""
        place = (self.fingerprint, language)
        if place not in _worded:
            _worded[place] = worded(self.content, language)
        return _worded[place]


class InstrumentDraft(models.Model):
    """What administrators are writing: the next version of an instrument, or the first of a new one.

    `content` is what `Definition.to_json` writes; it may have everything wrong with it that a check finds.
    """

    key = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    content = models.JSONField()
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["key"], name="instrument_draft_once")]

    def __str__(self) -> str:
        return f"{self.content['title'] or 'Without a title'} (draft of version {self.version})"

    @property
    def definition(self) -> Definition:
        """The content as typed values, whatever is wrong with it."""
        return Definition.from_json(self.content)
