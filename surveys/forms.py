"""Forms about rounds. Dates are typed in the partnership's time zone and stored in UTC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.text import TextField
from common.uploads import TableForm
from partnerships.models import Membership
from surveys.definition import Definition
from surveys.mail_forms import reminders_field
from surveys.models import Instrument, Round
from surveys.queries import latest_instruments
from surveys.round_columns import IGNORED, propose_columns
from surveys.round_file import MAX_BYTES
from surveys.round_rows import PARTNER, RESPONDENT
from surveys.words import zone_words


def local_moment(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The moment in UTC; ValidationError for a local time that the clocks skip, or show twice."""
    naive = datetime.combine(day, hour)
    first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    moment = first.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != naive:
        raise ValidationError(
            f"On {day:%-d %B %Y} the clocks go forward and {hour:%H:%M} does not exist. "
            "Choose an hour later or earlier."
        )
    if first.utcoffset() != second.utcoffset():
        raise ValidationError(
            f"On {day:%-d %B %Y} the clocks go back and {hour:%H:%M} comes twice. "
            "Choose a time before or after that hour."
        )
    return moment


class MomentForm(forms.Form):
    """A form with moments: each is a date and a time field, joined by `moment`."""

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def moment(self, name: str) -> datetime | None:
        """The moment of `name`_on and `name`_at; None, with an error noted, where it is no moment."""
        day, hour = self.cleaned_data.get(f"{name}_on"), self.cleaned_data.get(f"{name}_at")
        if day is None or hour is None:
            return None
        try:
            return local_moment(day, hour, self.zone)
        except ValidationError as error:
            self.add_error(f"{name}_at", error)
            return None


