"""Forms about people."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import ApiToken, User
from accounts.tokens import LIFETIMES
from common.text import TextField


class ProfileForm(forms.Form):
    """A person's own name."""

    name = TextField(label="Your name", max_length=120, help_text="Facilitators and your organisation’s lead see it.")


class AddressForm(forms.Form):
    """A new e-mail address."""

    email = forms.EmailField(
        label="New e-mail address", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class OtherAccountForm(forms.Form):
    """The other account of somebody; `cleaned_data` holds the person."""

    email = forms.EmailField(
        label="Address of the other account", max_length=254, help_text="It is closed; what it holds moves here."
    )

    def clean_email(self) -> User:
        """The person with this address; ValidationError where there is none."""
        email = self.cleaned_data["email"].strip().lower()
        person = User.objects.filter(email=email).first()
        if person is None:
            raise ValidationError(f"Nobody has the address {email}. Look it up on the People page.")
        return person


class SearchForm(forms.Form):
    """A search over people."""

    q = TextField(label="Name or address", max_length=120, required=False)


class TokenForm(forms.Form):
    """A new token for the API."""

    name = TextField(label="What it is for", max_length=60, help_text="Such as “Power BI on my laptop”.")
    scopes = forms.MultipleChoiceField(
        label="What it may read",
        choices=ApiToken.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Of what you can read yourself, and never more.",
        error_messages={"required": "Choose one at least."},
    )
    days = forms.TypedChoiceField(label="How long it works", choices=list(LIFETIMES.items()), coerce=int, initial=90)
