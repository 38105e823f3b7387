"""What has changed over all closed rounds: figures against an oracle, gaps, dashes, and the words."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from reports.charts.slopes import Asked, places, slopes
from reports.words.over_time import between, headline, not_drawn, what_moved
from tests.reports.made import SECTIONS, person
from tests.reports.made_history import closed, history, of
from tests.surveys.made import definition_of

LOW, HIGH = [person(2, 2)], [person(3, 3)]
FULL = {"Arden": [person(3, 2)] * 12, "Brook": [person(3, 2)] * 12}


def row_of(spec, label):
    return next(row for row in spec.rows if row.label == label)


def line_of(row, role):
    return next(line for line in row.lines if line.role == role)


def mean(values):
    return sum(map(Fraction, values), Fraction(0)) / len(values)


def oracle(people, section):
    """Each partner's mean of a section, and that of all: by hand from the answers of an attributed round."""
    own = {
        name: {key: mean([answers[key] for answers in rows]) for key in SECTIONS[section]}
        for name, rows in people.items()
    }
    partners = {name: mean(list(means.values())) for name, means in own.items()}
    everybody = mean([mean([means[key] for means in own.values()]) for key in SECTIONS[section]])
    return partners, everybody


def random_history(seed):
    """Four to seven rounds of two to six partners out of eight, each with one to four people."""
    chance = random.Random(seed)  # figures for a test
    return [
        {
            f"P{number}": [
                {key: chance.randint(1, 4) for keys in SECTIONS.values() for key in keys}
                for _ in range(chance.randint(1, 4))
            ]
            for number in sorted(chance.sample(range(8), chance.randint(2, 6)))
        }
        for _ in range(chance.randint(4, 7))
    ]


@pytest.mark.parametrize("seed", range(12))
def test_all_partners_and_those_compared_are_what_the_oracle_says(seed):
    rounds = random_history(seed)
    spec = slopes(history(rounds), Asked())
    for section in SECTIONS:
        figures = [oracle(people, section) for people in rounds]
        row = row_of(spec, section.capitalize())
        assert [cell.value for cell in line_of(row, "all").cells] == pytest.approx([float(item[1]) for item in figures])
        for step, (before, after) in zip(line_of(row, "matched").steps, pairwise(figures), strict=True):
            both = sorted(before[0].keys() & after[0].keys())
            if not both:
                assert step is None
                continue
            ends = [mean([side[0][name] for name in both]) for side in (before, after)]
            moves = [after[0][name] - before[0][name] for name in both]
            half = Fraction(1, 2)
            ways = [sum(move >= half for move in moves), sum(move <= -half for move in moves)]
            same = ways[0] if ends[1] > ends[0] else ways[1]
            changed = abs(ends[1] - ends[0]) >= half and same >= 2 and same > Fraction(len(both), 2)
            assert (step.start, step.end) == pytest.approx([float(end) for end in ends])
            assert step.is_flagged == changed


@pytest.mark.parametrize("seed", range(4))
def test_a_partners_line_is_its_own_figures_and_gaps(seed):
    rounds = random_history(seed)
    spec = slopes(history(rounds), Asked("trust"))
    for row in spec.rows[1:]:
        expected = [oracle(people, "trust")[0].get(row.label) for people in rounds]
        found = [cell.value for cell in line_of(row, "one").cells]
        assert [value is None for value in found] == [value is None for value in expected]
        assert [value for value in found if value] == pytest.approx([float(value) for value in expected if value])


def test_no_line_passes_a_round_without_a_figure():
    rounds = [{"Arden": HIGH, "Brook": HIGH}, {"Brook": LOW}, {"Arden": HIGH, "Brook": HIGH}]
    line = line_of(row_of(slopes(history(rounds), Asked("trust")), "Arden"), "one")
    assert [cell.state for cell in line.cells] == ["shown", "not asked", "shown"]
    assert line.steps == (None, None)


def test_pooled_left_out_silent_and_hidden_are_told_apart():
    many = [person()] * 12
    rounds = [
        {"Arden": many, "Brook": [person()] * 4, "Cedar": [person()] * 2, "Dale": many, "Elm": []},
        {"Arden": many, "Brook": [{"n1": 3}] * 4, "Cedar": [person()] * 2, "Dale": [person()] * 2, "Elm": []},
    ]
    spec = slopes(history(rounds, mode="confidential"), Asked("trust"))
    states = {row.label: [cell.state for cell in line_of(row, "one").cells] for row in spec.rows[1:]}
    assert states["Arden"] == ["shown", "shown"]
    assert states["Elm"] == ["no answers", "no answers"]
    assert set(states["Cedar"]) <= {"pooled", "left out"}
    assert not [
        cell for row in spec.rows[1:] for cell in line_of(row, "one").cells if cell.state != "shown" and cell.value
    ]


def test_a_hidden_score_is_a_gap_and_says_so():
    rounds = [FULL, {"Arden": FULL["Arden"], "Brook": [{"n1": 3, "n2": 3, "n3": 3}] * 12}]
    spec = slopes(history(rounds, mode="confidential"), Asked("trust"))
    cell = line_of(row_of(spec, "Brook"), "one").cells[1]
    assert (cell.state, cell.value, cell.words) == ("hidden", None, "hidden for confidentiality")


def test_all_partners_are_dashed_where_others_are_counted():
    rounds = [{"Arden": HIGH, "Brook": HIGH}, {"Arden": HIGH, "Brook": HIGH}, {"Arden": HIGH, "Cedar": LOW}]
    steps = line_of(slopes(history(rounds), Asked()).rows[0], "all").steps
    assert [step.is_dashed for step in steps] == [False, True]


