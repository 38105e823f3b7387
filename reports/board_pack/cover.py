"""The cover: whose round this is, when, and under which promise. Pure."""

from __future__ import annotations

from typing import Any

from reports.story import Story
from reports.words.finding import finding, mode_words, who_answered


def cover(story: Story) -> dict[str, Any]:
    """The document's title and what stands on its first page."""
    results = story.results
    instrument = results.definition
    return {
        "title": f"{story.partnership}: {story.title}, board pack",
        "partnership": story.partnership,
        "round": story.title,
        "facts": [
            ["Open", story.days],
            ["Asked", f"{instrument.title}, version {instrument.version}: {len(instrument.statement_keys)} statements"],
            ["Answered", who_answered(results)],
            ["Promise", mode_words(results)],
        ],
        "notice": story.notice.promise,
        "finding": finding(results),
    }
