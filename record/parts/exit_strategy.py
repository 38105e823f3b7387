"""Exit strategy: how partners leave, and how the partnership ends."""

from __future__ import annotations

from record.schema import Clause, Field, Part

SHARED = (
    ("assets", "Assets"),
    ("staff", "Staff"),
    ("data", "Data and records"),
    ("property", "Intellectual property"),
    ("money", "Money"),
    ("contracts", "Contracts"),
    ("knowledge", "Knowledge"),
    ("users", "Users and what they are told"),
)
EXIT = Part(
    key="exit",
    title="Exit strategy",
    question="How would we part?",
    is_agreed=True,
    clauses=(
        Clause(
            "kinds",
            "Kinds of exit",
            "Which endings this plan provides for.",
            (
                Field(
                    "kinds",
                    "Kinds",
                    "choices",
                    choices=(
                        ("leaves", "A partner leaves"),
                        ("ends", "The partnership ends"),
                        ("goal", "Our goals are met"),
                        ("term", "The term is over"),
                        ("failure", "The partnership fails"),
                        ("law", "Law or funding changes"),
                    ),
                ),
                Field("more", "More about them", "text", empty="nothing more"),
            ),
        ),
        Clause(
            "triggers",
            "What sets it off",
            "A measure or an event, from where on it counts, and who then decides.",
            (
                Field("trigger", "Trigger", missing="Name the measure or the event."),
                Field("measured_by", "Measured by"),
                Field("threshold", "Threshold"),
                Field("who_decides", "Who decides", missing="Say who decides. A trigger that nobody may pull is none."),
            ),
            row_word="trigger",
        ),
        Clause(
            "notice",
            "Notice",
            "How long before, in what form, and to whom.",
            (
                Field("days", "Days of notice", "number", least=0),
                Field("form", "In what form"),
                Field("to_whom", "To whom"),
            ),
        ),
        Clause(
            "plan",
            "What happens to what we share",
            "A line for each thing that is shared: what becomes of it, who sees to it, and by when.",
            (
                Field("thing", "What", missing="Name the thing, such as “Seconded officers”."),
                Field("kind", "Kind", "choice", choices=SHARED, missing="Choose the kind."),
                Field("what_happens", "What happens to it", "text", missing="Say what happens to it."),
                Field("who", "Who does it"),
                Field("by_when", "By when", hint="A day, or a span such as “30 days after the exit”."),
            ),
            row_word="line",
        ),
        Clause(
            "continuity",
            "Continuity of service",
            "What stays the same for the people served, and who tells them what will not.",
            (Field("continuity", "How service goes on", "text"),),
        ),
        Clause(
            "survives",
            "What survives",
            "What still binds partners after they part.",
            (
                Field("obligation", "Obligation", missing="Name the obligation."),
                Field("who", "Whose"),
                Field("until", "Until"),
            ),
            row_word="obligation",
        ),
        Clause(
            "cost",
            "Cost and who pays",
            "An estimate is better than none.",
            (
                Field("estimate", "Estimate", "money"),
                Field("who_pays", "Who pays if it ends", "text"),
                Field("who_pays_leaver", "Who pays when a single partner leaves", "text"),
            ),
        ),
        Clause(
            "rehearsals",
            "Rehearsals",
            "A plan that was never tried is a guess. An hour at a table will do.",
            (
                Field("held_on", "Held on", "date", missing="Give the day."),
                Field("tried", "What was tried", "text", missing="Say what was tried."),
                Field("learned", "What was learned", "text"),
            ),
            row_word="rehearsal",
        ),
        Clause(
            "looking_back",
            "Looking back",
            "Who runs an exit, and how its lessons are kept.",
            (
                Field("manager", "Exit manager", hint="A post rather than a name."),
                Field("lessons", "Review of lessons", "text"),
                Field("next_review_on", "Next review of this plan", "date", is_due=True),
            ),
        ),
    ),
)
