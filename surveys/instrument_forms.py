"""Forms for the pages of an instrument's draft. What may be left out in a draft is asked for when it is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from common.text import TextField, clean_text
from surveys.definition import Definition, Section
from surveys.instrument_pages import STATEMENT_FIELDS, Values, statement_field
from surveys.instrument_words import MOST
from surveys.languages import IN_ENGLISH
from surveys.translations import places_of_part
from surveys.yaml_fields import FRACTION

DIRECTIONS = (
    ("high_is_good", "High scores are good"),
    ("high_is_bad", "High scores are bad; it stays out of an overall score"),
)
STATEMENT_LABELS = {
    "text": "Statement",
    "guidance": "What good looks like",
    "ask_when_low": "To ask when it scores low",
    "ask_when_disputed": "To ask when people see it differently",
}
LONGEST_LIST = 1000
"""Characters of all answers together, as they are typed one a line."""


class LineField(TextField):
    """A text of one paragraph: spaces and line ends are folded, as they are in instrument files."""

    def __init__(self, *, most: str, rows: int = 0, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__(max_length=MOST[most], required=False, widget=widget, strip=True, **kwargs)

    def to_python(self, value: Any) -> str:
        """The folded text."""
        return " ".join(super().to_python(value).split())


class CutField(forms.CharField):
    """The mean above which a band holds, as an exact number; empty for the lowest band."""

    def clean(self, value: Any) -> str:
        """The number as typed, with a point for a comma."""
        text = str(super().clean(value)).replace(",", ".")
        if text and not FRACTION.fullmatch(text):
            raise ValidationError("Type a number such as 3, 2.5 or 7/3, or leave it empty for the lowest band.")
        return text


class Group(NamedTuple):
    """Fields that stand together under a name; `key` is a statement's, empty for others."""

    key: str
    name: str
    fields: list[forms.BoundField]


class PageForm(forms.Form):
    """What all pages share: `values` are the texts to store."""

    @property
    def values(self) -> Values:
        """The texts, by the names of the fields."""
        return {name: str(value) for name, value in self.cleaned_data.items()}

    def group(self, names: list[str], name: str = "", key: str = "") -> Group:
        """Some of the fields, under a name."""
        return Group(key, name, [self[field] for field in names])


class WholeForm(PageForm):
    """What an instrument is, its answers and its bands."""

    title = LineField(most="title", label="Title")
    description = LineField(most="description", rows=3, label="Description", help_text="What people read before.")
    source = LineField(most="source", rows=3, label="Source", help_text="Where the statements come from.")
    minutes = forms.IntegerField(label="Minutes to fill it in", min_value=1, max_value=240)
    labels = forms.CharField(
        label="Answers, one a line, lowest first",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Two to ten. With another number of answers, nothing can be compared with earlier rounds.",
    )
    dont_know = LineField(most="label", label="Words for “Don’t know”")
    not_applicable = LineField(most="label", label="Words for “Doesn’t apply”")

    def __init__(self, *args: Any, bands: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bands = bands
        for number in range(1, bands + 1):
            self.fields[f"band_{number}_letter"] = forms.CharField(label="Letter", max_length=1, required=False)
            self.fields[f"band_{number}_name"] = LineField(most="name", label="Name")
            self.fields[f"band_{number}_meaning"] = LineField(most="meaning", rows=2, label="What it means")
            self.fields[f"band_{number}_above"] = CutField(
                label="Holds where the mean is above", max_length=11, required=False
            )

    def clean_labels(self) -> str:
        """One answer a line, without empty lines."""
        lines = clean_text(self.cleaned_data["labels"], max_length=LONGEST_LIST).split("\n")
        return "\n".join(folded for line in lines if (folded := " ".join(line.split())))

    @property
    def groups(self) -> list[Group]:
        """As the page shows them."""
        names = ("letter", "name", "meaning", "above")
        rows = [
            self.group([f"band_{number}_{name}" for name in names], f"Band {number} from the top")
            for number in range(1, self.bands + 1)
        ]
        about = ["title", "description", "source", "minutes"]
        return [self.group(about, "About"), self.group(["labels", "dont_know", "not_applicable"], "Answers"), *rows]


class SectionForm(PageForm):
    """A section and its statements."""

    title = LineField(most="title", label="Title")
    short_title = LineField(most="short_title", label="Short title", help_text="For tables and pictures.")
    description = LineField(most="section_description", rows=2, label="Description")
    direction = forms.ChoiceField(label="Direction", choices=DIRECTIONS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, section: Section, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section, self.number = section, number
        for key in section.statement_keys:
            for name in STATEMENT_FIELDS:
                self.fields[statement_field(key, name)] = LineField(most=name, rows=2, label=STATEMENT_LABELS[name])

    @property
    def groups(self) -> list[Group]:
        """The section itself, then its statements."""
        own = self.group(["title", "short_title", "description", "direction"], "The section")
        return [
            own,
            *(
                self.group([statement_field(key, name) for name in STATEMENT_FIELDS], f"{self.number}.{number}", key)
                for number, key in enumerate(self.section.statement_keys, 1)
            ),
        ]


class TranslationForm(PageForm):
    """The words of a part in a further language, each beside what the first language says."""

    def __init__(self, *args: Any, definition: Definition, part: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, original in places_of_part(definition, part).items():
            field = LineField(most=_most(place), rows=1 if len(original) < 60 else 3, label=original)
            field.widget.attrs["lang"] = language
            self.fields[place] = field


def _most(place: str) -> str:
    """Which limit a place has."""
    name = place.rpartition(".")[2]
    if place.startswith("scale."):
        return "label"
    return "section_description" if place.startswith("sections.") and name == "description" else name


class LanguageForm(forms.Form):
    """Which language to add."""

    language = forms.ChoiceField(label="Language")

    def __init__(self, *args: Any, spoken: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(code, name) for code, name in IN_ENGLISH.items() if code not in spoken]
        self.fields["language"].choices = offered  # type: ignore[attr-defined]  # a ChoiceField, whose choices may be set


def clashes(form: PageForm, stored: Mapping[str, str], typed: Mapping[str, str]) -> list[tuple[forms.BoundField, str]]:
    """The fields in which somebody else stored another text meanwhile, with that text."""
    return [(form[name], text) for name, text in stored.items() if name in form.fields and typed.get(name) != text]
