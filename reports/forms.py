"""What readers choose on pages of reports."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from reports.audit import KINDS, Wanted


class AuditForm(forms.Form):
    """Which entries of the audit trail to show."""

    about = forms.ChoiceField(label="About", required=False, choices=[("", "Everything"), *KINDS.items()])
    who = forms.ChoiceField(label="Who", required=False)
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, actors: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Everybody"), *((str(pk), name) for pk, name in actors)]
        cast("forms.ChoiceField", self.fields["who"]).choices = choices

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        values = self.cleaned_data
        if values.get("since") and values.get("until") and values["until"] < values["since"]:
            raise ValidationError({"until": "This day is before the first one. Choose that day or a later one."})
        return values

    @property
    def wanted(self) -> Wanted:
        """What was chosen; everything where the form does not hold."""
        if not self.is_valid():
            return Wanted()
        values = self.cleaned_data
        who = int(values["who"]) if values["who"] else None
        return Wanted(values["about"], who, values["since"], values["until"])
