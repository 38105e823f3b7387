"""The promise of confidentiality, attacked: by sums over chance rounds, and by trying every table of small ones.

What the rules themselves leave open is written down in docs/decisions/0005 and held here as it is: one partner of a
pool learns the others' answers where all of them gave the same answer and, in a small pool, that answer is an end of
the scale.
"""

from __future__ import annotations

from random import Random

import pytest

from tests.surveys import naive
from tests.surveys.attacker_enumeration import ANSWER, FEW_PEOPLE, FEW_SCORES, Found, attack
from tests.surveys.attacker_sums import (
    ALIKE,
    ONE_PERSON,
    REST_OF_FULL_POOL_ALIKE,
    REST_OF_SMALL_POOL_ALIKE,
    findings,
)
from tests.surveys.attacker_sums import FEW_PEOPLE as SUM_OF_FEW_PEOPLE
from tests.surveys.attacker_sums import FEW_SCORES as SUM_OF_FEW_SCORES
from tests.surveys.made import definition_of
from tests.surveys.made_rounds import IMPORTANCE, MadeRound, random_round

BATCHES, BATCH = 20, 500  # 10,000 rounds in all
OPEN_BY_THE_RULES = {REST_OF_FULL_POOL_ALIKE, REST_OF_SMALL_POOL_ALIKE}


def rules(made: MadeRound):
    return made.document()


def rounds_of(batch: int, many: int = BATCH):
    return [random_round(Random(batch * BATCH + number)) for number in range(many)]


def has_hidden_or_pooled(document) -> bool:
    figures = [figure for row in document["figures"]["statements"].values() for figure in row["columns"].values()]
    return (
        bool(document["left_out"])
        or any(column["kind"] == "pool" for column in document["columns"])
        or any(figure["mean"] is None for figure in figures)
    )


@pytest.mark.parametrize("batch", range(BATCHES))
def test_sums_give_nothing_away(batch):
    found, not_all_shown = set(), 0
    for made in rounds_of(batch):
        document = made.document()
        not_all_shown += has_hidden_or_pooled(document)
        found |= {finding for finding in findings(made, document) if finding.kind not in OPEN_BY_THE_RULES}
    assert found == set()
    assert not_all_shown >= 0.4 * BATCH


def test_everybody_leaves_something_out_somewhere():
    for made in rounds_of(0):
        scored = [
            isinstance(answers.get(key), int) for _, answers in made.rows for key in made.definition.statement_keys
        ]
        assert not made.rows or not all(scored)


@pytest.mark.parametrize(
    ("publish", "kinds"),
    [
        (naive.threshold_only, {SUM_OF_FEW_PEOPLE, SUM_OF_FEW_SCORES}),
        (naive.person_averaged, {ONE_PERSON}),
        (naive.counts_of_everybody, {SUM_OF_FEW_PEOPLE, SUM_OF_FEW_SCORES}),
    ],
)
def test_sums_break_the_naive(publish, kinds):
    found = {finding.kind for made in rounds_of(0, 300) for finding in findings(made, publish(made))}
    assert kinds <= found


SHAPES = [
    ((3,), {}),
    ((4,), {}),
    ((5,), {}),
    ((6,), {}),
    ((5,), {"points": 5}),
    ((3, 3), {}),
    ((3, 1), {}),
    ((5, 4), {"minimum_group": 5}),
    ((2, 2, 2), {}),
    ((3, 2, 2), {}),
    ((3, 3), {"view": "together"}),
    ((3,), {"points": 3, "statements": 2}),
    ((4,), {"points": 2, "statements": 3}),
    ((3,), {"points": 3, "asks_importance": True}),
    ((3, 1), {"points": 2, "asks_importance": True}),
]


@pytest.mark.parametrize(("shape", "choices"), SHAPES, ids=str)
def test_no_table_of_a_small_round_is_given_away(shape, choices):
    assert attack(shape, rules, **choices) == []


