"""Where each organisation gave one official answer, organisations are counted and nothing speaks of people."""

from __future__ import annotations

import pytest

from reports.charts.first import level_and_agreement
from reports.statement_page import statement_words
from reports.words.talk import topics
from tests.reports.made import person, results


@pytest.fixture(scope="module")
def split():
    """Four organisations, two at either end of one section's statements."""
    people = {f"Partner {number}": [person(4, 1 if number % 2 else 4)] for number in range(8)}
    return results(people, mode="attributed", official=True)


def test_a_statements_sentences(split):
    section = split.definition.sections[1]
    sentences = statement_words(split, section, "t1")
    assert "Organisations are split." in sentences
    assert "people" not in " ".join(sentences).lower()


def test_topics(split):
    sentences = [topic.sentence for topic in topics(split, None)]
    assert sentences
    assert "people" not in " ".join(sentences).lower()


def test_the_caption_of_what_comes_first(split):
    assert "Disputed: organisations are split" in level_and_agreement(split).caption
