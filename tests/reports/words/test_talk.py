"""What to talk about: the order of topics, and words that say no more than the figures."""

from __future__ import annotations

from reports.words.finding import bounds_words
from reports.words.statements import no_differences
from reports.words.talk import no_topics, topics
from surveys.change import compare
from tests.reports.made import person, results
from tests.surveys.made import definition_of

HEBREW = "שותפות"


def told(found, comparison=None):
    return [(topic.title, topic.sentence) for topic in topics(found, comparison)]


def test_disputed_comes_before_low():
    found = results({"Arden": [person(2, 4)] * 12, "Brook": [person(2, 2)] * 12})
    assert told(found) == [
        ("Trust", "There is no shared view: Arden scores it 4.0 and Brook scores 2.0."),
        ("Need", "It scores 2.0 of 4, below the middle of the scale."),
    ]


def test_split_people_are_not_told_as_partners():
    found = results({"Arden": [person(3, 4)] * 6 + [person(3, 1)] * 6})
    assert told(found)[0] == ("Trust", "There is no shared view: people are split.")


def test_the_lowest_section_comes_first():
    found = results({"Arden": [person(2, 1)] * 12})
    assert [title for title, _ in told(found)] == ["Trust", "Need"]


def test_the_middle_of_the_scale_is_not_low():
    found = results({"Arden": [person(3, 2)] * 6 + [person(3, 3)] * 6})
    assert all(title != "Trust" for title, _ in told(found))


def test_what_fell_is_told_though_it_is_not_low():
    before = results({"Arden": [person(4, 4)] * 12, "Brook": [person(4, 4)] * 12})
    after = results({"Arden": [person(4, 3)] * 12, "Brook": [person(4, 3)] * 12})
    comparison = compare(before.document, after.document, 4)
    assert told(after, comparison) == [("Trust", "Partners shown both times went from 4.0 to 3.0.")]


def test_what_rose_is_no_topic():
    before = results({"Arden": [person(3, 3)] * 12, "Brook": [person(3, 3)] * 12})
    after = results({"Arden": [person(4, 4)] * 12, "Brook": [person(4, 4)] * 12})
    assert told(after, compare(before.document, after.document, 4)) == []


def test_where_high_is_bad_high_is_the_topic():
    found = results({"Arden": [person(3, 4)] * 12}, bad=("trust",))
    assert told(found)[0] == ("Trust", "It scores 4.0 of 4, above the middle of the scale.")


def test_single_statements_fill_up_to_two():
    arden = {**person(4, 4), "n2": 2}
    found = results({"Arden": [arden] * 12})
    assert told(found) == [("“Statement n2”", "It scores 2.0 of 4, below the middle of the scale.")]


def test_a_disputed_statement_names_both_ends():
    arden, brook = {**person(4, 4), "n2": 4}, {**person(4, 4), "n2": 3}
    found = results({"Arden": [arden] * 12, "Brook": [brook] * 12})
    assert told(found) == [("“Statement n2”", "Partners see it differently: Arden scores it 4.0 and Brook scores 3.0.")]


def test_nothing_disputed_or_low_says_so():
    found = results({"Arden": [{**person(4, 4), "t1": 3}] * 12})
    assert told(found)[0][1] == "Nothing is disputed or low; of all statements this one has the weakest score, 3.0."


def test_all_alike_is_no_topic():
    found = results({"Arden": [person()] * 12, "Brook": [person()] * 12})
    assert told(found) == []
    assert no_topics(found).startswith("The figures put nothing first")


def test_nothing_shown_is_no_topic():
    for people in ({"Arden": [person()]}, {"Arden": []}, {"Arden": [{"n1": 3, "t1": 3}] * 12}):
        found = results(people)
        assert no_topics(found).startswith("No figure can be shown")


def test_never_more_than_three():
    made = definition_of({key: [f"{key}1"] for key in "abcde"})
    found = results({"Arden": [{f"{key}1": 1 for key in "abcde"}] * 12}, definition=made)
    assert [title for title, _ in told(found)] == ["A", "B", "C"]


def test_a_mean_shown_as_the_middle_is_not_called_below_it():
    people = [person(4, 2)] * 13 + [person(4, 3)] * 12
    assert all("below" not in sentence for _, sentence in told(results({"Arden": people})))


def test_a_pool_is_told_in_the_plural():
    people = {"Arden": [person(3, 4)] * 12, "B": [person(3, 1)] * 2, "C": [person(3, 1)] * 3, "D": [person(3, 1)] * 3}
    assert "Other partners score 1.5 or below." in told(results(people))[0][1]


def test_every_topic_has_a_question_and_a_statement_of_its_section():
    found = results({"Arden": [person(2, 4)] * 12, "Brook": [person(2, 2)] * 12})
    for topic in topics(found, None):
        assert topic.question.endswith("?")
        assert topic.key in found.definition.section(topic.section).statement_keys


def test_a_name_from_right_to_left_is_isolated():
    found = results({HEBREW: [person(3, 4)] * 12, "Brook": [person(3, 2)] * 12})
    assert f"\u2068{HEBREW}\u2069 scores it 4.0" in told(found)[0][1]


def test_bounds_say_what_the_missing_could_change():
    found = results({"Arden": [person()] * 6}, mode="attributed", invited=9)
    assert bounds_words(found) == (
        "Had the three people who did not answer scored everything 1, or everything 4, the overall would lie between "
        "2.3 and 3.3, counted one person, one voice."
    )


def test_bounds_are_for_attributed_rounds_with_somebody_missing():
    assert bounds_words(results({"Arden": [person()] * 6}, invited=9)) == ""
    assert bounds_words(results({"Arden": [person()] * 6}, mode="attributed", invited=6)) == ""
    assert bounds_words(results({"Arden": [person()] * 6}, mode="attributed")) == ""


def test_where_nobody_gave_a_score_that_is_what_to_talk_about():
    found = results({"Arden": [person("dk", "dk")] * 12, "Brook": [person("dk", "dk")] * 12})
    assert "why so few gave a score" in no_topics(found)
    assert no_differences(found).startswith("No two partners have a figure")
