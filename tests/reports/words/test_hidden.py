"""What is hidden and why: every rule of confidentiality has its sentence."""

from __future__ import annotations

from reports.words.hidden import reasons
from tests.reports.made import person, results

FULL = [person()] * 12


def words_of(people, **changes):
    return {reason.word: reason.sentence for reason in reasons(results(people, **changes))}


def test_attributed_hides_nothing():
    words = words_of({"Arden": FULL, "Brook": [person()]}, mode="attributed")
    assert list(words) == ["Nothing is hidden"]


def test_everybody_reads_the_same():
    words = words_of({"Arden": FULL, "Brook": FULL})
    assert list(words) == ["The same for all"]


def test_pooled_partners_are_named_with_the_smallest_group():
    people = {"A": [person()] * 2, "B": [person()] * 3, "C": [person()] * 3, "D": FULL}
    words = words_of(people)["Pooled"]
    assert words.startswith("A, B and C are shown together as “Other partners”.")
    assert "three or more of its people answer" in words


def test_together_is_a_choice():
    words = words_of({"Arden": FULL, "Brook": FULL}, view="together")["Together"]
    assert words == "Arden and Brook are one column, as was chosen before the launch."


def test_left_out_and_silent_partners_are_different_things():
    words = words_of({"Arden": FULL, "Brook": [person()] * 2, "Cedar": []})
    assert words["Left out"].startswith("Brook: too few people answered")
    assert words["No answers"] == "Nobody answered for Cedar."


def test_a_hidden_section_is_named():
    found = reasons(results({"Arden": FULL, "Brook": [{"n1": 3, "n2": 3, "n3": 3}] * 3}))
    assert found[0].word == "Hidden"
    assert found[0].sentence.startswith("Trust for Brook: under two thirds of the statements")


def test_hidden_statements_are_counted():
    brook = {key: score for key, score in person().items() if key not in {"n1", "t1"}}
    assert words_of({"Arden": FULL, "Brook": [brook] * 3})["Hidden"].startswith("Two figures of single statements are")


def test_many_hidden_sections_are_counted_not_named():
    people = {f"Partner {number}": [{"n1": 3, "n2": 3, "n3": 3}] * 3 for number in range(6)}
    assert reasons(results({"Arden": FULL, **people}))[0].sentence.startswith("Six figures of sections")


def test_small_groups_are_rounded_within_limits():
    words = words_of({"Arden": FULL, "Brook": [person()] * 4})["Rounded"]
    assert (
        words
        == "Brook: a small group, so each statement’s mean is rounded to one decimal and kept between 1.3 and 3.7."
    )


def test_limits_follow_the_scale():
    words = words_of({"Arden": FULL, "Brook": [person()] * 4}, points=7)["Rounded"]
    assert "between 1.3 and 6.7" in words


def test_agreement_says_whose_it_is():
    words = words_of({"Arden": FULL, "Brook": [person()] * 4})["Agreement among all people"]
    assert words == "Taken over Arden only: the other groups are too small to count."
    many = dict.fromkeys(("A", "B", "C"), FULL)
    words = words_of({**many, "Brook": [person()] * 4})["Agreement among all people"]
    assert words == "Taken over all but Brook, which is too small to count."


def test_agreement_is_not_shown_where_large_groups_are_few():
    people = {name: [person()] * 6 for name in ("A", "B", "C")}
    assert words_of(people)["Agreement among all people"].startswith("Not shown, because the large groups")


def test_a_statement_nobody_scored_in_an_attributed_round_is_not_called_hidden():
    brook = {key: score for key, score in person().items() if key != "n1"}
    words = words_of({"Arden": FULL, "Brook": [brook]}, mode="attributed")
    assert words["No score"].startswith("One figure of a single statement is missing")
    assert "Hidden" not in words
