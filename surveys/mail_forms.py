"""Forms about the mail of a round: when it reminds people, and what it tells them at its end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.text import TextField
from surveys.reminder_times import days_from


class DaysField(forms.CharField):
    """So many days before a deadline, typed as “7, 2”; cleaned to a list, the longest first."""

    def to_python(self, value: Any) -> Any:
        """The days; ValidationError, saying what to type, for anything else."""
        try:
            return days_from(str(value or ""))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        """As it was typed, or as it is typed."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value


def reminders_field() -> DaysField:
    """When a round reminds people; also a part of the form that sets one up."""
    return DaysField(
        label="Days before the deadline",
        required=False,
        help_text="Three at most, such as 7, 2. Only those who have not answered get them; nothing here sends none.",
    )


class RemindersForm(forms.Form):
    """When an open round reminds people."""

    reminder_days = reminders_field()


class FollowUpForm(forms.Form):
    """What follows from a round."""

    text = TextField(
        label="What you heard, and what you do about it",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="A few short paragraphs, with a blank line between them: what people said, what changes, who does it "
        "and by when, and what does not change and why. Nobody’s own answer belongs here.",
    )