def _day(label: str, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def _hour(label: str, **kwargs: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs)


class RoundForm(MomentForm):
    """A round before its launch."""

    FIELDS = (
        *("title", "instrument", "asks_importance", "mode", "official", "minimum_group", "view"),
        *("opens_at", "closes_at", "reminder_days"),
    )
    """Of a round; the form asks for day and hour of the two moments apart."""

    title = TextField(
        label="Title", max_length=120, help_text="What people will see, such as Spring 2027 health check."
    )
    instrument = forms.ModelChoiceField(Instrument.objects.none(), label="Instrument", empty_label=None)
    opens_on = _day("Opens on")
    opens_at = _hour("Opens at")
    closes_on = _day("Closes on")
    closes_at = _hour("Closes at")
    mode = forms.ChoiceField(
        label="Who may learn what",
        choices=[
            (Round.Mode.CONFIDENTIAL, "Confidential: readers see groups; the system knows who answered what"),
            (Round.Mode.ANONYMOUS, "Anonymous: the link is cut when somebody sends the answers"),
            (Round.Mode.ATTRIBUTED, "Attributed: results are named by organisation, nothing is hidden"),
        ],
        widget=forms.RadioSelect,
        help_text="Fixed at launch. The next page shows what each would mean for your partners.",
    )
    official = forms.TypedChoiceField(
        label="If attributed, what is named by organisation",
        choices=[
            (False, "What each of its people answers"),
            (True, "One official answer from each organisation, agreed by its people"),
        ],
        coerce=lambda value: value == "True",
        required=False,
        widget=forms.RadioSelect,
        help_text="For an official answer people answer privately first, see among themselves where they differ, and a "
        "lead of the organisation sends what they agree.",
    )
    minimum_group = forms.IntegerField(
        label="Smallest group shown",
        min_value=3,
        max_value=50,
        help_text="An organisation has a column of its own when so many of its people answer. Never under three.",
        error_messages={"min_value": "Groups under three people are never shown. Choose 3 or more."},
    )
    view = forms.ChoiceField(
        label="Partners",
        choices=[
            (Round.View.PARTNERS, "Side by side: a column for each partner that is large enough"),
            (Round.View.TOGETHER, "Together: one column for everybody, with the full detail of how people answered"),
        ],
        widget=forms.RadioSelect,
    )
    asks_importance = forms.BooleanField(
        label="Ask, too, how much each principle matters now",
        required=False,
        help_text="One more question at the end of each section. It says what to put first. Fixed at launch.",
    )
    reminder_days = reminders_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        instruments = latest_instruments()
        chosen = self.initial.get("instrument")
        keys = [item.pk for item in instruments] + ([chosen] if chosen else [])
        cast("forms.ModelChoiceField[Instrument]", self.fields["instrument"]).queryset = Instrument.objects.filter(
            pk__in=keys
        )
        for name in ("opens_at", "closes_at"):
            self.fields[name].help_text = zone_words(self.zone).capitalize().replace("Uk", "UK")

    @classmethod
    def initial_of(cls, values: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
        """What the form begins with for a round of these values (the names in FIELDS)."""
        initial = {name: values[name] for name in cls.FIELDS} | {"instrument": values["instrument"].pk}
        for name in ("opens", "closes"):
            moment = values[f"{name}_at"].astimezone(zone)
            initial |= {f"{name}_on": moment.date(), f"{name}_at": moment.time()}
        return initial

    @property
    def parts(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The fields in the parts of the page: a title, what it is about, its fields."""
        named = (
            ("What", "People read the title", ("title", "instrument", "asks_importance")),
            ("When", "It can be extended later, not shortened", ("opens_on", "opens_at", "closes_on", "closes_at")),
            ("Who learns what", "Fixed at launch", ("mode", "official", "minimum_group", "view")),
            ("Reminders", "Can be changed while it is open", ("reminder_days",)),
        )
        return [(title, note, [self[name] for name in names]) for title, note, names in named]

    def clean(self) -> dict[str, Any]:
        """Adds the moments, in order and ending in the future."""
        data = super().clean() or self.cleaned_data
        opens, closes = self.moment("opens"), self.moment("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes_on", "The round would close before it opens. Choose a later day or time.")
        elif closes and closes <= timezone.now():
            self.add_error("closes_on", "This time has passed. Choose a later day or time.")
        data["opens"], data["closes"] = opens, closes
        if data.get("instrument") and data.get("mode"):
            # Without the attributed mode the question does not arise, whatever is marked there.
            data["official"] = bool(data.get("official")) and data["mode"] == Round.Mode.ATTRIBUTED
            self._refuse(Round(instrument=data["instrument"], mode=data["mode"], official=data["official"]))
        return data

    def _refuse(self, round_: Round) -> None:
        try:
            round_.clean()
        except ValidationError as error:
            self.add_error("mode", error)

    def values(self) -> dict[str, Any]:
        """The round's fields, for the services."""
        data = self.cleaned_data
        names = ("title", "instrument", "mode", "official", "minimum_group", "view", "asks_importance", "reminder_days")
        return {**{name: data[name] for name in names}, "opens_at": data["opens"], "closes_at": data["closes"]}


class UploadForm(TableForm):
    """The rows of a round kept elsewhere, and the instrument that people answered."""

    most_bytes = MAX_BYTES
    instrument = forms.ModelChoiceField(
        Instrument.objects.none(), label="Instrument", empty_label=None, help_text="Whose statements people answered."
    )
    field_order = ("instrument", "file", "pasted")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = "CSV: a header, then one row for each person who answered. At most 20 MB."
        keys = [item.pk for item in latest_instruments()]
        cast("forms.ModelChoiceField[Instrument]", self.fields["instrument"]).queryset = Instrument.objects.filter(
            pk__in=keys
        )


class ColumnsForm(forms.Form):
    """What each column of an upload is; `chosen` holds the meanings in the file's order."""

    def __init__(self, *args: Any, header: Sequence[str], definition: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[Any] = [(IGNORED, "leave out"), (PARTNER, "the partner"), (RESPONDENT, "who answered")]
        choices += [
            (section.short_title, [(item.key, item.text) for item in section.statements])
            for section in definition.sections
        ]
        proposed = self.initial.get("columns") or propose_columns(header, definition)
        for number, (cell, meaning) in enumerate(zip(header, proposed, strict=True)):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=cell.strip() or f"Column {number + 1}", choices=choices, initial=meaning, required=False
            )

    @property
    def chosen(self) -> list[str]:
        """The meanings, once the form is valid."""
        return [self.cleaned_data[name] for name in self.fields]


NEW_PARTNER = "new"


class ImportForm(forms.Form):
    """Everything else that is decided before rows become a round; a field for each partner's name in the rows."""

    title = TextField(
        label="Title", max_length=120, help_text="What people will see, such as Spring 2024 health check."
    )
    day = _day("Day it was answered", help_text="About when; rounds are put in order by it.")
    mode = forms.ChoiceField(
        label="Who may learn what",
        choices=[
            (Round.Mode.CONFIDENTIAL, "Confidential: readers see groups"),
            (Round.Mode.ANONYMOUS, "Anonymous: readers see groups, and nobody can say who answered what"),
            (Round.Mode.ATTRIBUTED, "Attributed: results are named by organisation, nothing is hidden"),
        ],
        widget=forms.RadioSelect,
        help_text="What people were told when they answered. If you are not sure, choose confidential.",
    )
    minimum_group = cast("forms.IntegerField", RoundForm.base_fields["minimum_group"])
    view = cast("forms.ChoiceField", RoundForm.base_fields["view"])

    def __init__(self, *args: Any, names: Mapping[str, int], partners: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(names)
        there = {name.casefold(): name for name in partners}
        for number, (name, people) in enumerate(names.items()):
            same = there.get(name.casefold(), "")
            choices = [*([] if same else [("", "choose")]), *((partner, partner) for partner in partners)]
            self.fields[f"partner-{number}"] = forms.ChoiceField(
                label=f"{name} ({people:,})",
                choices=choices if same else [*choices, (NEW_PARTNER, "a new partner of this name")],
                initial=same,
                error_messages={"required": "Choose the partner this name means, or add it as a new one."},
            )

    def clean_day(self) -> date:
        """Not in the future."""
        day = cast("date", self.cleaned_data["day"])
        if day > timezone.localdate():
            raise ValidationError("This day is still to come. Choose the day on which people answered.")
        return day

    @property
    def meant(self) -> dict[str, str]:
        """The partner that each name means, once the form is valid."""
        chosen = {name: self.cleaned_data[f"partner-{number}"] for number, name in enumerate(self.names)}
        return {name: name if partner == NEW_PARTNER else partner for name, partner in chosen.items()}


class ExtendForm(MomentForm):
    """A later closing time."""

    closes_on = _day("Closes on")
    closes_at = _hour("Closes at")

    def clean(self) -> dict[str, Any]:
        """Adds the moment."""
        data = super().clean() or self.cleaned_data
        data["closes"] = self.moment("closes")
        return data


class SeriesForm(forms.Form):
    """How often the partnership asks again; None for not by itself."""

    months = forms.TypedChoiceField(
        label="Ask again",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", "Only when somebody sets up a round"),
            (2, "Every two months"),
            (3, "Every three months"),
            (4, "Every four months"),
            (6, "Every six months"),
            (12, "Once a year"),
            (24, "Every two years"),
        ],
        widget=forms.RadioSelect,
        help_text="Counted from the day on which the last round closed.",
    )


class CallOffForm(forms.Form):
    """Why a round is called off."""

    because = TextField(
        label="Why",
        max_length=300,
        help_text="Everybody who was asked reads this, in a mail and on the round’s page.",
        error_messages={"required": "Say why: everybody who was asked will want to know."},
    )


class AskLateForm(forms.Form):
    """Partners whose people, who joined since the launch, are asked now; `cleaned_data` holds their ids."""

    partners = forms.TypedMultipleChoiceField(
        label="Whom to ask",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one partner, or go back without asking anybody."},
    )

    def __init__(self, *args: Any, members: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: dict[int, list[Membership]] = {}
        for member in members:
            people.setdefault(member.partner_id or 0, []).append(member)
        field = cast("forms.TypedMultipleChoiceField", self.fields["partners"])
        field.choices = [
            (key, f"{found[0].partner}: {', '.join(str(member.person) for member in found)}")
            for key, found in people.items()
        ]
        field.initial = list(people)
