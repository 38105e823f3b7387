"""What people are told about who sees what: made from the stored mode, k and view, never written by hand.

Source of the promise: docs/decisions/0005-disclosure-in-three-steps.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from surveys.words import number_word


class Terms(Protocol):
    """What of a round decides who may learn what."""

    mode: str
    minimum_group: int
    view: str


@dataclass(frozen=True)
class Notice:
    """The mode's name, one sentence for every page, and the whole of it for those who ask."""

    title: str
    sentence: str
    details: tuple[str, ...]


def notice_of(terms: Terms) -> Notice:
    """The notice of a round."""
    if terms.mode == "attributed":
        return _attributed()
    group = number_word(terms.minimum_group)
    shared = (*_who_reads(terms, group), *_outside())
    if terms.mode == "anonymous":
        return Notice(
            "Anonymous",
            f"Readers see groups of {group} people or more, never you. "
            "When you send your answers, the link between you and them is cut for good; "
            "you cannot change them afterwards.",
            ("Until you send them, your answers are kept under your name so that you can go on later.", *shared),
        )
    return Notice(
        "Confidential",
        f"Readers see groups of {group} people or more, never you. "
        "The system keeps your name so that you can come back and change an answer until the round closes.",
        ("Facilitators see whether you have answered, not what, and not when.", *shared),
    )


def _attributed() -> Notice:
    return Notice(
        "Attributed",
        "Results are named by organisation: readers see what the people of yours answered, "
        "and where few answer for it they can tell who said what.",
        (
            "The mean of your organisation’s answers is shown to everybody in the partnership under its name.",
            "How many of your organisation chose each answer is shown, too. Your own name is not.",
            "The facilitator and the administrators may see single answers.",
            "You can change your answers until the round closes.",
        ),
    )


def _who_reads(terms: Terms, group: str) -> tuple[str, ...]:
    if terms.view == "together":
        first = "All partners are shown together in one column; no organisation is shown by itself."
    else:
        first = (
            f"An organisation is shown by name only when {group} or more of its people answer. "
            "Smaller ones are shown together as “Other partners”, or left out."
        )
    return (
        first,
        "A statement that fewer than three people scored is hidden, and small groups are shown rounded.",
        "Everybody who may read the results reads the same page: nothing more is shown to anyone.",
    )


def _outside() -> tuple[str, ...]:
    return (
        (
            "What this cannot promise: colleagues in your own organisation, and organisations that pool what they "
            "know, may guess more; and when all of a large group answer alike, everybody in it is known to have "
            "done so."
        ),
    )
