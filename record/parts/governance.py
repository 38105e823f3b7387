"""Governance: who decides what, who does what, and what happens when it does not work."""

from __future__ import annotations

from record.schema import Clause, Field, Part

GOVERNANCE = Part(
    key="governance",
    title="Governance",
    question="How do we run it?",
    is_agreed=True,
    clauses=(
        Clause(
            "bodies",
            "Bodies",
            "Boards, executives, working groups: each with a purpose of its own.",
            (
                Field("name", "Body", missing="Name the body."),
                Field("purpose", "What it is for", "text"),
                Field(
                    "tier",
                    "Tier",
                    "choice",
                    choices=(
                        ("board", "Board"),
                        ("executive", "Executive"),
                        ("group", "Working group"),
                        ("forum", "Forum"),
                    ),
                    missing="Choose the tier.",
                ),
                Field("members", "Members", "text"),
                Field("chair", "Chair"),
                Field("quorum", "Quorum"),
                Field("meets", "Meets"),
                Field("reports_to", "Reports to", "row", of="bodies", empty="no other body"),
            ),
            row_word="body",
        ),
        Clause(
            "decisions",
            "Who decides what",
            "Each kind of decision, who takes it, how far its power goes, and what breaks a deadlock.",
            (
                Field("decision", "Kind of decision", missing="Name the kind of decision."),
                Field("body", "Decided by", "row", of="bodies"),
                Field("limit", "Up to", hint="A sum, a term, or “no limit”."),
                Field(
                    "method",
                    "How",
                    "choice",
                    choices=(
                        ("consensus", "Consensus"),
                        ("majority", "Majority"),
                        ("weighted", "Weighted votes"),
                        ("unanimity", "Unanimity"),
                    ),
                    missing="Choose how it is decided.",
                ),
                Field("deadlock", "If it is stuck", "text"),
            ),
            row_word="kind of decision",
        ),
        Clause(
            "raci",
            "Who does what",
            "For each task exactly one partner is accountable; others do it, are asked, or are told.",
            (
                Field("task", "Task", missing="Name the task."),
                Field(
                    "accountable",
                    "Accountable",
                    "partner",
                    missing="Choose the one partner that is accountable. If it is not settled, settle it first.",
                ),
                Field("responsible", "Does it", "partners"),
                Field("consulted", "Is asked", "partners", empty="nobody"),
                Field("informed", "Is told", "partners", empty="nobody"),
            ),
            row_word="task",
        ),
        Clause(
            "escalation",
            "When something is stuck",
            "The ladder a dispute climbs, lowest step first.",
            (
                Field("level", "Step", missing="Name the step, such as “Service managers”."),
                Field("who", "Who settles it"),
                Field(
                    "working_days",
                    "Working days",
                    "number",
                    hint="After so many it goes up a step.",
                    missing="Say after how many working days it goes up a step.",
                    least=1,
                ),
            ),
            row_word="step",
        ),
        Clause(
            "capabilities",
            "What each of us brings",
            "Skills, systems and access that the work needs, who has them, and what is missing.",
            (
                Field("capability", "Capability", missing="Name the capability."),
                Field("partners", "Brought by", "partners"),
                Field(
                    "gap",
                    "Enough of it?",
                    "choice",
                    choices=(("none", "Enough"), ("thin", "Thin"), ("missing", "Missing")),
                    missing="Say whether there is enough of it.",
                ),
                Field("remedy", "What we do about it", "text"),
            ),
            row_word="capability",
        ),
        Clause(
            "rules",
            "Rules between us",
            "What is shared, and what happens when interests collide.",
            (
                Field("information_sharing", "Sharing information", "text"),
                Field("conflict_of_interest", "Conflicts of interest", "text"),
            ),
        ),
        Clause(
            "review",
            "Review",
            "How often these arrangements are looked at, and when next.",
            (
                Field("every_months", "Every so many months", "number", least=1),
                Field("last_reviewed_on", "Last reviewed", "date"),
                Field("next_review_on", "Next review", "date", not_before="last_reviewed_on", is_due=True),
            ),
        ),
    ),
)
