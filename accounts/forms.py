"""Forms about people."""

from __future__ import annotations

from django import forms

from common.text import TextField


class ProfileForm(forms.Form):
    """A person's own name."""

    name = TextField(label="Your name", max_length=120, help_text="Facilitators and your organisation’s lead see it.")


class AddressForm(forms.Form):
    """A new e-mail address."""

    email = forms.EmailField(
        label="New e-mail address", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class SearchForm(forms.Form):
    """A search over people."""

    q = TextField(label="Name or address", max_length=120, required=False)
