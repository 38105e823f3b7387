"""The form for a table somebody hands in: a file, or cells pasted from a spreadsheet."""

from __future__ import annotations

from typing import Any

from django import forms


class TableForm(forms.Form):
    """A file or pasted cells; `cleaned_data` has them as bytes (`data`), with what messages call them (`name`).

    Forms that extend it say in `most_bytes` how much is read; one byte more is read, so that too much is noticed.
    """

    most_bytes = 0
    file = forms.FileField(
        label="File",
        required=False,
        error_messages={"empty": "This file is empty. Choose the one that holds the rows."},
    )
    pasted = forms.CharField(
        label="Or cells copied from a spreadsheet",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="Copy them with their header and paste them here.",
    )

    def clean(self) -> dict[str, Any]:
        """Adds `data` and `name`; one of the two ways, not both."""
        data = super().clean() or self.cleaned_data
        file, pasted = data.get("file"), data.get("pasted") or ""
        if file and pasted.strip():
            self.add_error("pasted", "There is a file and pasted text. Send one of them.")
        elif file:
            data["data"], data["name"] = file.read(self.most_bytes + 1), file.name
        elif pasted.strip():
            data["data"], data["name"] = pasted.encode("utf-8", "replace"), "pasted cells"
        elif "file" not in self.errors:
            self.add_error("file", "Choose a file, or paste cells below.")
        return data
