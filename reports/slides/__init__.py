"""The slides: a closed round to be shown to a board, with native charts, and notes that hold every figure."""

from __future__ import annotations

from reports.slides.closing import closing
from reports.slides.compared import compared
from reports.slides.deck import Deck
from reports.slides.opening import opening
from reports.story import story_of
from surveys.models import Round

__all__ = ["slides"]


def slides(round_: Round) -> bytes:
    """The presentation of a closed round, as a .pptx file."""
    story = story_of(round_)
    deck = Deck(f"{story.partnership}: {story.title}")
    opening(deck, story)
    if story.results.columns:
        compared(deck, story)
    closing(deck, story)
    return deck.file()
