"""Forms about rounds. Dates are typed in the partnership's time zone and stored in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.text import TextField
from partnerships.models import Membership
from surveys.models import Instrument, Round
from surveys.queries import latest_instruments
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
            self._refuse(Round(instrument=data["instrument"], mode=data["mode"]))
        return data

    def _refuse(self, round_: Round) -> None:
        try:
            round_.clean()
        except ValidationError as error:
            self.add_error("mode", error)

    def values(self) -> dict[str, Any]:
        """The round's fields, for the services."""
        data = self.cleaned_data
        names = ("title", "instrument", "mode", "minimum_group", "view")
        return {**{name: data[name] for name in names}, "opens_at": data["opens"], "closes_at": data["closes"]}


class ExtendForm(MomentForm):
    """A later closing time."""

    closes_on = _day("Closes on")
    closes_at = _hour("Closes at")

    def clean(self) -> dict[str, Any]:
        """Adds the moment."""
        data = super().clean() or self.cleaned_data
        data["closes"] = self.moment("closes")
        return data


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
