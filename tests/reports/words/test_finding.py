"""Who answered, the finding and what stands behind it, as text, for every state."""

from __future__ import annotations

import pytest

from reports.words.finding import bounds_words, finding, mode_words, paragraph, who_answered
from tests.reports.made import person, results

ALIKE = {"Arden": [person()] * 12, "Brook": [person()] * 12}
HEBREW = "שותפות"


@pytest.mark.parametrize(
    ("people", "invited", "words"),
    [
        (ALIKE, 30, "24 of the 30 people invited answered, for all two partners."),
        (ALIKE, 24, "All 24 people answered, for all two partners."),
        (ALIKE, None, "24 people answered, for all two partners."),
        ({"Arden": [person()], "Brook": []}, 4, "One of the four people invited answered, for one of two partners."),
        ({"Arden": [person()]}, 1, "The one person invited answered, for the one partner."),
        ({"Arden": []}, 7, "None of the seven people invited answered."),
        ({"Arden": []}, None, "Nobody answered."),
    ],
)
def test_who_answered_of_whom(people, invited, words):
    assert who_answered(results(people, invited=invited)) == words


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ({"Arden": [person()], "Brook": []}, "One of two organisations sent their official answer."),
        ({"Arden": [person()], "Brook": [person()]}, "All two organisations sent their official answer."),
        ({"Arden": [], "Brook": []}, "None of the two organisations sent an official answer."),
        ({"Arden": [person()]}, "The one organisation sent its official answer."),
        ({"Arden": []}, "No official answer was sent."),
    ],
)
def test_official_answers_are_counted_by_organisation(people, words):
    assert who_answered(results(people, mode="attributed", official=True, invited=len(people))) == words


def test_missing_official_answers_are_organisations():
    people = {"Arden": [person(1)], "Brook": [person(4)], "Cedar": []}
    found = results(people, mode="attributed", official=True, invited=3)
    assert bounds_words(found).startswith("Had the one organisation that did not answer")
    assert "one person" not in bounds_words(found)
    assert mode_words(found) == "Attributed: one official answer from each organisation, under its name."


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("attributed", "Attributed: results are named by organisation."),
        ("confidential", "Confidential: groups of five people or more are shown, never single people."),
        ("anonymous", "Anonymous: groups of five people or more are shown, and no answer is linked to a person."),
    ],
)
def test_the_mode_is_said_to_readers(mode, words):
    assert mode_words(results(ALIKE, mode=mode, minimum_group=5)) == words


def test_nobody_answered():
    found = results({"Arden": []})
    assert finding(found) == "Nobody answered this round."
    assert paragraph(found) == []


def test_everybody_is_left_out():
    assert finding(results({"Arden": [person()]})) == "Too few people answered for anything to be shown."


def test_columns_without_a_single_section():
    people = {"Arden": [{"n1": 3, "t1": 3}] * 12}
    assert finding(results(people)) == "Too few people scored the statements for any section to be shown."


def test_all_alike():
    assert finding(results(ALIKE)) == "All sections score alike: 3.0 of 4."


def test_close_together():
    people = {"Arden": [person(3, 3)] * 9 + [person(4, 3)] * 2 + [person(3, 3)]}
    assert finding(results(people)) == "All sections stand close together, between 3.0 and 3.2 of 4."


def test_what_is_close_scales_with_the_points():
    people = {"Arden": [person(3, 3)] * 6 + [person(4, 3)] * 6}
    assert finding(results(people)) == "Need stands strongest, trust weakest."
    assert finding(results(people, points=7)) == (
        "Trust is in band E: band E. All sections stand close together, between 3.0 and 3.5 of 7."
    )


def test_strongest_and_weakest():
    assert finding(results({"Arden": [person(4, 3)] * 12})) == "Need stands strongest, trust weakest."


def test_sections_in_the_lower_bands_are_told_before_the_ranking():
    found = finding(results({"Arden": [person(4, 2)] * 12}))
    assert found == "Trust is in band C: band C. Need stands strongest, trust weakest."


def test_a_mean_that_may_lie_higher_than_shown_is_no_ceiling():
    cut_off = {**person(4, 2), "t1": 4}
    people = {"Arden": [person(4, 2)] * 12, "Brook": [person(4, 2)] * 12, "Cedar": [cut_off] * 4}
    assert not any("averages above" in words for words in paragraph(results(people)))


def test_one_section_alone_is_told_with_its_number():
    people = {"Arden": [{"n1": 3, "n2": 3, "n3": 3}] * 12}
    assert finding(results(people)) == "Need scores 3.0 of 4."


def test_disagreement_leads():
    found = results({"Arden": [person(3, 4)] * 12, "Brook": [person(3, 2)] * 12})
    assert finding(found) == "There is no shared view of trust. Need scores 3.0 of 4."


def test_no_shared_view_of_anything():
    found = results({"Arden": [person(4, 4)] * 12, "Brook": [person(2, 2)] * 12})
    assert finding(found) == "There is no shared view of any section."


def test_both_ends_are_named_where_a_partner_stands_apart():
    found = results({"Arden": [person(3, 4)] * 12, "Brook": [person(3, 2)] * 12})
    assert "On trust, Arden scores it 4.0 and Brook scores 2.0." in paragraph(found)


def test_split_people_are_not_told_as_partners():
    found = results({"Arden": [person(3, 4)] * 6 + [person(3, 1)] * 6})
    assert "On trust, people are split: their answers lie far from their own average." in paragraph(found)


def test_the_overall_has_its_band():
    assert paragraph(results(ALIKE))[0] == "Overall 3.0 of 4, band B: band B."


def test_without_a_shared_view_of_half_there_is_no_band():
    found = results({"Arden": [person(4, 4)] * 12, "Brook": [person(2, 2)] * 12})
    assert paragraph(found)[0] == "Overall 3.0 of 4, without a band: half of the sections or more have no shared view."


def test_no_overall_says_what_is_missing():
    found = results({"Arden": [{"n1": 3, "n2": 3, "n3": 3}] * 12})
    assert paragraph(found)[0] == "There is no overall score, because too few statements can be shown on trust."


def test_a_ceiling_is_told_over_three_columns():
    people = {name: [person(4, 2)] * 12 for name in ("Arden", "Brook", "Cedar")}
    assert "No partner averages above 2.0 on trust." in paragraph(results(people))
    assert not any("averages above" in words for words in paragraph(results({"Arden": people["Arden"]})))


def test_one_partner_alone_says_whose_figures_these_are():
    found = results({"Arden": [person(4, 2)] * 12, "Brook": [person()] * 2})
    assert "Only Arden can be shown, so these are its figures alone." in paragraph(found)


def test_together_says_so():
    assert "All partners that answered are shown together." in paragraph(results(ALIKE, view="together"))


def test_a_section_where_high_is_bad_stays_out_of_the_ranking():
    found = results({"Arden": [person(3, 1)] * 12}, bad=("trust",))
    assert finding(found) == "Need scores 3.0 of 4."
    assert "Trust, where high is bad, scores 1.0 of 4." in paragraph(found)


def test_only_sections_where_high_is_bad():
    found = results({"Arden": [person(2, 1)] * 12}, bad=("need", "trust"))
    assert finding(found) == (
        "Need, where high is bad, scores 2.0 of 4. Trust, where high is bad, scores 1.0 of 4."
    )  # fmt: skip


def test_a_name_from_right_to_left_is_isolated():
    found = results({HEBREW: [person(3, 4)] * 12, "Brook": [person(3, 2)] * 12})
    assert f"On trust, \u2068{HEBREW}\u2069 scores it 4.0 and Brook scores 2.0." in paragraph(found)
