"""What people are told about who sees what: made from the stored mode, k and view, never written by hand.

In the language that the page speaks; in mails and everywhere else in English.

Source of the promise: docs/decisions/0005-disclosure-in-three-steps.md; who learns who answered: partnerships/rules.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from django.utils.translation import gettext as say

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


@dataclass
class _Previewed:
    """The terms of no round in particular: those that are proposed first."""

    mode: str = "confidential"
    minimum_group: int = 3
    view: str = "partners"
    official: bool = False
    kept_months: int = 0


PREVIEWED = _Previewed()
"""What a preview is shown with."""


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
        return say("Single answers, which lead to nobody, are kept.")
    if not months:
        return say("Single answers are kept, unless you ask to be erased.")
    many = say("{months} month" if months == 1 else "{months} months").format(months=number_word(months, say))
    if terms.official:
        deleted = say(
            "Private answers and comments are deleted {months} after the round has closed. "
            "The comparison, the official answer and the results stay."
        )
        return deleted.format(months=many)
    deleted = say("Single answers and comments are deleted {months} after the round has closed. The results stay.")
    return deleted.format(months=many)


def _of_mode(terms: Terms) -> Notice:
    group = number_word(terms.minimum_group, say)
    states = _who_learns_who_answered(group)
    needed = number_word(people_needed(terms.minimum_group), say)
    if terms.official:
        return _official(states)
    if terms.mode == "attributed":
        return _attributed(states, needed)
    shared = (_own_answers(), *_comments(needed), states, *_results(terms, group), _outside())
    if terms.mode == "anonymous":
        promise = say(
            "Readers see groups of {group} people or more, never you. "
            "When you send your answers, the link between you and them is cut for good."
        )
        return Notice(
            say("Anonymous"),
            promise.format(group=group),
            say("You cannot change them afterwards."),
            (say("Until you send them, your answers are kept under your name so that you can go on later."), *shared),
            _quoting(needed),
        )
    promise = say(
        "Readers see groups of {group} people or more, never you. "
        "The system keeps your name so that you can come back to your answers."
    )
    return Notice(
        say("Confidential"),
        promise.format(group=group),
        say("You can change them until the round closes."),
        shared,
        _quoting(needed),
    )


def _attributed(states: str, needed: str) -> Notice:
    return Notice(
        say("Attributed"),
        say(
            "Results are named by organisation: readers see what your organisation’s people answered, "
            "and where few answer they can tell who said what."
        ),
        say("You can change your answers until the round closes."),
        (
            say(
                "Everybody in the partnership sees the mean of your organisation, and how many of its people gave each "
                "answer, under its name. Your own name is not shown."
            ),
            say("The facilitators and the administrators may see single answers."),
            *_comments(needed),
            states,
        ),
        _quoting(needed),
    )


def _official(states: str) -> Notice:
    """Two layers: what people answer is private, what their organisation answers is named."""
    return Notice(
        say("Attributed, one official answer from each organisation"),
        say(
            "Your own answers are private: nobody else reads them, and they are not in the results. These show the one "
            "official answer that your organisation’s people agree, under its name."
        ),
        say("You can change your answers until your organisation compares them, or the round closes."),
        (
            _own_answers(),
            say(
                "When three or more of your organisation’s people have sent their answers, these can be compared, "
                "once. From then on nobody of it can change theirs. Those of you who were asked, and its leads, then "
                "see for each statement that three or more scored a rounded mean, from five who scored it also whether "
                "they agree; among ten people or more also how many gave each answer, and exact means. Nobody outside "
                "sees any of that: no other organisation, facilitator or administrator."
            ),
            say(
                "You and your colleagues see and change the draft of the official answer; a lead sends it. Everybody "
                "in the partnership sees it once the round has closed, under your organisation’s name."
            ),
            say(
                "Comments on your own answers are read by you alone, those on the official answer by those colleagues "
                "too."
            ),
            f"{states} {say('Whoever sees these counts also sees how far each official answer is.')}",
            say(
                "What this cannot promise: your colleagues know their own answers, and among few may work out what "
                "another’s must have been; and when all of you answer alike, everybody is known to have done so."
            ),
        ),
        "",
    )


def _own_answers() -> str:
    return say("Nobody else can read your own answers here: no colleague, lead, facilitator or administrator.")


def _comments(needed: str) -> tuple[str, ...]:
    released = say(
        "Comments that may be quoted are read only when the round has closed and {needed} people or more have "
        "answered: by the facilitator, in no order, without name, organisation or time. What the facilitator then "
        "releases, whole or in part, everybody in the partnership can read. Once the round has closed, the tick "
        "cannot be taken back. Your way of putting things may still tell readers who you are."
    )
    return (
        say(
            "Comments are not part of the figures. Nobody else can read yours here, unless you tick “May be quoted” "
            "beside it; the tick is off at first."
        ),
        released.format(needed=needed),
    )


def _quoting(needed: str) -> str:
    return say(
        "Without the tick only you can read it. With it, the facilitator reads it once the round has closed, if "
        "{needed} people or more have answered, and may show it to everybody in the partnership; never with your "
        "name, your organisation or the time."
    ).format(needed=needed)


def _who_learns_who_answered(group: str) -> str:
    return say(
        "Facilitators see who has begun and who has sent, never when. Administrators see how many of each "
        "organisation; so do the partners’ leads, where {group} or more were asked."
    ).format(group=group)


def _results(terms: Terms, group: str) -> tuple[str, ...]:
    if terms.view == "together":
        first = say("All partners are shown together in one column; no organisation is shown by itself.")
    else:
        first = say(
            "An organisation is shown by name only when {group} or more of its people answer. "
            "Smaller ones are shown together as “Other partners”, or left out."
        ).format(group=group)
    counts = say(
        "Of groups of {large} or more, readers see how many gave each answer, without names: one such count may "
        "be you alone. Smaller groups are shown rounded, and a statement that fewer than three people scored is "
        "hidden."
    )
    return (
        first,
        counts.format(large=number_word(max(FULL_FROM, terms.minimum_group), say)),
        say("Everybody who may read the results reads the same page: nothing more is shown to anyone."),
    )


def _outside() -> str:
    return say(
        "What this cannot promise: colleagues in your own organisation, and organisations that pool what they know, "
        "may guess more; and when all of a large group answer alike, everybody in it is known to have done so."
    )
