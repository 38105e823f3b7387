"""How a material fits the partners of another partnership, and the templates that ship."""

from __future__ import annotations

import pytest

from record.document import Document, Row
from record.material import Material, fit
from record.parts import AGREED, PARTS
from record.places import is_place, places_in
from record.starting_points import FOLDER, KINDS, kinds_for, starting_point

GOVERNANCE = PARTS["governance"]


def fitted(part, clause, *rows, **partners):
    held = {clause: tuple(Row(f"r{number}", values) for number, values in enumerate(rows))}
    return fit(Material(PARTS[part], "x", held), partners)


def told(found):
    return [f"{note.clause.title}: {note.words}" for note in found.notes]


def test_partners_of_the_same_name_come_in():
    found = fitted("governance", "raci", {"task": "Report", "accountable": "Alpha", "responsible": ["Alpha"]}, Alpha=7)
    assert found.rows["raci"] == (Row("r0", {"task": "Report", "accountable": 7, "responsible": [7]}),)
    assert found.notes == ()


def test_a_task_without_an_accountable_partner_here_is_left_out_and_said():
    found = fitted("governance", "raci", {"task": "Report", "accountable": "Gone"}, Gone=None)
    assert found.rows["raci"] == ()
    assert told(found) == [
        "Who does what: “Report”: “Accountable” has to be a partner here, and “Gone” is none. Left out."
    ]


def test_a_partner_that_is_none_here_is_left_empty_and_said():
    found = fitted("purpose", "objectives", {"objective": "Warm homes", "owner": "Gone"}, Gone=None)
    assert found.rows["objectives"][0].values == {"objective": "Warm homes"}
    assert told(found) == ["Objectives: “Warm homes”: “Led by” names “Gone”, no partner here. It stays empty."]


def test_of_several_partners_those_that_are_here_stay():
    values = {"capability": "Data", "partners": ["Alpha", "Gone"], "gap": "none"}
    found = fitted("governance", "capabilities", values, Alpha=1, Gone=None)
    assert found.rows["capabilities"][0].values["partners"] == [1]
    assert "names “Gone”, no partner here. Left out there." in told(found)[0]


def test_two_names_for_one_partner_give_it_one_row():
    rows = ({"partner": "Old", "post": "Chief"}, {"partner": "New", "post": "Chair"})
    found = fitted("identity", "representatives", *rows, Old=1, New=1)
    assert [row.values["post"] for row in found.rows["representatives"]] == ["Chief"]
    assert "The second is left out" in told(found)[0]


def test_what_points_to_a_row_that_is_gone_stays_empty_and_is_said():
    found = fitted("governance", "decisions", {"decision": "Budget", "body": "gone", "method": "consensus"})
    assert "body" not in found.rows["decisions"][0].values
    assert "points to what is no longer there" in told(found)[0]


@pytest.mark.parametrize("part", AGREED, ids=lambda part: part.key)
@pytest.mark.parametrize("kind", KINDS)
def test_every_template_keeps_the_rules_and_says_something(kind, part):
    found = starting_point(kind, part)
    assert sum(len(rows) for rows in found.rows.values()) > 8
    assert not [note for note in fit(found, {}).notes if "no longer there" in note.words]
    assert not [name for name in found.names if not is_place(name)]
    texts = [str(value) for rows in found.rows.values() for row in rows for value in row.values.values()]
    assert sum(len(places_in(text)) for text in texts) > 8
    assert all(text.count("[") == len(places_in(text)) for text in texts if not text.startswith("['"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_template_has_a_file_for_a_kind_of_partnership(kind):
    from partnerships.models import Partnership

    assert (FOLDER / f"{kind}.yaml").is_file()
    assert kind in Partnership.Kind.values


def test_the_kind_of_this_partnership_comes_first():
    assert [key for key, _ in kinds_for("supply")] == ["supply", "community_safety", "health_and_care", "regeneration"]
    assert next(iter(kinds_for("other")))[0] == "community_safety"


def test_an_unknown_clause_or_field_of_a_template_is_refused(tmp_path, monkeypatch):
    from record import starting_points

    monkeypatch.setattr(starting_points, "FOLDER", tmp_path)
    starting_point.cache_clear()
    for content in ("exit: {war: {}}", "exit: {notice: {salary: 1}}"):
        (tmp_path / "supply.yaml").write_text(content, encoding="utf-8")
        with pytest.raises(KeyError):
            starting_point("supply", PARTS["exit"])


def test_a_place_still_to_fill_in_counts_as_empty():
    row = Row("a", {"manager": "[name the post]", "lessons": "By [name the board], in spring"})
    assert not row.filled("manager")
    assert row.filled("lessons")
    assert Document(PARTS["exit"], {"looking_back": (row,)}, {}).value("looking_back", "manager") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [("[name the board] and [a]", ["[name the board]"]), ("[]", []), ("[two\nlines]", []), ("a [[b c]] d", ["[b c]"])],
)
def test_places_are_words_in_square_brackets(text, found):
    assert places_in(text) == found
