"""Every figure from the published cells."""

from __future__ import annotations

import ast
import json
import math
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import surveys.figures
from surveys.figures import figures
from surveys.published import Published
from tests.surveys import oracle
from tests.surveys.made import definition_of
from tests.surveys.made_rounds import MadeRound, random_round

ROUNDS = st.tuples(st.integers(0, 10**6), st.sampled_from(["confidential", "attributed"])).map(
    lambda pair: replace(random_round(Random(pair[0])), mode=pair[1])
)
PARTNERS, PEOPLE = "one_partner_one_voice", "one_person_one_voice"


def same(found, expected):
    return found is None if expected is None else found is not None and math.isclose(found, expected, abs_tol=1e-9)


def document(sections, partners, *, bad=(), points=4, mode="attributed", k=3, view="partners"):
    """Partner -> its people's scores, each a list in the order of the statements (None: not answered)."""
    definition = definition_of(sections, points=points, bad=bad)
    rows = tuple(
        (key, {name: score for name, score in zip(definition.statement_keys, person, strict=True) if score})
        for key, people in partners.items()
        for person in people
    )
    return MadeRound(rows, {key: key.upper() for key in partners}, k, view, mode, definition).document()


def one(partners, **choices):
    """The same with one statement in one section."""
    people = {key: [[score] for score in scores] for key, scores in partners.items()}
    return document({"one": ["s1"]}, people, **choices)


# Against the oracle


def cells_of(made, document):
    return {
        key: [
            (
                oracle.cell(
                    made.rows,
                    [partner["key"] for partner in column["partners"]],
                    column["detail"] == "full",
                    key,
                    made.points,
                    made.mode,
                ),
                len(column["partners"]),
            )
            for column in document["columns"]
        ]
        for key in made.definition.statement_keys
    }


@given(ROUNDS)
def test_statements_are_as_the_oracle_says(made):
    document = made.document()
    for key, cells in cells_of(made, document).items():
        row = document["figures"]["statements"][key]
        means = [(cell.get("mean"), size) for cell, size in cells]
        assert same(row["all"][PARTNERS]["mean"], oracle.total(cells, by_people=False))
        assert same(row["all"][PEOPLE]["mean"], oracle.total(cells, by_people=True))
        for place, column in enumerate(document["columns"]):
            figure, cell = row["columns"][column["key"]], cells[place][0]
            assert same(figure["gap"], oracle.gap(means, place))
            assert all(same(figure[name], cell.get(name)) for name in ("mean", "ad", "r_wg"))
            assert all(figure[name] == cell.get(name) for name in ("n", "label", "counts"))


@given(ROUNDS)
def test_sections_are_as_the_oracle_says(made):
    document = made.document()
    cells = cells_of(made, document)
    row = document["figures"]["sections"]["one"]
    for by_people, voice in ((False, PARTNERS), (True, PEOPLE)):
        totals = [oracle.total(given, by_people=by_people) for given in cells.values()]
        assert same(row["all"][voice]["mean"], oracle.principle(totals))
    means = [
        (oracle.principle([given[place][0].get("mean") for given in cells.values()]), len(column["partners"]))
        for place, column in enumerate(document["columns"])
    ]
    for place, column in enumerate(document["columns"]):
        assert same(row["columns"][column["key"]]["mean"], means[place][0])
        assert same(row["columns"][column["key"]]["gap"], oracle.gap(means, place))


@given(ROUNDS)
def test_figures_follow_from_the_published_cells_alone(made):
    again = Published.from_json(json.loads(json.dumps(made.publish().to_json())))
    assert figures(again, made.definition) == made.document()


