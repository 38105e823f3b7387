"""Each picture's answer in a sentence."""

from __future__ import annotations

from reports.words.headlines import dots_headline, heat_headline, levels_headline
from tests.reports.made import person, results

ALIKE = {"Arden": [person()] * 12, "Brook": [person()] * 12}


def test_a_column_that_is_always_highest_is_named():
    found = results({"Arden": [person(4, 3)] * 12, "Brook": [person(3, 2)] * 12})
    assert heat_headline(found).startswith("Arden scores every section highest.")


def test_a_tie_names_nobody():
    found = results({"Arden": [person(4, 3)] * 12, "Brook": [person(4, 2)] * 12})
    assert "highest" not in heat_headline(found)


def test_nobody_is_named_above_a_column_that_was_cut_off():
    found = results({"Arden": [person(4, 4)] * 12, "Brook": [person(4, 4)] * 4})
    assert "highest" not in heat_headline(found)


def test_the_heat_map_tells_where_there_is_no_shared_view():
    found = results({"Arden": [person(3, 4)] * 12, "Brook": [person(3, 2)] * 12})
    assert heat_headline(found) == (
        "Figures run from 2.0 (Brook on trust) to 4.0 (Arden on trust). There is no shared view of trust."
    )


def test_figures_that_several_share_are_not_named():
    need, trust = [person(4, 3)] * 6 + [person(3, 3)] * 6, [person(3, 4)] * 6 + [person(3, 3)] * 6
    assert heat_headline(results({"Arden": need, "Brook": trust})) == "Figures run from 3.0 to 3.5."


def test_partners_that_score_alike_may_be_split_within():
    camps = [person(4, 4)] * 6 + [person(1, 1)] * 6
    words = dots_headline(results({"Arden": camps, "Brook": camps}))
    assert words == "Partners do not: each section is scored alike by all. People within them do."


def test_one_column_is_named():
    assert heat_headline(results({"Arden": [person(4, 3)] * 12})) == "Arden: Need stands strongest, trust weakest."


def test_nothing_to_show():
    found = results({"Arden": [person()]})
    assert heat_headline(found) == levels_headline(found) == "Nothing can be shown."


def test_the_widest_range_leads_and_the_others_are_bounded():
    found = results({"Arden": [person(3, 4)] * 12, "Brook": [person(3, 2)] * 12})
    assert dots_headline(found) == "On trust, by 2.0 points. Every other section is scored alike."


def test_no_range_at_all():
    assert dots_headline(results(ALIKE)) == "Partners do not: each section is scored alike by all."
    assert "cannot be compared" in dots_headline(results(ALIKE, view="together"))


def test_levels_warn_of_averages_that_hide_a_disagreement():
    found = results({"Arden": [person(3, 4)] * 12, "Brook": [person(3, 2)] * 12})
    assert levels_headline(found).endswith("On trust the average hides a disagreement.")


def test_equal_ranges_are_told_once():
    found = results({"High": [person(4, 4)] * 12, "Low": [person(1, 1)] * 12})
    assert dots_headline(found) == "On every section, by 3.0 points."
