"""Instruments, rounds, who is asked, what they answer, and the immutable result of a closed round."""

from surveys.models.asked import HandedOn, Participant, PersonalLink, ReminderLink, RoomCode, RoundReminder
from surveys.models.instruments import Instrument, InstrumentDraft
from surveys.models.portfolio import PortfolioRow, PortfolioSection
from surveys.models.responses import Comment, Response
from surveys.models.results import FollowUp, OwnView, Quotation, RoundResult
from surveys.models.rounds import SHORTEST_CONFIDENTIAL_SCALE, Round, RoundUpload, Series, months_kept

__all__ = [
    "SHORTEST_CONFIDENTIAL_SCALE",
    "Comment",
    "FollowUp",
    "HandedOn",
    "Instrument",
    "InstrumentDraft",
    "OwnView",
    "Participant",
    "PersonalLink",
    "PortfolioRow",
    "PortfolioSection",
    "Quotation",
    "ReminderLink",
    "Response",
    "RoomCode",
    "Round",
    "RoundReminder",
    "RoundResult",
    "RoundUpload",
    "Series",
    "months_kept",
]