def importance_of_everybody(made: MadeRound):
    """The rules, but a total of everybody's importance beside columns of which some are hidden."""
    document = made.document()
    scores = [answers[IMPORTANCE] for _, answers in made.rows if IMPORTANCE in answers]
    for row in document["figures"].get("importance", {}).values() if scores else ():
        row["all"]["one_person_one_voice"] |= {"n": len(scores), "mean": sum(scores) / len(scores)}
    return document


def test_both_attackers_see_importance():
    found = {item.statement for made in rounds_of(0, 300) for item in findings(made, importance_of_everybody(made))}
    assert IMPORTANCE in found
    assert attack((3, 1), importance_of_everybody, points=2, asks_importance=True)


def rest(found: Found) -> set[int]:
    """The different scores of all who are not the attacker."""
    others = [people for place, people in enumerate(found.table) if place != found.attacker]
    return {score for people in others for person in people for score in person if score}


@pytest.mark.parametrize(("shape", "points"), [((10,), 4), ((11, 1, 1), 3), ((10, 2), 3)])
def test_a_full_column_gives_itself_away_only_where_all_answered_alike(shape, points):
    found = attack(shape, rules, points=points)
    assert found
    assert all(len({person[0] for person in item.table[0] if person[0]}) == 1 for item in found)
    assert {item.kind for item in found} == {ANSWER}


@pytest.mark.parametrize(("shape", "ends"), [((1,) * 6, {1, 4}), ((2, 2, 2, 1), {1, 4})])
def test_a_small_pool_gives_away_no_more_than_the_rules_leave_open(shape, ends):
    found = attack(shape, rules)
    assert found
    assert all(item.attacker is not None and len(rest(item)) == 1 and rest(item) <= ends for item in found)


@pytest.mark.parametrize(
    ("publish", "shape", "choices", "kinds"),
    [
        (naive.threshold_only, (3, 1), {}, {ANSWER, FEW_SCORES, FEW_PEOPLE}),
        (naive.person_averaged, (3,), {"points": 2, "statements": 3}, {ANSWER, FEW_SCORES}),
        (naive.counts_of_everybody, (3, 1), {}, {ANSWER, FEW_SCORES, FEW_PEOPLE}),
    ],
)
def test_trying_every_table_breaks_the_naive(publish, shape, choices, kinds):
    assert kinds <= {found.kind for found in attack(shape, publish, **choices)}


# What the rules leave open, as small as it gets: held so that a change of the rules is noticed


def one_statement(*partners: list[int | None], points: int = 4, minimum_group: int = 3) -> MadeRound:
    rows = tuple(
        (f"p{place}", {"s1": score} if score else {}) for place, scores in enumerate(partners) for score in scores
    )
    names = {f"p{place}": f"Partner {place}" for place in range(len(partners))}
    return MadeRound(rows, names, minimum_group, definition=definition_of({"one": ["s1"]}, points=points))


def test_open_the_rest_of_a_small_pool_at_an_end_of_the_scale():
    made = one_statement([1], [4], [4], [4], [None], [None])
    figure = made.document()["figures"]["statements"]["s1"]["columns"]["other-partners"]
    assert (figure["mean"], figure["bound"], figure["n"]) == (3.5, "or_above", 4)
    assert {(item.kind, item.attacker) for item in findings(made, made.document())} == {
        (REST_OF_SMALL_POOL_ALIKE, "p0")
    }


def test_open_the_rest_of_a_full_pool():
    made = one_statement([1, 2], [3] * 2, [3] * 2, [3] * 2, [3] * 2, [3] * 2)
    assert {(item.kind, item.attacker) for item in findings(made, made.document())} == {(REST_OF_FULL_POOL_ALIKE, "p0")}


@pytest.mark.parametrize(("points", "score"), [(2, 1), (2, 2), (3, 2)])
def test_open_five_alike_in_a_small_column_on_two_or_three_points(points, score):
    made = one_statement([score] * 5, points=points)
    assert [item.kind for item in findings(made, made.document())] == [ALIKE]
