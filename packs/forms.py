"""Which files somebody wants, and what a schedule sends to whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from accounts.models import User
from packs.contents import all_kinds, kind_choices
from packs.models import Schedule

NO_FILES = {"required": "Choose at least one kind of file."}


class FilesField(forms.MultipleChoiceField):
    """Kinds of files, all of them chosen beforehand."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        given = {"label": "Files", "choices": kind_choices, "initial": all_kinds, "error_messages": NO_FILES}
        super().__init__(**{**given, **kwargs})


class FilesForm(forms.Form):
    """What a pack holds."""

    kinds = FilesField()


class ScheduleForm(forms.Form):
    """When, what and to whom."""

    occasion = forms.ChoiceField(
        label="When",
        choices=Schedule.Occasion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose when it is sent."},
        help_text="A quarter begins on 1 January, April, July and October.",
    )
    kinds = FilesField(
        help_text="When a round closes: of that round. Each quarter: of all closed rounds. The record as it is then."
    )
    people = forms.MultipleChoiceField(
        label="People",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person."},
        help_text="Each gets a pack of their own, as far as they may see results when it is made.",
    )

    def __init__(self, *args: Any, people: Mapping[User, str], stopped: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(person.pk): person for person in people}
        cast("forms.MultipleChoiceField", self.fields["people"]).choices = [
            (str(person.pk), f"{person}, {words}{' (has stopped it)' if person.pk in stopped else ''}")
            for person, words in people.items()
        ]

    @property
    def chosen(self) -> list[User]:
        """The people, once the form holds."""
        return [self.known[key] for key in self.cleaned_data["people"]]
