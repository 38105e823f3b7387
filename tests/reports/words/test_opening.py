"""The overview's first sentence."""

from __future__ import annotations

import pytest

from reports.words.opening import Parting, opening
from tests.reports.made import person, results

UNWRITTEN = Parting(None)


def round_of(*people, **fields):
    return results({"A": list(people), "B": list(people)}, mode="attributed", **fields)


def test_before_the_first_round_and_without_an_exit_strategy():
    assert opening(None, UNWRITTEN) == "Not yet assessed, and without an exit strategy."


def test_all_sound():
    assert opening(round_of(person()), Parting(58, True)) == "Sound in every section, and not ready to part well."


def test_sound_and_weak():
    found = opening(round_of(person(need=4, trust=1)), Parting(80, True))
    assert found == "Sound in need, weak in trust, and nearly ready to part well."


def test_divided():
    found = results({"A": [person(trust=4)], "B": [person(trust=2)]}, mode="attributed")
    assert opening(found, Parting(10)) == "Sound in need, divided on trust, and not ready to part well."


def test_high_is_bad_says_nothing_about_soundness():
    found = round_of(person(trust=4), bad=("trust",))
    assert opening(found, UNWRITTEN) == "Sound in need, and without an exit strategy."


@pytest.mark.parametrize(
    ("parting", "said"),
    [
        (Parting(74, True), "not ready to part well"),
        (Parting(75, True), "nearly ready to part well"),
        (Parting(99, True), "nearly ready to part well"),
        (Parting(100, True), "ready to part well, on paper"),
        (Parting(92), "with an exit strategy that is not agreed"),
        (Parting(20), "not ready to part well"),
    ],
)
def test_readiness_is_never_said_to_be_more_than_it_is(parting, said):
    assert opening(None, parting) == f"Not yet assessed, and {said}."


def test_too_few_and_nobody():
    few = results({"A": [person()]}, minimum_group=3)
    assert opening(few, UNWRITTEN).startswith("Assessed by too few to say how healthy it is, and")
    none = results({"A": []}, invited=3)
    assert opening(none, UNWRITTEN).startswith("Assessed by nobody in the last round, and")


def test_many_are_counted():
    from tests.surveys.made import definition_of

    sections = {key: [f"{key}1", f"{key}2", f"{key}3"] for key in ("a", "b", "c", "d")}
    answers = {f"{key}{number}": 1 if key == "a" else 4 for key in sections for number in (1, 2, 3)}
    found = results({"A": [answers], "B": [answers]}, mode="attributed", definition=definition_of(sections))
    assert opening(found, UNWRITTEN).startswith("Sound in three of four sections, weak in a, and")
