"""What differs between two versions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from record.compare import compare, pieces
from tests.record.made import document

TEXT = st.text(alphabet="ab \n", max_size=30)


def test_equal_versions_do_not_differ():
    held = document("exit", notice=[{"days": 90}], triggers=[{"trigger": "Cut"}])
    assert compare(held, held) == []


def test_a_changed_field_is_told_with_both_texts():
    (change,) = compare(document("exit", notice=[{"days": 90}]), document("exit", notice=[{"days": 180}]))
    (row,) = change.rows
    assert (change.clause.key, row.kind, row.name) == ("notice", "changed", "")
    assert [(field.label, field.before, field.after) for field in row.fields] == [("Days of notice", "90", "180")]


def test_added_and_removed_rows_are_named():
    before, after = (
        document("exit", triggers=[{"trigger": "Cut"}]),
        document("exit", survives=[{"obligation": "Lease"}]),
    )
    triggers, survives = compare(before, after)
    assert [(row.kind, row.name) for row in triggers.rows] == [("removed", "Cut")]
    assert [(row.kind, row.name) for row in survives.rows] == [("added", "Lease")]


def test_another_order_is_said():
    rows = document("exit", triggers=[{"trigger": "Cut"}, {"trigger": "End"}])
    turned = document("exit")
    turned = type(rows)(rows.part, {"triggers": rows.of("triggers")[::-1]}, rows.partners, rows.present)
    (change,) = compare(rows, turned)
    assert change.is_reordered
    assert change.rows == ()


def test_words_are_marked_one_by_one():
    found = [(piece.kind, piece.text) for piece in pieces("three months notice", "six months notice")]
    assert found == [("removed", "three"), ("added", "six"), ("same", " months notice")]


def test_what_is_alike_between_two_changes_is_read_with_them():
    found = [(piece.kind, piece.text) for piece in pieces("in equal parts.", "by the last years.")]
    assert found == [("removed", "in equal parts"), ("added", "by the last years"), ("same", ".")]


def test_a_sum_is_one_word():
    found = [(piece.kind, piece.text) for piece in pieces("£84,000, shared", "£85,000, shared")]
    assert found == [("same", "£"), ("removed", "84,000"), ("added", "85,000"), ("same", ", shared")]


def test_a_new_row_does_not_repeat_its_name():
    (change,) = compare(document("exit"), document("exit", survives=[{"obligation": "Lease", "who": "All"}]))
    assert [field.after for field in change.rows[0].shown] == ["All"]


@given(TEXT, TEXT)
def test_pieces_hold_both_texts_whole(before, after):
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.kind != "removed") == after
    assert "".join(piece.text for piece in found if piece.kind != "added") == before
