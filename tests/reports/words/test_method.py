"""How figures are explained: the words fit the round's scale, mode and instrument."""

from __future__ import annotations

from reports.words.cutting import cut_at_word
from reports.words.method import method
from tests.reports.made import person, results


def told(**fields):
    return dict(method(results({"Arden": [person()] * 12, "Brook": [person()] * 12}, **fields)))


def test_cuts_are_those_of_the_scale():
    four, seven = told(), told(points=7)
    assert "agree where it is 0.50 or less, are mixed up to 0.67" in four["Agreement among people"]
    assert "0.75 on a section, or 1.0 on a statement" in four["Between partners"]
    assert "agree where it is 0.88 or less, are mixed up to 1.17" in seven["Agreement among people"]
    assert "1.50 on a section, or 2.0 on a statement" in seven["Between partners"]


def test_sections_of_one_size_have_a_published_scale():
    assert "three statements it gives the published scale, 3 to 12" in told()["Sections"]


def test_the_voice_is_said():
    assert "one partner, one voice" in told()["All partners"]
    assert "one person, one voice" in told(voice="person")["All partners"]


def test_what_a_round_does_not_have_is_not_explained():
    assert {"High is bad", "Importance"} & told().keys() == set()
    assert "On trust" in told(bad=("trust",))["High is bad"]
    assert "Priority is importance × (4 − score)" in told(asks_importance=True)["Importance"]


def test_an_official_answer_is_no_mean():
    assert "the score of its official answer" in told(mode="attributed", official=True)["Scores"]


def test_bands_have_their_limits():
    assert told()["Bands"].startswith("A, above 3: band A. B, above 2: band B.")


def test_a_text_is_cut_between_words():
    assert cut_at_word("one two three", 20) == "one two three"
    assert cut_at_word("one two three", 8) == "one two…"
    assert cut_at_word("one two three", 10) == "one two…"
    assert cut_at_word("onetwothree", 6) == "onetw…"
    assert cut_at_word("a\n b", 9) == "a b"
