"""The form with which a facilitator decides on a comment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from common.text import TextField
from surveys.comments import LENGTH
from surveys.models import Quotation
from surveys.redaction import CLOSE, OPEN

Decision = Quotation.Decision
REASON_LENGTH = 300


class DecisionForm(forms.Form):
    """What becomes of a comment; the service says what is wrong with marks and reasons."""

    decision = forms.ChoiceField(
        label="What becomes of it",
        choices=[
            (Decision.RELEASED, "Release it as it stands"),
            (Decision.IN_PART, "Release it in part: what is marked below is left out"),
            (Decision.HELD, "Hold it: nobody else reads it"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of this comment."},
    )
    marked = TextField(
        label="What is left out",
        max_length=3 * LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "spellcheck": "false"}),
        help_text=(
            f"Put {OPEN} before and {CLOSE} after each part to be left out. Readers see that something is missing, "
            "not what, nor how long it was. The words themselves cannot be changed."
        ),
    )
    reason = TextField(
        label="Why it is held, or not released whole",
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text="Kept with the decision for the facilitators of this partnership; readers do not see it.",
    )

    def __init__(self, data: Mapping[str, Any] | None, *, comment: Quotation) -> None:
        chosen = "" if comment.decision == Decision.WAITING else comment.decision
        super().__init__(data, initial={"decision": chosen, "marked": comment.marked, "reason": comment.reason})