def test_other_statements_dash_every_line_of_their_section_alone():
    wider = definition_of({"need": ["n1", "n2", "n3", "n4"], "trust": SECTIONS["trust"]})
    people = {"Arden": [{**person(), "n4": 3}], "Brook": [{**person(), "n4": 3}]}
    time = of(closed(0, people), closed(1, people, definition=wider))
    spec = slopes(time, Asked(partner="Arden"))
    dashed = {row.label: {line.steps[0].is_dashed for line in row.lines} for row in spec.rows}
    assert (dashed["Need"], dashed["Trust"]) == ({True}, {False})


def test_another_scale_is_left_out_and_said():
    seven = definition_of(SECTIONS, points=7)
    time = of(closed(0, {"A": [person(7, 7)]}, definition=seven, points=7), closed(1, FULL), closed(2, FULL))
    assert slopes(time, Asked()).columns == ("Round 2", "Round 3")
    assert not_drawn(time) == [
        "Round 1 used a scale of seven points; it cannot be compared with the newest round’s four, and is not drawn."
    ]


def test_one_round_has_no_picture():
    assert slopes(history([FULL]), Asked()).rows == ()


@pytest.mark.parametrize(
    ("rounds", "words"),
    [
        (
            [{"A": LOW, "B": LOW}, {"A": HIGH, "B": HIGH}],
            (
                "From Round 1 to Round 2, among the two partners compared: need went up, 2.0 to 3.0; "
                "trust went up, 2.0 to 3.0."
            ),
        ),
        ([FULL, FULL], "From Round 1 to Round 2, no section changed among the two partners compared."),
        (
            [{"A": LOW}, {"B": HIGH}],
            "No partner has figures of its own both in Round 1 and Round 2, so the two ends are not compared.",
        ),
        ([{"A": LOW}, {"A": HIGH}], "From Round 1 to Round 2, no section changed among the one partner compared."),
        (
            [{"A": LOW, "B": LOW}, {"A": HIGH, "B": HIGH}, {"A": LOW, "B": LOW}],
            (
                "From Round 1 to Round 3, no section changed among the two partners compared. "
                "On the way, need and trust did."
            ),
        ),
        ([FULL], ""),
    ],
)
def test_the_headline_calls_a_change_what_the_rule_does(rounds, words):
    assert headline(history(rounds), None) == words


@pytest.mark.parametrize(
    ("rounds", "words"),
    [
        (
            [{"A": LOW, "B": LOW}, {"A": HIGH, "B": HIGH}],
            "Trust went up: 2.0 to 3.0 among the two partners compared, from Round 1 to Round 2.",
        ),
        (
            [FULL, FULL],
            (
                "Trust did not change, by the rule below: 2.0 to 2.0 among the two partners compared, "
                "from Round 1 to Round 2."
            ),
        ),
        ([{"A": LOW}, {"B": LOW}], "On trust, no partner has a figure of its own both in Round 1 and Round 2."),
    ],
)
def test_one_section_has_a_headline_of_its_own(rounds, words):
    assert headline(history(rounds), "trust") == words


@pytest.mark.parametrize("key", [None, "trust"])
def test_the_headline_says_where_high_is_bad(key):
    signs = definition_of(SECTIONS, bad=("trust",))
    time = history([{"A": LOW, "B": LOW}, {"A": HIGH, "B": HIGH}], definition=signs)
    assert "rust, where high is bad, went up" in headline(time, key)


def test_what_stands_between_two_rounds_is_said():
    before = closed(0, {**FULL, "Cedar": []})
    after = closed(1, {**FULL, "Cedar": FULL["Arden"]}, mode="anonymous", view="together")
    assert between(before, after) == [
        (
            "This round was anonymous, the one before attributed: for that alone people may answer differently, "
            "and other figures are hidden."
        ),
        "Partners are shown together in one column, before side by side.",
        "Counted in one of the two rounds only: Cedar (no answers before, counted now).",
        "Shown alone in one of the two rounds only: Arden (alone before) and Brook (alone before).",
    ]


def test_joiners_and_leavers_are_named_where_nobody_is_compared():
    time = history([{"Arden": LOW}, {"Brook": HIGH}])
    assert what_moved(*time.rounds, time) == [
        "No partner has figures of its own both now and in Round 1, so none is compared.",
        "New since then: Brook.",
        "Not asked this time: Arden.",
    ]


def test_two_like_rounds_have_nothing_between_them():
    assert between(closed(0, FULL), closed(1, FULL)) == []


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([1], (0.0,)),
        ([1, 11], (0.0, 1.0)),
        ([1, 11, 31], (0.0, 1 / 3, 1.0)),
        ([1, 1, 1], (0.0, 0.5, 1.0)),
    ],
)
def test_steps_are_as_wide_as_the_time_between(days, expected):
    assert places([date(2025, 1, day) for day in days]) == pytest.approx(expected)


def test_rounds_that_closed_together_do_not_lie_on_one_another():
    found = places([date(2025, 1, 1), date(2025, 1, 1), date(2026, 1, 1)])
    assert found[1] > 0.1


def test_figures_lead_to_their_own_round():
    spec = slopes(history([FULL, FULL]), Asked("trust"))
    assert [cell.link for cell in line_of(row_of(spec, "Brook"), "one").cells] == [
        f"rounds/{number}/results/partners/Brook/?principle=trust" for number in (1, 2)
    ]
