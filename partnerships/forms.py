"""Forms about partnerships and their people."""

from __future__ import annotations

from typing import Any, cast
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from common.text import TextField
from common.uploads import TableForm
from partnerships.models import Organisation, Partner, Partnership
from partnerships.people_file import LIMITS, is_email
from partnerships.rules import Role, Standing

MOST_INVITED = 100
GOING_ON = [choice for choice in Partnership.Stage.choices if choice[0] != Partnership.Stage.CLOSED]
"""The stages that can be chosen: a partnership is closed by a step of its own, which ends its rounds."""


class OrganisationForm(forms.Form):
    """An organisation."""

    name = TextField(label="Name", max_length=120)
    sector = forms.ChoiceField(label="Sector", choices=Organisation.Sector.choices)


class OtherOrganisationForm(forms.Form):
    """The organisation to merge into another."""

    other = forms.ModelChoiceField(
        Organisation.objects.none(), label="Merge this one into it", empty_label="Choose an organisation"
    )

    def __init__(self, *args: Any, kept: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organisation.objects.current().exclude(pk=kept.pk)
        cast("forms.ModelChoiceField[Organisation]", self.fields["other"]).queryset = others


class PartnershipForm(forms.Form):
    """A partnership."""

    name = TextField(label="Name", max_length=120)
    summary = TextField(
        label="In one sentence",
        max_length=300,
        required=False,
        help_text="Who works together, and so that what happens for whom.",
    )
    kind = forms.ChoiceField(label="Kind", choices=Partnership.Kind.choices)
    stage = forms.ChoiceField(label="Stage", choices=GOING_ON, initial=Partnership.Stage.WORKING)
    time_zone = forms.ChoiceField(label="Time zone", initial="Europe/London", help_text="Deadlines are shown in it.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
        cast("forms.ChoiceField", self.fields["time_zone"]).choices = [(zone, zone.replace("_", " ")) for zone in zones]


class CloseForm(forms.Form):
    """Since when a partnership is over, and why."""

    on = forms.DateField(label="Closed on", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    words = TextField(
        label="Why, in a sentence or two",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text="Everybody in the partnership reads it.",
    )


class ReopenForm(forms.Form):
    """The stage in which a closed partnership goes on."""

    stage = forms.ChoiceField(label="Stage from now on", choices=GOING_ON, initial=Partnership.Stage.WINDING_DOWN)


class NewPartnershipForm(PartnershipForm):
    """A new partnership, with somebody to look after it."""

    facilitator = forms.EmailField(
        label="Facilitator’s address", required=False, help_text="They get an invitation by mail."
    )


class PartnerAddForm(forms.Form):
    """An organisation that joins."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="Organisation", empty_label=None)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(
            "forms.ModelChoiceField[Organisation]", self.fields["organisation"]
        ).queryset = Organisation.objects.current().exclude(
            partners__in=Partner.objects.filter(partnership=partnership, left_on=None)
        )


class HandOverForm(forms.Form):
    """Whom a facilitator's role goes to."""

    person = forms.ModelChoiceField(User.objects.none(), label="Hand over to", empty_label="Choose somebody")
    keeps = forms.BooleanField(label="Stay a facilitator as well", required=False)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[User]", self.fields["person"]).queryset = people


class LeaveForm(forms.Form):
    """The day a partner left."""

    on = forms.DateField(
        label="Left on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )


class InviteForm(forms.Form):
    """People to invite to one role: addresses one a line."""

    emails = TextField(
        label="E-mail addresses", max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}), help_text="One a line."
    )
    place = forms.ChoiceField(label="As")

    def __init__(self, *args: Any, partners: list[Partner], standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(partner.pk): partner for partner in partners}
        choices = [
            (f"{role}:{partner.pk}", f"{word} of {partner}")
            for partner in partners
            for role, word in ((Role.MEMBER, "Member"), (Role.LEAD, "Lead"))
            if standing.may_manage_people_of(partner.pk)
        ]
        if standing.may_manage_people_of(None):
            choices.append((f"{Role.FACILITATOR}:", "Facilitator of the partnership"))
        cast("forms.ChoiceField", self.fields["place"]).choices = choices

    def clean_emails(self) -> list[str]:
        """The addresses; every bad line is named."""
        lines = [(number, line.strip()) for number, line in enumerate(self.cleaned_data["emails"].splitlines(), 1)]
        found = [(number, line.lower()) for number, line in lines if line]
        if len(found) > MOST_INVITED:
            raise ValidationError(f"These are {len(found)} addresses. Invite {MOST_INVITED} at most at a time.")
        problems = [
            f"Line {number}: “{line[:60]}” is not an e-mail address." for number, line in found if not is_email(line)
        ]
        if problems:
            raise ValidationError(problems[:20])
        return list(dict.fromkeys(line for _, line in found))

    def clean_place(self) -> tuple[Role, Partner | None]:
        """The role, and the partner it is for."""
        role, _, partner = self.cleaned_data["place"].partition(":")
        return Role(role), self.partners.get(partner)


class PeopleListForm(TableForm):
    """A list of people, to be looked at before anything is stored."""

    most_bytes = LIMITS.bytes

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = f"CSV: a header, then one row a person, {LIMITS.rows:,} at most."


class AcceptForm(forms.Form):
    """What a person who is new here says of themselves."""

    name = TextField(label="Your name", max_length=120)
