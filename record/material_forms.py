"""Materials checked by the very forms that people fill in, so that nothing comes in that could not be typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.text import clean_text
from record.document import Row
from record.forms import ClauseForm
from record.material import Material, partners_in
from record.record_file import MOST_BYTES, RecordFileError
from record.schema import Clause, Field, Part
from record.services.writing import MOST_ROWS

RawRows = Mapping[str, Sequence[tuple[str, Mapping[str, Any]]]]
MOST_NAMES = 100
MOST_PROBLEMS = 20


def checked(part: Part, source: str, clauses: RawRows) -> Material:
    """The material; RecordFileError with every problem, or the first twenty of them."""
    names = _names(part, clauses)
    problems: list[str] = _crowded(part, clauses)
    rows: dict[str, tuple[Row, ...]] = {}
    for clause in part.clauses if not problems else ():
        held = clauses.get(clause.key, ())
        made = [(key, _form(part, clause, clauses, values, names)) for key, values in held]
        rows[clause.key] = tuple(
            Row(key, _by_name(clause, form.values, names)) for key, form in made if form.is_valid()
        )
        for number, (_, form) in enumerate(made, start=1):
            problems += _said(clause, number, form)
    if problems:
        more = len(problems) - MOST_PROBLEMS
        raise RecordFileError(*problems[:MOST_PROBLEMS], *([f"… and {more} more."] if more > 0 else []))
    return Material(part, source, rows)


def _names(part: Part, clauses: RawRows) -> list[str]:
    """All partners named, in a fixed order: a form knows each by its place, counted from 1."""
    found: dict[str, None] = {}
    for clause in part.clauses:
        for _, values in clauses.get(clause.key, ()):
            for field in clause.fields:
                if field.kind in {"partner", "partners"} and field.key in values:
                    found.update(dict.fromkeys(_checked_names(clause, field, values[field.key])))
    if len(found) > MOST_NAMES:
        raise RecordFileError(f"It names {len(found)} partners, and at most {MOST_NAMES} can be matched. Name fewer.")
    return list(found)


def _checked_names(clause: Clause, field: Field, value: Any) -> list[str]:
    named = value if field.kind == "partners" else [value]
    if not isinstance(named, list) or not all(isinstance(item, str) and item.strip() for item in named):
        raise RecordFileError(f"{clause.title}, {field.label}: name the partner as text, in quotes.")
    try:
        return [clean_text(item, max_length=120) for item in named]
    except ValidationError as error:
        raise RecordFileError(f"{clause.title}, {field.label}: {' '.join(error.messages)}") from error


def _crowded(part: Part, clauses: RawRows) -> list[str]:
    keys = [key for rows in clauses.values() for key, _ in rows]
    twice = {key for key in keys if keys.count(key) > 1} if len(set(keys)) < len(keys) else set()
    found = [f"The key “{key}” is given to two rows. Give each its own." for key in sorted(twice)]
    return found + [
        f"{clause.title} has {len(clauses[clause.key])} rows, and there is room for {MOST_ROWS}. Put some together."
        for clause in part.clauses
        if len(clauses.get(clause.key, ())) > MOST_ROWS
    ]


def _form(part: Part, clause: Clause, clauses: RawRows, values: Mapping[str, Any], names: list[str]) -> ClauseForm:
    """The form as if somebody had filled it in with these values."""
    partners = [(str(number), name) for number, name in enumerate(names, start=1)]
    rows = {field.of: _targets(clauses, field, values) for field in clause.fields if field.kind == "row"}
    sent = {field.key: _sent(field, values[field.key], names) for field in clause.fields if field.key in values}
    return ClauseForm(sent, clause=clause, partners=partners, rows=rows)


def _targets(clauses: RawRows, field: Field, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Rows to point to, and the one that is pointed to though it was removed: that is said later, when it is fitted."""
    keys = [key for key, _ in clauses.get(field.of, ())] + [str(values.get(field.key, ""))]
    return [(key, key) for key in keys if key]


def _sent(field: Field, value: Any, names: list[str]) -> Any:
    if field.kind == "partner":
        return str(names.index(clean_text(value, max_length=120)) + 1)
    if field.kind == "partners":
        return [str(names.index(clean_text(item, max_length=120)) + 1) for item in value]
    if field.kind == "choices":
        return [str(item) for item in value] if isinstance(value, list) else value
    return "" if value is None else str(value)


def _by_name(clause: Clause, values: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    stored = dict(values)
    for field in clause.fields:
        found = [names[place - 1] for place in partners_in(field, values)]
        if found:
            stored[field.key] = found[0] if field.kind == "partner" else found
    return stored


def _said(clause: Clause, number: int, form: ClauseForm) -> list[str]:
    where = f"{clause.title}, {clause.row_word} {number}" if clause.is_list else clause.title
    return [
        f"{where}, {form.fields[key].label if key in form.fields else 'as a whole'}: {' '.join(map(str, errors))}"
        for key, errors in form.errors.items()
    ]


class RecordUploadForm(forms.Form):
    """A record taken out of another partnership; `cleaned_data["file"]` has it."""

    file = forms.FileField(
        label="File",
        help_text="The JSON file from “Take it away” on a record’s page, at most 2 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
        error_messages={
            "required": "Choose the JSON file of a record.",
            "empty": "This file is empty. Choose the JSON file of a record.",
        },
    )

    def clean_file(self) -> Any:
        """The file, where it is no larger than a record is."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(
                "This file is larger than 2 MB, which no record is. Choose the JSON file from “Take it away”."
            )
        return file


class MatchForm(forms.Form):
    """Which partner here each name stands for; `partners` gives every name its partner's id, or None."""

    def __init__(self, *args: Any, names: Sequence[str], present: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_name = {name.casefold(): pk for pk, name in present.items()}
        self.known = {name: by_name[name.casefold()] for name in names if name.casefold() in by_name}
        self.unknown = [name for name in names if name not in self.known]
        choices = [
            ("", "nobody here: leave it empty"),
            *((str(pk), name) for pk, name in sorted(present.items(), key=lambda item: item[1])),
        ]
        for number, name in enumerate(self.unknown):
            self.fields[f"name-{number}"] = forms.ChoiceField(
                label=name,
                choices=choices,
                required=False,
                error_messages={"invalid_choice": "This is no partner here. Choose one from the list."},
            )

    @property
    def partners(self) -> dict[str, int | None]:
        """Those of the same name, and those that were chosen."""
        sent = self.cleaned_data if self.is_bound and self.is_valid() else {}
        chosen = [sent.get(f"name-{number}") for number in range(len(self.unknown))]
        return {**self.known, **{name: int(pk) if pk else None for name, pk in zip(self.unknown, chosen, strict=True)}}
