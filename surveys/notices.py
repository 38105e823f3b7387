"""What people are told about who sees what: made from the stored mode, k and view, never written by hand.

Source of the promise: docs/decisions/0005-disclosure-in-three-steps.md; who learns who answered: partnerships/rules.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from surveys.columns import FULL_FROM
from surveys.comments import people_needed
from surveys.words import number_word


class Terms(Protocol):
    """What of a round decides who may learn what."""

    mode: str
    minimum_group: int
    view: str
    official: bool
    kept_months: int


@dataclass(frozen=True)
class Notice:
    """The mode's name, what it promises, whether answers can be changed, and the whole of it for those who ask.

    `quoting` says beside each comment what leave to quote it means; empty where nothing is quoted.
    """

    title: str
    promise: str
    changing: str
    details: tuple[str, ...]
    quoting: str

    @property
    def sentence(self) -> str:
        """For every page while answers are taken; once the round is over `promise` alone is true."""
        return f"{self.promise} {self.changing}"


def notice_of(terms: Terms) -> Notice:
    """The notice of a round."""
    notice = _of_mode(terms)
    return replace(notice, details=(*notice.details, _kept(terms)))


def _kept(terms: Terms) -> str:
    months = terms.kept_months
    if not months and terms.mode == "anonymous":
        return "Single answers, which lead to nobody, are kept."
    if not months:
        return "Single answers are kept, unless you ask to be erased."
    many = f"{number_word(months)} month{'' if months == 1 else 's'}"
    if terms.official:
        return (
            f"Private answers and comments are deleted {many} after the round has closed. The comparison, the official "
            "answer and the results stay."
        )
    return f"Single answers and comments are deleted {many} after the round has closed. The results stay."


def _of_mode(terms: Terms) -> Notice:
    group = number_word(terms.minimum_group)
    states = _who_learns_who_answered(group)
    needed = number_word(people_needed(terms.minimum_group))
    if terms.official:
        return _official(states)
    if terms.mode == "attributed":
        return _attributed(states, needed)
    shared = (_own_answers(), *_comments(needed), states, *_results(terms, group), _outside())
    if terms.mode == "anonymous":
        return Notice(
            "Anonymous",
            f"Readers see groups of {group} people or more, never you. "
            "When you send your answers, the link between you and them is cut for good.",
            "You cannot change them afterwards.",
            ("Until you send them, your answers are kept under your name so that you can go on later.", *shared),
            _quoting(needed),
        )
    return Notice(
        "Confidential",
        f"Readers see groups of {group} people or more, never you. "
        "The system keeps your name so that you can come back to your answers.",
        "You can change them until the round closes.",
        shared,
        _quoting(needed),
    )


def _attributed(states: str, needed: str) -> Notice:
    return Notice(
        "Attributed",
        "Results are named by organisation: readers see what your organisation’s people answered, "
        "and where few answer they can tell who said what.",
        "You can change your answers until the round closes.",
        (
            (
                "Everybody in the partnership sees the mean of your organisation, and how many of its people gave each "
                "answer, under its name. Your own name is not shown."
            ),
            "The facilitators and the administrators may see single answers.",
            *_comments(needed),
            states,
        ),
        _quoting(needed),
    )


def _official(states: str) -> Notice:
    """Two layers: what people answer is private, what their organisation answers is named."""
    return Notice(
        "Attributed, one official answer from each organisation",
        "Your own answers are private: nobody else reads them, and they are not in the results. These show the one "
        "official answer that your organisation’s people agree, under its name.",
        "You can change your answers until your organisation compares them, or the round closes.",
        (
            _own_answers(),
            (
                "When three or more of your organisation’s people have sent their answers, these can be compared, "
                "once. From then on nobody of it can change theirs. Those of you who were asked, and its leads, then "
                "see for each statement that three or more scored a rounded mean, from five who scored it also whether "
                "they agree; among ten people or more also how many gave each answer, and exact means. Nobody outside "
                "sees any of that: no other organisation, facilitator or administrator."
            ),
            (
                "You and your colleagues see and change the draft of the official answer; a lead sends it. Everybody "
                "in the partnership sees it once the round has closed, under your organisation’s name."
            ),
            "Comments on your own answers are read by you alone, those on the official answer by those colleagues too.",
            f"{states} Whoever sees these counts also sees how far each official answer is.",
            (
                "What this cannot promise: your colleagues know their own answers, and among few may work out what "
                "another’s must have been; and when all of you answer alike, everybody is known to have done so."
            ),
        ),
        "",
    )


def _own_answers() -> str:
    return "Nobody else can read your own answers here: no colleague, lead, facilitator or administrator."


def _comments(needed: str) -> tuple[str, ...]:
    return (
        (
            "Comments are not part of the figures. Nobody else can read yours here, unless you tick “May be quoted” "
            "beside it; the tick is off at first."
        ),
        (
            f"Comments that may be quoted are read only when the round has closed and {needed} people or more have "
            "answered: by the facilitator, in no order, without name, organisation or time. What the facilitator then "
            "releases, whole or in part, everybody in the partnership can read. Once the round has closed, the tick "
            "cannot be taken back. Your way of putting things may still tell readers who you are."
        ),
    )


def _quoting(needed: str) -> str:
    return (
        "Without the tick only you can read it. With it, the facilitator reads it once the round has closed, if "
        f"{needed} people or more have answered, and may show it to everybody in the partnership; never with your "
        "name, your organisation or the time."
    )


def _who_learns_who_answered(group: str) -> str:
    return (
        "Facilitators see who has begun and who has sent, never when. Administrators see how many of each "
        f"organisation; so do the partners’ leads, where {group} or more were asked."
    )


def _results(terms: Terms, group: str) -> tuple[str, ...]:
    if terms.view == "together":
        first = "All partners are shown together in one column; no organisation is shown by itself."
    else:
        first = (
            f"An organisation is shown by name only when {group} or more of its people answer. "
            "Smaller ones are shown together as “Other partners”, or left out."
        )
    large = number_word(max(FULL_FROM, terms.minimum_group))
    return (
        first,
        (
            f"Of groups of {large} or more, readers see how many gave each answer, without names: one such count may "
            "be you alone. Smaller groups are shown rounded, and a statement that fewer than three people scored is "
            "hidden."
        ),
        "Everybody who may read the results reads the same page: nothing more is shown to anyone.",
    )


def _outside() -> str:
    return (
        "What this cannot promise: colleagues in your own organisation, and organisations that pool what they know, "
        "may guess more; and when all of a large group answer alike, everybody in it is known to have done so."
    )
