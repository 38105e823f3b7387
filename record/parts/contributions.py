"""Contributions: who puts in what, year by year."""

from __future__ import annotations

from record.schema import Clause, Field, Part

CONTRIBUTIONS = Part(
    key="contributions",
    title="Contributions",
    question="Who puts in what?",
    is_agreed=False,
    clauses=(
        Clause(
            "contributions",
            "Contributions",
            "Cash and everything else that has a value, in pounds, by partner and year.",
            (
                Field("partner", "Partner", "partner", missing="Choose the partner."),
                Field(
                    "year",
                    "Year",
                    "number",
                    hint="The one in which the financial year begins.",
                    missing="Give the year, such as 2027.",
                    least=1990,
                    most=2199,
                ),
                Field(
                    "kind",
                    "Kind",
                    "choice",
                    choices=(
                        ("cash", "Cash"),
                        ("staff", "Staff"),
                        ("goods", "Goods"),
                        ("services", "Services"),
                        ("premises", "Premises"),
                    ),
                    missing="Choose the kind.",
                ),
                Field("pledged", "Pledged", "money", missing="Give what was pledged, 0 if nothing was."),
                Field("given", "Given", "money", hint="Leave empty while the year is not over.", empty="not yet told"),
                Field("note", "Note", empty="none"),
            ),
            row_word="contribution",
        ),
        Clause(
            "pool",
            "Pooled money",
            "Where joint money lies, and what happens when there is too much or too little.",
            (
                Field("host", "Held by", "partner"),
                Field("overspend", "If more is spent than planned", "text"),
                Field("underspend", "If less is spent than planned", "text"),
            ),
        ),
    ),
)
