"""Forms made from the definition of a clause, and the few others that the record needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.text import TextField
from record.models import Signature
from record.schema import LINE, TEXT, Clause, Field

Choices = Sequence[tuple[str, str]]
MOST_MONEY = Decimal(100_000_000_000)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class DayInput(forms.DateInput):
    """The browser's own picker of days."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClauseForm(forms.Form):
    """A clause that has no rows, or one row of one that has.

    `partners` are those to choose from; `rows` gives for each clause the rows that a field may point to.
    """

    def __init__(
        self, *args: Any, clause: Clause, partners: Choices, rows: Mapping[str, Choices], **kwargs: Any
    ) -> None:
        kwargs["auto_id"] = f"id_{clause.key}_%s"  # several may be open in one page
        super().__init__(*args, **kwargs)
        self.clause = clause
        for field in clause.fields:
            options = partners if field.kind in {"partner", "partners"} else rows.get(field.of, ())
            made = MAKERS[field.kind](field, options)
            made.label, made.help_text, made.required = field.label, field.hint, field.is_required
            made.error_messages = {**made.error_messages, **({"required": field.missing} if field.missing else {})}
            self.fields[field.key] = made
        if not self.is_bound and clause.fields[0].kind != "choices":
            self.fields[clause.fields[0].key].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        """Days in their order, and one accountable partner alone."""
        found = super().clean() or {}
        for field in self.clause.fields:
            earlier = found.get(field.not_before) if field.not_before else None
            if earlier and found.get(field.key) and found[field.key] < earlier:
                before = self.fields[field.not_before].label
                self.add_error(field.key, f"This is before “{before}”. Put the two days in order.")
            if field.kind == "partner" and len(self._sent(field.key)) > 1:
                self.add_error(field.key, f"Choose exactly one partner here; {len(self._sent(field.key))} were named.")
        return found

    def _sent(self, key: str) -> list[Any]:
        getlist = getattr(self.data, "getlist", None)
        value = getlist(self.add_prefix(key)) if getlist else self.data.get(key)
        return value if isinstance(value, list) else [value]

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, as JSON has it: without what is empty."""
        stored = {key: _stored(value) for key, value in self.cleaned_data.items()}
        kinds = {field.key: field.kind for field in self.clause.fields}
        stored = {key: _ids(kinds[key], value) for key, value in stored.items()}
        return {key: value for key, value in stored.items() if value not in (None, "", [])}


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def _ids(kind: str, value: Any) -> Any:
    if kind == "partner":
        return int(value) if value else None
    return [int(item) for item in value] if kind == "partners" else value


def _day(field: Field, options: Choices) -> forms.Field:
    return forms.DateField(
        widget=DayInput(),
        validators=[_in_our_time],
        error_messages={"invalid": "This is no day. Give it as 2027-03-31, or use the calendar."},
    )


def _in_our_time(day: date) -> None:
    """Two digits of a year, or a slip in it, make a day that nobody means."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValidationError(f"The year is {day.year}. Give one between {FIRST_DAY.year} and {LAST_DAY.year}.")


def _choice(options: Choices) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[("", "Choose"), *options],
        error_messages={"invalid_choice": "This cannot be chosen here. Choose one from the list."},
    )


def _choices(options: Choices) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=options,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "“%(value)s” cannot be chosen here. Choose from the list."},
    )


def _number(field: Field, options: Choices) -> forms.Field:
    return forms.IntegerField(
        min_value=field.least,
        max_value=field.most,
        error_messages={
            "invalid": "Give a whole number, such as 30.",
            "min_value": "Give %(limit_value)s or more.",
            "max_value": "Give %(limit_value)s or less.",
        },
    )


def _money(field: Field, options: Choices) -> forms.Field:
    return MoneyField(
        min_value=0,
        max_value=MOST_MONEY,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "invalid": "Give a sum in pounds, such as 84,000.",
            "min_value": "Give 0 or more.",
            "max_value": "This sum is too large to be one. Give it in pounds.",
            "max_decimal_places": "Give pounds and pence: two digits after the point at most.",
            "max_digits": "This sum is too large to be one. Give it in pounds.",
        },
    )


class MoneyField(forms.DecimalField):
    """A sum in pounds; the pound sign and commas are allowed."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as its parent does, whatever its stub says
        """The sum; None where it is empty."""
        return super().to_python(value.replace("£", "").replace(",", "") if isinstance(value, str) else value)


MAKERS: dict[str, Callable[[Field, Choices], forms.Field]] = {
    "line": lambda field, options: TextField(max_length=LINE),
    "text": lambda field, options: TextField(
        max_length=TEXT, widget=forms.Textarea(attrs={"rows": 4, "class": "grows"})
    ),
    "choice": lambda field, options: _choice(field.choices),
    "choices": lambda field, options: _choices(field.choices),
    "date": _day,
    "number": _number,
    "money": _money,
    "partner": lambda field, options: _choice(options),
    "partners": lambda field, options: _choices(options),
    "row": lambda field, options: _choice(options),
}


class ProposeForm(forms.Form):
    """What putting a draft forward needs."""

    changes = TextField(
        label="What is new",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="In a sentence or two, for those who sign. They can compare the versions word by word as well.",
    )
    answers_due_on = forms.DateField(
        label="Answers wanted by", widget=DayInput(), error_messages={"required": "Say by when partners should answer."}
    )

    def clean_answers_due_on(self) -> date:
        """A day that lies ahead."""
        day = cast("date", self.cleaned_data["answers_due_on"])
        if day <= timezone.localdate():
            raise ValidationError("Choose a day that lies ahead, so that partners have time to answer.")
        return day


class SignForm(forms.Form):
    """A lead's answer for its partner."""

    answer = forms.ChoiceField(
        label="Your answer",
        choices=[
            (Signature.Answer.AGREES, "We agree"),
            (Signature.Answer.RESERVATIONS, "We agree with reservations"),
            (Signature.Answer.DECLINES, "We decline"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the three answers."},
    )
    note = TextField(
        label="Note to the other partners",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed for a reservation or a refusal. All partners can read it.",
    )

    def clean(self) -> dict[str, Any]:
        """A note wherever the answer is not a plain yes."""
        found = super().clean() or {}
        if found.get("answer") in {"reservations", "declines"} and not found.get("note") and "note" not in self.errors:
            self.add_error("note", "Say what holds you back, so that the others can do something about it.")
        return found
