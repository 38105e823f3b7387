"""The last slides: what moved, what to talk about, what people wrote, what is hidden, how to read it."""

from __future__ import annotations

from reports.slides.deck import BOTTOM, FIRST, Deck, told_height
from reports.story import Story
from reports.words.hidden import reasons
from reports.words.method import method
from reports.words.talk import Topic, no_topics, topics
from surveys.comments import places_of
from surveys.redaction import LEFT_OUT
from surveys.words import number_word

QUOTED = 4
"""Comments on the slide; the board pack and the pages have all of them."""
SIZE = 20
"""Of explanations, in points."""


def closing(deck: Deck, story: Story) -> None:
    """After the pictures."""
    page = deck.page("What moved", story.moved[0] if story.moved else "")
    page.text(" ".join(story.moved[1:]), 2.4, 4.6, largest=24)
    page.notes += story.moved
    page.close()
    found = topics(story.results, story.comparison)
    for number, topic in enumerate(found, 1):
        _topic(deck, topic, number, len(found))
    if not found:
        deck.page("What to talk about", no_topics(story.results)).close()
    _comments(deck, story)
    _told(deck, "What is hidden and why", [(f"{item.word}.", item.sentence) for item in reasons(story.results)])
    _told(deck, "How to read the figures", [(f"{word}.", told) for word, told in method(story.results)])
    _told(
        deck,
        "Confidentiality: what people were told",
        [(f"{story.notice.title}.", story.notice.promise), *(("", words) for words in story.notice.details)],
    )


def _topic(deck: Deck, topic: Topic, number: int, of: int) -> None:
    begin = f"Begin with: {topic.statement}" if topic.is_section else ""
    title = f"To talk about, {number} of {of}: {topic.title}"
    page = deck.page(title, topic.sentence, [topic.question, begin] if begin else [topic.question])
    page.text(topic.question, 2.7, 2.6, largest=28)
    if begin:
        page.text(begin, 5.6, 1.2, largest=22, is_soft=True)
    page.close()


def _comments(deck: Deck, story: Story) -> None:
    """The first of each place, so that few quotations tell of much; none where none were shared."""
    places = places_of(story.results.definition)
    titles = {place.statement.key if place.statement else place.section.key: place.title for place in places.values()}
    total = sum(map(len, story.comments.values()))
    if not total:
        return
    firsts = [(texts[0], titles[key]) for key, texts in story.comments.items() if texts[0].strip(LEFT_OUT)]
    chosen = firsts[:QUOTED]
    rows = [(f"{about.rstrip('.')}:", f"“{text}”") for text, about in chosen]
    more = total - len(rows)
    notes = [f"The board pack holds all {number_word(total)} comments."] if more else []
    page = deck.page("What people wrote", notes=notes)
    page.told(rows)
    page.notes += [" ".join(row) for row in rows]
    page.close()


def _told(deck: Deck, title: str, rows: list[tuple[str, str]]) -> None:
    """Explanations, as many a slide as fit; none stands alone on the last."""
    parts: list[list[tuple[str, str]]] = [[]]
    room = BOTTOM - FIRST
    for row in rows:
        height = told_height(row, SIZE)
        if height > room and parts[-1]:
            parts.append([])
            room = BOTTOM - FIRST
        parts[-1].append(row)
        room -= height
    if len(parts) > 1 and len(parts[-1]) == 1 and len(parts[-2]) > 1:
        parts[-1].insert(0, parts[-2].pop())
    for part in parts:
        page = deck.page(title, notes=[f"{word} {words}".strip() for word, words in part])
        page.told(part)
        page.close()
