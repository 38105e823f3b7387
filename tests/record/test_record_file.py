"""A record that comes back as a file: what is refused, and which version is taken."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from record.material_forms import checked
from record.parts import PARTS
from record.record_file import MOST_BYTES, RecordFileError, read_part

EXIT = PARTS["exit"]
GOVERNANCE = PARTS["governance"]


def version(number=1, state="agreed", **clauses):
    return {"number": number, "state": state, "clauses": clauses, "signatures": []}


def record(*versions, part="exit", **changed):
    document = {
        "format": "partnership-health-check/record",
        "format_version": 1,
        "partnership": {"name": "Another"},
        "partners": [],
        "parts": {part: {"title": "x", "versions": list(versions)}},
    }
    return json.dumps({**document, **changed}).encode()


def row(key="a", **values):
    return {"key": key, "values": values}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "not a record taken out"),
        (b"\xff\xfe", "not a record taken out"),
        (b"%PDF-1.7", "not a record taken out"),
        (b"partner,answer\nCouncil,4\n", "not a record taken out"),
        (b"[]", "not a record taken out"),
        (b'{"format": "other"}', "not a record taken out"),
        (b"[" * 100_000, "not a record taken out"),
        (b'{"format": NaN}', "not a record taken out"),
        (b'{"format": "partnership-health-check/results"}', "holds the results of a round"),
        (b" " * (MOST_BYTES + 1), "larger than 2 MB"),
        (b'{"a": 1, "a": 2}', "given twice"),
        (record(version(), format_version=2), "made by a newer version of the product: its format is 2"),
        (record(version(), format_version="1"), "does not say which version"),
        (record(version(), format_version=True), "does not say which version"),
        (record(version(), secret="x"), "holds “secret”, which is not known here"),
        (record(version(), parts={"lottery": {}}), "holds “lottery”, which is not known here"),
        (record(version(), parts=[]), "is not as a record has it"),
        (record(part="purpose"), "holds no exit strategy"),
        (record(), "holds no exit strategy"),
        (record({**version(), "signed": "x"}), "holds “signed”"),
        (record({**version(), "state": "holy"}), "has no number or state"),
        (record({**version(), "number": "1"}), "has no number or state"),
        (record(version(war=[])), "Exit strategy holds “war”"),
        (record(version(notice={})), "Notice is not as a record has it"),
        (record(version(notice=[row("a"), row("b")])), "Notice is not as a record has it"),
        (record(version(notice=[row(salary=1)])), "Notice holds “salary”"),
        (record(version(notice=[{"key": "a", "values": {}, "by": "x"}])), "Notice holds “by”"),
        (record(version(notice=[row("Not A Key")])), "a row without a key"),
    ],
)
def test_what_is_no_record_is_told_in_a_sentence(data, told):
    with pytest.raises(RecordFileError) as found:
        read_part(data, EXIT)
    assert told in " ".join(found.value.problems)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_do_anything_else(data):
    with pytest.raises(RecordFileError):
        read_part(data, EXIT)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


@settings(deadline=None)
@given(JSON, JSON, JSON)
def test_no_shape_does_anything_else(clauses, rows, values):
    for clause in (clauses, {"notice": rows}, {"notice": [{"key": "a", "values": values}]}):
        with suppress(RecordFileError):
            found = read_part(record({**version(), "clauses": clause}), EXIT)
            checked(EXIT, "x", found.clauses)


@settings(deadline=None)
@given(st.sampled_from(GOVERNANCE.clauses), JSON)
def test_no_value_does_anything_else(clause, value):
    values = {field.key: value for field in clause.fields}
    with suppress(RecordFileError):
        checked(GOVERNANCE, "x", {clause.key: [("a", values)]})


@pytest.mark.parametrize(
    ("states", "taken"),
    [
        (["superseded", "agreed", "proposed", "draft"], 2),
        (["superseded", "proposed", "draft"], 2),
        (["superseded", "draft"], 2),
        (["superseded", "superseded"], 2),
    ],
)
def test_what_holds_is_taken_else_what_comes_nearest(states, taken):
    data = record(*(version(number, state) for number, state in enumerate(states, start=1)))
    assert read_part(data, EXIT).number == taken


def problems(part, **clauses):
    with pytest.raises(RecordFileError) as found:
        checked(PARTS[part], "x", {key: [(row["key"], row["values"]) for row in rows] for key, rows in clauses.items()})
    return " ".join(found.value.problems)


@pytest.mark.parametrize(
    ("part", "clauses", "told"),
    [
        ("exit", {"triggers": [row(trigger="Cut")]}, "What sets it off, trigger 1, Who decides: Say who decides."),
        ("exit", {"notice": [row(days="soon")]}, "Notice, Days of notice: Give a whole number"),
        ("exit", {"notice": [row(days=True)]}, "Give a whole number"),
        ("exit", {"continuity": [row(continuity="x" * 100_000)]}, "Shorten it to 5,000 or fewer"),
        ("exit", {"continuity": [row(continuity="a\x00b")]}, "cannot be stored"),
        ("exit", {"continuity": [row(continuity="\ud800")]}, "cannot be stored"),
        ("exit", {"kinds": [row(kinds=["war"])]}, "cannot be chosen here"),
        ("exit", {"rehearsals": [row(held_on="0027-01-01", tried="x")]}, "The year is 27"),
        ("governance", {"raci": [row(task="Report")]}, "Choose the one partner that is accountable"),
        ("governance", {"raci": [row(task="Report", accountable=["A", "B"])]}, "name the partner as text"),
        ("governance", {"raci": [row(task="Report", accountable="A\x00")]}, "cannot be stored"),
        ("governance", {"escalation": [row(level="x", working_days=0)]}, "Give 1 or more"),
        (
            "governance",
            {"review": [row(last_reviewed_on="2027-02-01", next_review_on="2027-01-01")]},
            "This is before “Last reviewed”",
        ),
        ("parting", {"course": [row(started_on="2027-02-01", ends_on="2027-01-01")]}, "before “Under way since”"),
        ("contributions", {"contributions": [row(partner="A", year=20277, kind="cash", pledged=1)]}, "2199 or less"),
        ("exit", {"survives": [row("a", obligation="x"), row("a", obligation="y")]}, "is given to two rows"),
        ("exit", {"survives": [row(f"k{n}", obligation="x") for n in range(301)]}, "there is room for 300"),
    ],
)
def test_values_keep_the_rules_of_the_forms(part, clauses, told):
    assert told in problems(part, **clauses)


def test_many_problems_are_counted():
    rows = [row(f"k{number}", trigger="Cut") for number in range(50)]
    assert "… and 30 more." in problems("exit", triggers=rows)


def test_only_so_many_partners_can_be_matched():
    rows = [row(f"k{number}", capability="x", gap="none", partners=[f"Partner {number}"]) for number in range(101)]
    assert "names 101 partners" in problems("governance", capabilities=rows)
