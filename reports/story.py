"""What board pack and slides both tell of a closed round, read once: its results, what came before, its comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation

from record.document import day_words
from reports.exports import exported_document
from reports.queries import closed_rounds, comparison_of, results_of, round_before
from reports.results import Results
from reports.timeline import Timeline, timeline
from reports.words.moved import Earlier, moved
from surveys.change import Comparison
from surveys.models import Round
from surveys.notices import Notice, notice_of


@dataclass(frozen=True)
class Story:
    """One closed round; `comments` by the statement's key, or the section's, empty where none were shared.

    `time` are the rounds up to this one with its instrument; `moved` is told in sentences.
    """

    partnership: str
    title: str
    results: Results
    comparison: Comparison | None
    before: str
    moved: tuple[str, ...]
    time: Timeline
    notice: Notice
    comments: Mapping[str, tuple[str, ...]]

    @property
    def days(self) -> str:
        """When people could answer, in words."""
        facts = self.results.facts
        zone = ZoneInfo(facts["time_zone"])
        opened, closed = (
            day_words(datetime.fromisoformat(facts[key]).astimezone(zone).date()) for key in ("opened", "closed")
        )
        return opened if opened == closed else f"{opened} to {closed}"


def story_of(round_: Round) -> Story:
    """The story of a closed round, in English as its texts are; RoundResult.DoesNotExist while it is open."""
    document = exported_document(round_)
    results = Results(document, round_.instrument.content)
    before = round_before(round_)
    comparison = comparison_of(before, results)
    earlier = (
        Earlier(before.title, before.instrument.version, before.instrument.content.scale.points) if before else None
    )
    with translation.override("en-gb"):
        notice = notice_of(round_)
    return Story(
        partnership=round_.partnership.name,
        title=round_.title,
        results=results,
        comparison=comparison,
        before=before.title if before else "",
        moved=tuple(moved(results, earlier, comparison)),
        time=_time(round_, results),
        notice=notice,
        comments=_comments(document),
    )


def _time(round_: Round, results: Results) -> Timeline:
    """The round and those with its instrument that closed before it."""
    rounds = [
        item
        for item in closed_rounds(round_.partnership)
        if item.instrument.key == round_.instrument.key and (item.closes_at, item.pk) < (round_.closes_at, round_.pk)
    ]
    return timeline([results, *(results_of(item) for item in rounds)])


def _comments(document: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for comment in document["comments"] or ():
        found.setdefault(comment["statement"] or comment["section"], []).append(comment["text"])
    return {key: tuple(texts) for key, texts in found.items()}
