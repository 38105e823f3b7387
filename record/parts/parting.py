"""Parting: an exit that is under way, kept up while the agreed plan stays as it was signed."""

from __future__ import annotations

from record.parts.exit_strategy import SHARED
from record.schema import Clause, Field, Part

PARTING = Part(
    key="parting",
    title="Parting",
    question="How far are we in parting?",
    is_agreed=False,
    clauses=(
        Clause(
            "course",
            "The exit under way",
            "Leave this empty until notice is given or the end is decided.",
            (
                Field("what", "What is ending", "text"),
                Field("started_on", "Under way since", "date"),
                Field("ends_on", "Over on", "date", not_before="started_on"),
            ),
        ),
        Clause(
            "steps",
            "Steps",
            "What has to be done before partners are quits; what is not done when the partnership closes stays owed.",
            (
                Field("step", "Step", missing="Say what is to be done."),
                Field("kind", "Kind", "choice", choices=SHARED, missing="Choose the kind."),
                Field("who", "Who does it", "partner"),
                Field("due_on", "Due", "date", empty="no day is set", is_due=True),
                Field(
                    "state",
                    "State",
                    "choice",
                    choices=(("to_do", "To do"), ("under_way", "Under way"), ("done", "Done")),
                    missing="Choose the state.",
                ),
            ),
            row_word="step",
        ),
    ),
)