def test_the_module_cannot_see_an_answer():
    tree = ast.parse(Path(surveys.figures.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert "surveys.disclosure" not in imported
    assert not names & {"Answers", "Answer"}
    assert "surveys.published" in imported


# Sections and overall


def test_two_thirds_of_the_statements_make_a_section():
    row = document({"one": ["s1", "s2", "s3"]}, {"a": [[4, 3, None]], "b": [[4, None, None]]})["figures"]["sections"][
        "one"
    ]
    shown, hidden = row["columns"]["a"], row["columns"]["b"]
    assert (shown["mean"], shown["score"], shown["shown"], shown["of"], shown["hidden"]) == (3.5, 10.5, 2, 3, None)
    assert (hidden["mean"], hidden["score"], hidden["band"], hidden["shown"]) == (None, None, None, 1)
    assert hidden["hidden"] == "not_enough_statements"


def test_the_overall_weighs_sections_by_their_statements():
    result = document({"one": ["s1"], "two": ["t1", "t2", "t3"]}, {"a": [[4, 2, 2, 2]]})["figures"]["overall"]
    figure = result["columns"]["a"]
    assert (figure["mean"], figure["score"], figure["band"], figure["of"], figure["shown"]) == (2.5, 10, "B", 4, 4)


def test_no_overall_without_every_section():
    figure = document({"one": ["s1"], "two": ["t1"]}, {"a": [[4, None]]})["figures"]["overall"]["columns"]["a"]
    assert (figure["mean"], figure["score"], figure["hidden"]) == (None, None, "no_overall")


def test_where_high_is_bad_stays_out_of_the_overall_and_turns_the_band():
    result = document({"one": ["s1"], "signs": ["t1"]}, {"a": [[4, 1]]}, bad=["signs"])["figures"]
    assert (result["overall"]["columns"]["a"]["mean"], result["overall"]["columns"]["a"]["of"]) == (4, 1)
    assert result["sections"]["signs"]["columns"]["a"]["band"] == "A"
    assert result["statements"]["t1"]["columns"]["a"]["band"] == "A"


def test_an_instrument_without_a_counted_section_has_no_overall():
    result = document({"signs": ["t1"]}, {"a": [[1]]}, bad=["signs"])["figures"]["overall"]
    assert (result["columns"]["a"]["mean"], result["all"]["no_shared_view"]) == (None, None)


# Between partners


def test_range_and_who_stands_at_its_ends():
    row = one({"a": [4], "b": [1], "c": [3]})["figures"]["statements"]["s1"]["all"]
    assert (row["range"], row["lowest"], row["highest"]) == (3, "b", "a")
    assert math.isclose(row["ad_between"], 10 / 9)


def test_one_partner_has_no_range():
    row = one({"a": [4]})["figures"]["statements"]["s1"]["all"]
    assert (row["range"], row["lowest"], row["highest"], row["ad_between"]) == (None, None, None, None)


def flags(level, scores):
    result = one(scores)["figures"][level]
    row = result["s1"] if level == "statements" else result["one"] if level == "sections" else result
    return row["columns"]["a"]["gap_flag"]


@pytest.mark.parametrize(
    ("level", "scores", "expected"),
    [
        ("statements", {"a": [3], "b": [2]}, True),
        ("statements", {"a": [2], "b": [3]}, True),
        ("statements", {"a": [3], "b": [2, 2, 3]}, False),
        ("sections", {"a": [3], "b": [2, 2, 2, 3]}, True),
        ("sections", {"a": [3], "b": [2, 2, 3]}, False),
        ("overall", {"a": [3], "b": [2, 2, 2, 3]}, True),
    ],
)
def test_gaps_are_flagged_from_their_cuts_on(level, scores, expected):
    assert flags(level, scores) is expected


def test_two_partners_have_a_range():
    row = one({"a": [2], "b": [4]})["figures"]["statements"]["s1"]["all"]
    assert (row["range"], row["lowest"], row["highest"], row["ad_between"]) == (2, "a", "b", 1)


def test_partners_alike_are_named_in_their_order():
    row = one({"a": [3], "b": [3]})["figures"]["statements"]["s1"]["all"]
    assert (row["range"], row["lowest"], row["highest"]) == (0, "a", "a")


# The shape of a row, as documented


def test_a_row_and_a_figure_have_the_documented_parts():
    row = one({"a": [3], "b": [2]})["figures"]["statements"]["s1"]
    assert row["columns"]["a"] == {
        "n": 1,
        "mean": 3,
        "bound": None,
        "score": 3,
        "band": "B",
        "label": None,
        "ad": None,
        "r_wg": None,
        "r_wg_j": None,
        "gap": 1,
        "gap_flag": True,
        "counts": {"1": 0, "2": 0, "3": 1, "4": 0, "dk": 0, "na": 0},
        "shown": 1,
        "of": 1,
        "hidden": None,
        "no_shared_view": None,
    }
    alone = {"range", "ad_between", "lowest", "highest", "people", "no_shared_view"}
    assert set(row["all"]) == {PARTNERS, PEOPLE} | alone
    assert row["all"]["no_shared_view"] is None


# No shared view


def shared(partners, **choices):
    row = one(partners, **choices)["figures"]["sections"]["one"]["all"]
    return row["no_shared_view"], row[PARTNERS]["band"], row[PARTNERS]["mean"]


def test_split_people_have_no_shared_view():
    assert shared({"a": [4, 4, 1, 1], "b": [4, 4, 1, 1]}) == (True, None, 2.5)


def test_a_partner_a_point_away_has_none_either():
    assert shared({"a": [3, 3, 3, 3], "b": [2]}) == (True, None, 2.5)


def test_under_a_point_the_view_is_shared():
    assert shared({"a": [3], "b": [3, 2]}) == (False, "B", 2.75)


def test_the_point_scales_with_the_scale():
    assert shared({"a": [4], "b": [3]}, points=7)[0] is False
    assert shared({"a": [5], "b": [3]}, points=7)[0] is True


def test_nothing_known_is_no_statement_about_it():
    assert shared({"a": [3, 3]}, mode="confidential") == (None, None, None)


def test_a_principle_that_only_the_total_can_show_may_be_split():
    people = {"a": [[4, None]], "b": [[1, None]], "c": [[None, 4]], "d": [[None, 1]]}
    result = document({"one": ["s1", "s2"]}, people)["figures"]
    assert result["sections"]["one"]["columns"]["a"]["mean"] is None
    assert result["sections"]["one"]["all"]["no_shared_view"] is True
    assert result["overall"]["all"]["no_shared_view"] is True


def test_half_of_the_principles_apart_and_so_is_the_overall():
    people = {"a": [[4, 3]], "b": [[2, 3]]}
    row = document({"one": ["s1"], "two": ["t1"]}, people)["figures"]["overall"]["all"]
    assert (row["no_shared_view"], row[PARTNERS]["band"], row[PEOPLE]["band"], row[PARTNERS]["mean"]) == (
        True,
        None,
        None,
        3,
    )


def test_less_than_half_apart_and_the_overall_is_shared():
    people = {"a": [[4, 3, 3]], "b": [[2, 3, 3]]}
    row = document({"one": ["s1"], "two": ["t1"], "three": ["u1"]}, people)["figures"]["overall"]["all"]
    assert (row["no_shared_view"], row[PARTNERS]["band"]) == (False, "B")


def test_split_people_within_a_column_take_its_band():
    result = document({"one": ["s1"], "two": ["t1"]}, {"a": [[4, 3], [1, 3]], "b": [[3, 3], [3, 3]]})["figures"]
    split, agreed = result["sections"]["one"]["columns"]["a"], result["sections"]["two"]["columns"]["a"]
    assert (split["no_shared_view"], split["band"], split["mean"]) == (True, None, 2.5)
    assert (agreed["no_shared_view"], agreed["band"]) == (False, "B")
    assert (result["overall"]["columns"]["a"]["no_shared_view"], result["overall"]["columns"]["a"]["band"]) == (
        True,
        None,
    )
    assert (result["overall"]["columns"]["b"]["no_shared_view"], result["overall"]["columns"]["b"]["band"]) == (
        False,
        "B",
    )


def test_one_of_three_split_within_a_column_leaves_its_overall_a_band():
    sections = {"one": ["s1"], "two": ["t1"], "three": ["u1"]}
    figure = document(sections, {"a": [[4, 3, 3], [1, 3, 3]]})["figures"]["overall"]["columns"]["a"]
    assert (figure["no_shared_view"], figure["band"]) == (False, "B")


def test_a_small_column_says_nothing_of_its_own_agreement_overall():
    figure = one({"a": [4, 4, 4, 1, 1, 1]}, mode="confidential")["figures"]["overall"]["columns"]["a"]
    assert (figure["no_shared_view"], figure["band"]) == (None, "B")


def test_without_large_columns_half_of_the_labels_decide():
    split = {"a": [1, 1, 1, 4, 4, 4], "b": [3] * 6}
    assert shared(split, mode="confidential", k=5) == (True, None, 2.75)
    assert shared({**split, "c": [3] * 6}, mode="confidential", k=5)[0] is False


# Agreement among all people


def people_of(partners, **choices):
    result = one(partners, **{"mode": "confidential", **choices})
    return result["agreement_of"], result["figures"]["statements"]["s1"]["all"]["people"]


def test_large_columns_speak_for_all_when_they_hold_half():
    whose, people = people_of({"a": [3] * 5 + [4] * 5, "b": [2] * 5, "c": [2] * 5})
    assert whose == ["a"]
    assert (people["n"], people["counts"], people["ad"]) == (10, {"1": 0, "2": 0, "3": 5, "4": 5}, 0.5)
    assert (people["label"], people["r_wg"] < 1, people["r_wg_j"]) == ("agree", True, None)


def test_with_less_than_half_they_do_not():
    assert people_of({"a": [3] * 10, "b": [2] * 6, "c": [2] * 5}) == (None, None)


def test_those_left_out_count_among_the_respondents():
    assert people_of({"a": [3] * 10, "b": [2] * 9, "c": [2] * 2}, k=3)[0] is None


def test_several_large_columns_are_counted_together():
    whose, people = people_of({"a": [4] * 10, "b": [1] * 10})
    assert (whose, people["n"], people["label"], people["ad"]) == (["a", "b"], 20, "split", 1.5)


def test_a_sections_agreement_among_all_people():
    people = one({"a": [4] * 10, "b": [1] * 10}, mode="confidential")["figures"]["sections"]["one"]["all"]["people"]
    assert (people["ad"], people["label"], people["r_wg_j"], people["n"], people["counts"]) == (
        1.5,
        "split",
        0,
        None,
        None,
    )


def test_r_wg_j_is_over_the_statements_that_have_one():
    people = [[3, 3, 3], [4, 4, None]]
    figure = document({"one": ["s1", "s2", "s3"]}, {"a": people})["figures"]["sections"]["one"]["columns"]["a"]
    x = 0.5 / 1.25
    assert math.isclose(figure["r_wg_j"], 2 * (1 - x) / (2 * (1 - x) + x))
    assert (figure["ad"], figure["label"]) == (0.5, "agree")


def test_agreement_needs_two_thirds_of_the_statements():
    people = [[3, 3, 3], [4, None, None]]
    figure = document({"one": ["s1", "s2", "s3"]}, {"a": people})["figures"]["sections"]["one"]["columns"]["a"]
    assert (figure["mean"] is None, figure["ad"], figure["r_wg_j"], figure["label"]) == (False, None, None, None)


def test_a_small_column_has_no_label_per_section():
    result = one({"a": [3] * 6}, mode="confidential")["figures"]
    assert result["statements"]["s1"]["columns"]["a"]["label"] == "agree"
    assert result["sections"]["one"]["columns"]["a"]["label"] is None


# Hidden, and the columns as they are named


def test_too_few_differs_from_no_answers():
    hidden = one({"a": [3, 3, None]}, mode="confidential")["figures"]["statements"]["s1"]["columns"]["a"]
    empty = one({"a": [None], "b": [3]})["figures"]["statements"]["s1"]["columns"]["a"]
    assert (hidden["hidden"], hidden["n"], hidden["mean"], hidden["band"], hidden["shown"]) == (
        "too_few",
        None,
        None,
        None,
        0,
    )
    assert (empty["hidden"], empty["mean"]) == ("no_answers", None)


def test_a_total_counts_those_who_are_shown():
    row = one({"a": [3] * 3, "b": [3] * 4, "c": [3, 3, None]}, mode="confidential")["figures"]["statements"]["s1"][
        "all"
    ]
    assert (row[PARTNERS]["n"], row[PEOPLE]["n"], row[PARTNERS]["gap"], row[PARTNERS]["counts"]) == (7, 7, None, None)


def test_a_bound_is_passed_on():
    figure = one({"a": [4] * 3}, mode="confidential")["figures"]["statements"]["s1"]["columns"]["a"]
    assert (figure["mean"], figure["bound"], figure["score"], figure["band"]) == (3.7, "or_above", 3.7, "A")


@pytest.mark.parametrize(
    ("scores", "bound"),
    [([4, 2, 2], "or_above"), ([1, 2, 2], "or_below"), ([2, 2, 2], None), ([4, 1, 2], None)],
)
def test_a_mean_of_statements_says_which_way_it_may_lie_off(scores, bound):
    people = {"a": [scores] * 3, "b": [[2, 2, 2]] * 10}
    found = document({"one": ["s1", "s2", "s3"]}, people, mode="confidential")["figures"]
    assert found["sections"]["one"]["columns"]["a"]["bound"] == bound
    assert found["overall"]["columns"]["a"]["bound"] == bound
    assert found["sections"]["one"]["all"][PARTNERS]["bound"] is None


def test_the_mean_of_all_lies_off_as_its_only_column_does():
    row = one({"a": [1] * 4}, mode="confidential")["figures"]["overall"]
    assert (row["all"][PARTNERS]["bound"], row["all"][PEOPLE]["bound"]) == ("or_below", "or_below")


def test_a_shared_view_is_not_claimed_where_agreement_is_not_known():
    apart = one({"a": [2] * 4, "b": [3] * 4}, mode="confidential")["figures"]["sections"]["one"]["all"]
    near = one({"a": [2] * 4, "b": [2] * 4}, mode="confidential")["figures"]["sections"]["one"]["all"]
    assert (apart["no_shared_view"], near["no_shared_view"]) == (True, None)


def test_columns_say_who_is_in_them():
    result = one({"a": [3] * 10, "b": [3] * 2, "c": [3] * 2, "d": [3] * 2, "e": [3], "f": []}, mode="confidential")
    own, pool = result["columns"]
    assert own == {
        "key": "a",
        "name": "A",
        "kind": "partner",
        "partners": [{"key": "a", "name": "A"}],
        "people": 10,
        "detail": "full",
    }
    assert (pool["key"], pool["name"], pool["kind"], pool["people"], pool["detail"]) == (
        "other-partners",
        "Other partners",
        "pool",
        7,
        "small",
    )
    assert [partner["key"] for partner in pool["partners"]] == ["b", "c", "d", "e"]
    assert result["no_answers"] == [{"key": "f", "name": "F"}]


def test_all_together_have_one_column():
    result = one({"a": [3] * 5, "b": [3] * 5}, mode="confidential", view="together")
    assert [(column["key"], column["name"]) for column in result["columns"]] == [("all-partners", "All partners")]


def test_left_out_are_named():
    result = one({"a": [3] * 10, "b": [3]}, mode="confidential")
    assert result["left_out"] == [{"key": "b", "name": "B"}]


def test_counts_of_a_full_column_have_the_kinds_of_missing():
    figure = one({"a": [3] * 9 + ["dk"]}, mode="confidential")["figures"]["statements"]["s1"]["columns"]["a"]
    assert figure["counts"] == {"1": 0, "2": 0, "3": 9, "4": 0, "dk": 1, "na": 0}
