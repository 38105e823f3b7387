"""Published instruments."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from surveys.definition import Definition

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
