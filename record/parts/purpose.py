"""Shared purpose: why these partners are together, and what for."""

from __future__ import annotations

from record.schema import Clause, Field, Part

PURPOSE = Part(
    key="purpose",
    title="Shared purpose",
    question="Why are we together?",
    is_agreed=True,
    clauses=(
        Clause(
            "why",
            "Why together",
            "A partnership is one way among several. Say why it is the right one here.",
            (
                Field("why_together", "What none of us could do alone", "text"),
                Field(
                    "better_way", "Is there a better way?", "text", hint="What else was looked at, and what came of it."
                ),
            ),
        ),
        Clause(
            "alternatives",
            "Ways looked at",
            "Go or no go: each way of reaching the same end, what speaks for it and what against.",
            (
                Field("way", "Way", missing="Name the way, such as “One partner does it alone”."),
                Field("speaks_for", "For it", "text"),
                Field("speaks_against", "Against it", "text"),
                Field(
                    "verdict",
                    "Verdict",
                    "choice",
                    choices=(("open", "Still open"), ("go", "Go"), ("no_go", "No go")),
                    missing="Choose a verdict, or “Still open”.",
                ),
            ),
            row_word="way",
        ),
        Clause(
            "vision",
            "Vision",
            "What will be different when this has worked.",
            (Field("vision", "Our vision", "text"),),
        ),
        Clause(
            "values",
            "Values and behaviours",
            "What we stand for, and what one would see us do.",
            (
                Field("value", "Value", missing="Name the value."),
                Field("behaviour", "What one would see", "text", missing="Say what one would see people do."),
            ),
            row_word="value",
        ),
        Clause(
            "objectives",
            "Objectives",
            "What we want to reach together, and how we shall know.",
            (
                Field("objective", "Objective", missing="Say what you want to reach."),
                Field("sign", "How we shall know", "text"),
                Field("reached_by", "By", "date"),
                Field("owner", "Led by", "partner"),
            ),
            row_word="objective",
        ),
        Clause(
            "aims",
            "Each partner’s own aims",
            "What each partner needs from this for itself, and how it came to be here.",
            (
                Field("partner", "Partner", "partner", missing="Choose the partner."),
                Field(
                    "basis",
                    "Joined",
                    "choice",
                    choices=(
                        ("choice", "By choice"),
                        ("encouragement", "Under encouragement"),
                        ("mandate", "By mandate"),
                    ),
                    missing="Say whether it joined by choice, under encouragement or by mandate.",
                ),
                Field("reason", "Why it is here", "text"),
                Field("own_aims", "What it wants for itself", "text"),
            ),
            row_word="partner’s aims",
            once_by="partner",
        ),
        Clause(
            "scope",
            "Who it is for, and how far it goes",
            "Naming what is outside saves as many quarrels as naming what is inside.",
            (
                Field("beneficiaries", "Who benefits", "text"),
                Field("in_scope", "Inside", "text"),
                Field("out_of_scope", "Outside", "text"),
            ),
        ),
        Clause(
            "start",
            "Where we start",
            "What was there before: progress is measured from here.",
            (
                Field("needs", "What is needed", "text"),
                Field("evidence", "How we know", "text"),
                Field("history", "What we have done together before", "text"),
            ),
        ),
        Clause(
            "early_wins",
            "Early wins",
            "What can be reached soon enough to be believed.",
            (
                Field("win", "Win", missing="Say what will be reached."),
                Field("reached_by", "By", "date"),
                Field("owner", "Led by", "partner"),
            ),
            row_word="early win",
        ),
        Clause(
            "review",
            "Review",
            "When this part is looked at again.",
            (Field("next_review_on", "Next review", "date", is_due=True),),
        ),
    ),
)
