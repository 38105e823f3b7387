"""The form for an archive somebody hands in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from archive.layout import MOST_BYTES


class BringInForm(forms.Form):
    """An archive, and another short name where its own is taken here.

    `seen` is the checksum of the file that was looked at: another one is looked at first, too.
    """

    file = forms.FileField(
        label="Archive",
        help_text=f"The file from “Take everything out”, at most {MOST_BYTES // 1_000_000} MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={
            "required": "Choose the archive of a partnership.",
            "empty": "This file is empty. Choose the archive of a partnership.",
        },
    )
    slug = forms.SlugField(
        label="Another short name for its address",
        max_length=60,
        required=False,
        help_text="Only where its own is taken here: lower-case letters, digits and hyphens.",
        error_messages={"invalid": "Use lower-case letters, digits and hyphens."},
    )
    seen = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=64)

    def clean_file(self) -> Any:
        """The file, where it is no larger than an archive is."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(
                f"This file is larger than {MOST_BYTES // 1_000_000} MB, which no archive made here is. "
                "Choose the file from “Take everything out”."
            )
        return file

    def clean_slug(self) -> str:
        """In lower case, as addresses are."""
        return str(self.cleaned_data["slug"]).lower()
