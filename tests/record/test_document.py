"""What a document says in words."""

from __future__ import annotations

import pytest

from record.document import GONE, Row
from record.parts import PARTS
from tests.record.made import document


@pytest.mark.parametrize(
    ("part", "clause", "field", "value", "words"),
    [
        ("exit", "looking_back", "next_review_on", "2027-03-03", "3 March 2027"),
        ("exit", "cost", "estimate", "84000.00", "£84,000"),
        ("exit", "cost", "estimate", "0.50", "£0.50"),
        ("exit", "notice", "days", 0, "0"),
        ("exit", "kinds", "kinds", ["ends", "leaves"], "A partner leaves, the partnership ends"),
        ("governance", "raci", "accountable", 2, "Beta"),
        ("governance", "raci", "responsible", [2, 1], "Alpha, Beta"),
        ("governance", "raci", "accountable", 99, GONE),
        ("governance", "decisions", "body", "bodies-0", "Board"),
        ("governance", "decisions", "body", "lost", GONE),
        ("purpose", "vision", "vision", "", ""),
    ],
)
def test_words_of_a_field(part, clause, field, value, words):
    held = document(part, **({"bodies": [{"name": "Board"}]} if part == "governance" else {}))
    found = PARTS[part].clause(clause).field(field)
    assert held.words(found, Row("any", {field: value})) == words


def test_a_row_is_called_by_its_first_field():
    held = document("exit", triggers=[{"trigger": "Fund cut"}])
    clause = PARTS["exit"].clause("triggers")
    assert held.name(clause, held.of("triggers")[0]) == "Fund cut"
    assert held.name(clause, Row("x", {})) == "(trigger without a name)"


def test_it_is_empty_until_something_is_filled_in():
    assert document("exit", notice=[{"form": ""}]).is_empty()
    assert not document("exit", notice=[{"days": 0}]).is_empty()


def test_keys_are_unique_and_references_lead_somewhere():
    for part in PARTS.values():
        assert len({clause.key for clause in part.clauses}) == len(part.clauses)
        for clause in part.clauses:
            assert len({field.key for field in clause.fields}) == len(clause.fields)
            for field in clause.fields:
                if field.of:
                    assert part.clause(field.of).is_list
                if field.not_before:
                    assert clause.field(field.not_before).kind == "date"
