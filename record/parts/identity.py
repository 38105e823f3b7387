"""Identity: what the partnership is."""

from __future__ import annotations

from record.schema import Clause, Field, Part

IDENTITY = Part(
    key="identity",
    title="Identity",
    question="What is this partnership?",
    is_agreed=False,
    clauses=(
        Clause(
            "standing",
            "Standing",
            "Whether it binds anybody, where it works and for how long.",
            (
                Field(
                    "legal_standing",
                    "Legal standing",
                    "choice",
                    choices=(
                        ("not_binding", "Not legally binding"),
                        ("partly", "Binding in parts"),
                        ("binding", "Legally binding"),
                        ("body", "A body of its own in law"),
                    ),
                ),
                Field("area", "Area", hint="The place or the people it covers."),
                Field(
                    "lead_body",
                    "Lead body",
                    "partner",
                    hint="Which partner acts for all, if one does.",
                    empty="no partner acts for all",
                ),
                Field("started_on", "Started", "date"),
                Field(
                    "term_ends_on",
                    "Term ends",
                    "date",
                    hint="Leave empty if it has no end.",
                    not_before="started_on",
                    empty="no end is set",
                ),
                Field("next_review_on", "Next review", "date", not_before="started_on", is_due=True),
            ),
        ),
        Clause(
            "representatives",
            "Who speaks for each partner",
            "The post that represents each partner. Posts last longer than names.",
            (
                Field("partner", "Partner", "partner", missing="Choose the partner."),
                Field("post", "Represented by", missing="Name the post, such as “Director of housing”."),
                Field("deputy", "In its absence", empty="nobody named"),
            ),
            row_word="representative",
            once_by="partner",
        ),
    ),
)
