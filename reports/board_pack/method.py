"""The appendix: how figures are made, and who may learn what. Pure."""

from __future__ import annotations

from reports.board_pack.blocks import Block, bullets, heading, par
from reports.story import Story
from reports.words.finding import mode_words
from reports.words.method import method

SOURCES = (
    "The six principles are those of the UK Strategic Partnering Taskforce; their measurement follows the Partnership "
    "Assessment Tool (Hardy, Hudson and Waddington, 2003). The statements are this product’s own."
)


def method_pages(story: Story) -> list[Block]:
    """Method and confidentiality."""
    results = story.results
    sources = [par(SOURCES)] if results.part_word == "principle" else []
    return [
        heading(2, "How to read the figures", is_new_page=True),
        bullets((f"{word}.", told) for word, told in method(results)),
        *sources,
        heading(2, "Confidentiality"),
        par(mode_words(results)),
        par(
            "Figures were computed once, when the round closed, and everybody reads the same: this pack, the pages and "
            "every file show the same cells and hide the same."
        ),
        heading(3, "What people were told before they answered"),
        par(story.notice.promise),
        bullets(("", words) for words in story.notice.details),
    ]
