"""Why a partnership may need a visit, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reports.portfolio.facts import Declined, Facts, Health, Late, SectionFact
from reports.words.visit import opening, reasons
from surveys.instrument_file import load
from tests.factories import SIX

TODAY = date(2027, 3, 12)
DEFINITION = load(SIX)
KEYS = [section.key for section in DEFINITION.sections]
HEALTH = Health(
    definition=DEFINITION, round_id=1, ended_on=date(2027, 1, 5), is_attributed=False, points=4, answered=20,
    invited=24, mean=2.6, bound="", letter="B", no_shared_view=False, before=None, after=None, matched=0, moved=0,
    history=((date(2027, 1, 5), 2.6, True),), sections={key: SectionFact(2.6, "", "B", False) for key in KEYS},
)  # fmt: skip
FACTS = Facts(today=TODAY, entered_on=date(2024, 1, 1), health=HEALTH, last_round_on=HEALTH.ended_on, readiness=40)


def told(facts=FACTS, **health):
    found = reasons(replace(facts, health=replace(facts.health, **health)) if health else facts)
    return [reason.sentence for reason in found]


def apart(*keys):
    return {key: SectionFact(2.6, "", "", key in keys) for key in KEYS}


def test_nothing_is_said_where_nothing_is_wrong():
    assert told() == []


def test_a_low_band():
    assert told(mean=1.9, letter="C") == ["Health is 1.9 of 4, band C: more concern than strength."]


def test_a_low_band_kept_within_limits():
    assert told(mean=1.3, letter="C", bound="or_below")[0].startswith("Health is 1.3 or below of 4, band C")


def test_no_shared_view_of_two_is_named_and_of_more_counted():
    assert told(no_shared_view=True, letter="", sections=apart("need", "trust")) == [
        "There is no shared view of need and trust."
    ]
    assert told(no_shared_view=True, letter="", sections=apart(*KEYS[:4])) == [
        "There is no shared view of four of six principles."
    ]
    assert told(no_shared_view=True, letter="", sections=apart(*KEYS)) == ["There is no shared view of any principle."]


def test_it_fell():
    assert told(moved=-1, before=2.9, after=2.25, matched=5) == [
        "It fell: the five partners shown both times went from 2.9 to 2.3."
    ]


def test_what_rose_is_no_reason():
    assert told(moved=1, before=2.2, after=2.9, matched=5) == []


@pytest.mark.parametrize(
    ("answered", "invited", "sentences"),
    [
        (12, 24, []),
        (11, 24, ["Only eleven of the 24 people invited answered the last round."]),
        (0, 24, ["None of the 24 people invited answered the last round."]),
        (0, 1, ["The one person invited to the last round did not answer."]),
        (9, None, []),
    ],
)
def test_few_answered(answered, invited, sentences):
    assert told(answered=answered, invited=invited) == sentences


@pytest.mark.parametrize(
    ("readiness", "sentences"),
    [
        (None, ["It is winding down without an exit strategy."]),
        (74, ["It is winding down, and its exit readiness is 74 of 100."]),
        (75, []),
    ],
)
def test_winding_down(readiness, sentences):
    assert told(replace(FACTS, is_winding_down=True, readiness=readiness)) == sentences


@pytest.mark.parametrize(
    ("late", "sentence"),
    [
        ((Late("the governance", 34),), "The review of the governance is 34 days late."),
        ((Late("the purpose", 1),), "The review of the purpose is one day late."),
        (
            (Late("the purpose", 40), Late("the governance", 2)),
            "Reviews of the purpose and the governance are late, the longest by 40 days.",
        ),
        (
            (Late("the purpose", 40), Late("the governance", 2), Late("the exit strategy", 1)),
            "Three reviews are late, the longest by 40 days.",
        ),
        ((Late("the term", 12, "term"),), "Its term ended twelve days ago."),
        ((Late("Keys back", 3, "step"),), "A step of the exit is three days late: Keys back."),
        (
            (Late("Keys back", 9, "step"), Late("Data out", 3, "step")),
            "Two steps of the exit are late, the longest by nine days.",
        ),
    ],
)
def test_overdue(late, sentence):
    assert told(replace(FACTS, late=late)) == [sentence]


@pytest.mark.parametrize(
    ("names", "who"),
    [(("Arden",), "Arden"), (("Arden", "Brook"), "Arden and Brook"), (("Arden", "Brook", "Cedar"), "Three partners")],
)
def test_declined(names, who):
    facts = replace(FACTS, declined=(Declined("the governance, version 2", names, "governance"),))
    assert told(facts) == [f"{who} declined the governance, version 2, which is put forward."]


@pytest.mark.parametrize(
    ("keys", "sentences"),
    [
        (KEYS[:2], []),
        (KEYS[:3], ["Three of six principles are in the lower bands."]),
        (KEYS, ["Six of six principles are in the lower bands."]),
    ],
)
def test_half_of_the_principles_low_is_a_reason_whatever_the_mean(keys, sentences):
    sections = {key: SectionFact(2.6, "", "C" if key in keys else "A", False) for key in KEYS}
    assert told(sections=sections) == sentences


def test_no_round_for_a_year():
    year = replace(FACTS, last_round_on=date(2026, 3, 12))
    assert told(year) == []
    assert told(replace(year, last_round_on=date(2026, 3, 11))) == ["No round has closed since 11 March 2026."]


def test_never_a_round_is_told_a_year_after_it_was_entered():
    new = replace(FACTS, health=None, last_round_on=None, entered_on=TODAY - timedelta(days=300))
    assert told(new) == []
    assert told(replace(new, entered_on=date(2025, 2, 1))) == [
        "No round has closed since it was entered on 1 February 2025."
    ]


def test_a_closed_partnership_needs_no_visit():
    assert told(replace(FACTS, is_closed=True, late=(Late("the purpose", 40),))) == []


def test_every_reason_stands_in_the_order_of_the_rules():
    facts = replace(FACTS, is_winding_down=True, late=(Late("the purpose", 40),), last_round_on=date(2025, 3, 1))
    health = {"mean": 1.9, "letter": "C", "moved": -1, "before": 2.9, "after": 1.9, "matched": 3, "answered": 1}
    beginnings = [sentence.split()[0] for sentence in told(facts, **health)]
    assert beginnings == ["Health", "It", "Only", "It", "The", "No"]


@pytest.mark.parametrize(
    ("total", "needing", "narrowed", "sentence"),
    [
        (1, 0, False, "Nothing on record calls for a visit to the one you look after."),
        (8, 0, True, "Nothing on record calls for a visit to any of the eight selected."),
        (1, 1, False, "The one you look after may need a visit."),
        (8, 8, True, "All eight selected may need a visit."),
        (1200, 3, False, "Three of the 1,200 you look after may need a visit."),
    ],
)
def test_how_many_need_one(total, needing, narrowed, sentence):
    assert opening(total, needing, is_narrowed=narrowed) == sentence
