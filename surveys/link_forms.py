"""Forms for those who come by a link, or would like one."""

from __future__ import annotations

from django import forms

from common.text import TextField


class RoomCodeForm(forms.Form):
    """The code that is shown in a room."""

    code = TextField(
        label="Code",
        max_length=40,
        help_text="Eight letters and digits. Capitals, blanks and hyphens make no difference.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class RoomAddressForm(forms.Form):
    """The address of somebody in the room."""

    email = forms.EmailField(
        label="Your e-mail address",
        help_text="The one at which you are usually written to about this partnership.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class DeclineForm(forms.Form):
    """Why somebody will not answer."""

    reason = TextField(
        label="Why, in a sentence",
        max_length=300,
        help_text="The facilitators of the round read it beside your name. It is never part of the results.",
    )


class HandOnForm(forms.Form):
    """The colleague who is asked instead."""

    name = TextField(label="Your colleague’s name", max_length=120)
    email = forms.EmailField(label="Their e-mail address")
