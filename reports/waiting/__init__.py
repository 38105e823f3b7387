"""What needs somebody now, in all their partnerships or in one."""

from __future__ import annotations

from accounts.models import User
from partnerships.models import Membership, Partnership
from record.diary import DiaryEntry
from reports.waiting.entry import Waiting, by_day
from reports.waiting.people import to_erase
from reports.waiting.record import dates_to_mind, declined, drafts_that_wait, to_remind, to_sign
from reports.waiting.rounds import to_answer, to_bring_in, to_look_after, without_facilitator
from reports.words.phrases import plural, upper_first
from surveys.words import number_word

__all__ = ["Waiting", "needs", "waiting_for", "waiting_in"]


def needs(count: int) -> str:
    """How many things need the reader, in words; not for none."""
    return f"{upper_first(number_word(count))} {plural(count, 'thing needs', 'things need')} you"


def waiting_for(user: User, memberships: list[Membership]) -> list[Waiting]:
    """Everything, what is due first first. `memberships` are the roles held now, with their partnerships."""
    return by_day(
        [
            *to_answer(user, None),
            *to_sign(memberships),
            *to_bring_in(memberships),
            *dates_to_mind(memberships),
            *to_look_after(memberships, everywhere=user.is_administrator),
            *declined(memberships),
            *to_remind(memberships),
            *drafts_that_wait(memberships),
            *((*without_facilitator(), *to_erase()) if user.is_administrator else ()),
        ]
    )


def waiting_in(
    user: User, partnership: Partnership, memberships: list[Membership], dates: list[DiaryEntry]
) -> list[Waiting]:
    """The same of one partnership; `memberships` are those held there, `dates` are its dates."""
    if partnership.is_closed:
        return []
    return by_day(
        [
            *to_answer(user, partnership),
            *to_sign(memberships),
            *to_bring_in(memberships),
            *dates_to_mind(memberships, dates),
            *to_look_after(memberships, everywhere=False),
            *declined(memberships),
            *to_remind(memberships),
            *drafts_that_wait(memberships),
        ]
    )
