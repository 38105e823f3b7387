"""A round's CSV: any dialect reads back the same, and whatever is wrong is told with line and column."""

from __future__ import annotations

import csv
import io
import tracemalloc
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from common.table_file import undefused
from surveys.definition import Answer
from surveys.instrument_file import load
from surveys.round_file import MAX_ROWS, RoundFileError, read

DEFINITION = load(Path(__file__).parent / "instruments" / "seven-points.yaml")
KEYS = DEFINITION.statement_keys
HEADER = ",".join(("partner", *KEYS))
RESPONDENTS = ",".join(("partner", "respondent", *KEYS))

ANSWER: st.SearchStrategy[Answer | None] = st.one_of(st.integers(1, 7), st.sampled_from(["dk", "na"]), st.none())


def names(codec: str) -> st.SearchStrategy[str]:
    letters = st.characters(codec=codec, exclude_categories=("Cc", "Cs"))
    folded = st.text(letters, min_size=1, max_size=20).map(lambda text: " ".join(text.split()))
    # An apostrophe before “=” and the like is no part of a name, but what our own files put there.
    return folded.filter(lambda text: text != "" and unicodedata.normalize("NFC", text) == text == undefused(text))


@st.composite
def tables(draw: st.DrawFn, codec: str) -> list[tuple[str, list[Answer | None]]]:
    partners = draw(st.lists(names(codec), min_size=1, max_size=4, unique_by=str.casefold))
    answered = st.lists(ANSWER, min_size=len(KEYS), max_size=len(KEYS)).filter(any)
    return draw(st.lists(st.tuples(st.sampled_from(partners), answered), min_size=1, max_size=8))


def written(rows: list[list[str]], delimiter: str, line_end: str, quoting: Literal[0, 1]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(rows)
    return text.getvalue()


def refusal(text: str | bytes, name: str = "round.csv") -> str:
    with pytest.raises(RoundFileError) as caught:
        read(text if isinstance(text, bytes) else text.encode(), DEFINITION, name)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@given(data=st.data())
def test_any_table_reads_back_the_same(encoding: str, data: st.DataObject) -> None:
    table = data.draw(tables("cp1252" if encoding == "cp1252" else "utf-8"))
    cells = [[partner, *("" if cell is None else str(cell) for cell in answers)] for partner, answers in table]
    content = written(
        [["partner", *KEYS], *cells],
        data.draw(st.sampled_from(",;\t")),
        data.draw(st.sampled_from(["\n", "\r\n", "\r"])),
        data.draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    ).encode(encoding)
    # Text that happens to be UTF-8 is read as UTF-8: nothing in it tells otherwise.
    assume(encoding != "cp1252" or content.isascii() or not is_utf8(content))
    found = [(row.partner, row.answers) for row in read(content, DEFINITION).rows]
    assert found == [(partner, kept(answers)) for partner, answers in table]


def kept(answers: list[Answer | None]) -> dict[str, Answer]:
    return {key: answer for key, answer in zip(KEYS, answers, strict=True) if answer is not None}


def is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(RoundFileError):
        assert read(data, DEFINITION).rows


@given(st.text(alphabet='\n\r,;"\t 1289dkna.é\0', max_size=80))
def test_any_rows_under_a_good_header_are_read_or_refused(rows: str) -> None:
    with suppress(RoundFileError):
        assert read(f"{HEADER}\n{rows}".encode(), DEFINITION).rows


def test_the_header_forgives_case_spaces_and_order() -> None:
    header = ", ".join(key.upper() for key in reversed(KEYS)) + ", Partner "
    rows = read(f"{header}\n1,2,3,4,5,Council\n".encode(), DEFINITION).rows
    assert rows[0].partner == "Council"
    assert rows[0].answers == dict(zip(reversed(KEYS), [1, 2, 3, 4, 5], strict=True))


def test_answers_forgive_case_and_spaces() -> None:
    rows = read(f"{HEADER}\nCouncil, DK ,Na, 3,,\n".encode(), DEFINITION).rows
    assert rows[0].answers == {KEYS[0]: "dk", KEYS[1]: "na", KEYS[2]: 3}


def test_lines_count_as_an_editor_counts_them() -> None:
    rows = read(f"\n{HEADER}\n\nCouncil,1,1,1,1,1\n,,,,,\nPolice,2,2,2,2,2\n".encode(), DEFINITION).rows
    assert [row.line for row in rows] == [4, 6]


def test_a_partner_is_the_same_in_any_case_and_spacing() -> None:
    rows = read(f"{HEADER}\nA B,1,1,1,1,1\na  b,1,1,1,1,1\n".encode(), DEFINITION).rows
    assert [row.partner for row in rows] == ["A B", "A B"]


def test_respondents_may_be_named_or_left_blank() -> None:
    text = f"{RESPONDENTS}\nCouncil,r1,1,1,1,1,1\nCouncil,,1,1,1,1,1\nCouncil,,1,1,1,1,1\n"
    assert [row.respondent for row in read(text.encode(), DEFINITION).rows] == ["r1", None, None]


def test_partners_are_counted_in_order_of_appearance() -> None:
    text = f"{HEADER}\nPolice,1,1,1,1,1\nCouncil,1,1,1,1,1\nPolice,1,1,1,1,1\n"
    assert list(read(text.encode(), DEFINITION).partners.items()) == [("Police", 2), ("Council", 1)]


@pytest.mark.parametrize("cell", ["0", "8", "3.0", "3,5", "-1", "+3", "03", "³", "٣", "yes", "n/a", "=1+1", "1e0"])
def test_anything_else_in_a_cell_is_refused(cell: str) -> None:
    message = refusal(f'{HEADER}\nCouncil,1,1,"{cell}",1,1\n')
    expected = "expected a whole number from 1 to 7, its label, dk, na or an empty cell"
    assert message == f"round.csv, line 2, {KEYS[2]}: {expected}; found “{cell}”"


def test_a_long_cell_is_told_in_short() -> None:
    assert refusal(f"{HEADER}\nCouncil,{'x' * 41},1,1,1,1\n").endswith(f"found “{'x' * 40}…”")


def test_a_name_at_its_limit_is_read() -> None:
    assert read(f"{HEADER}\n{'x' * 120},1,1,1,1,1\n".encode(), DEFINITION).partners == {"x" * 120: 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "round.csv: the file is empty"),
        ("\n\n,,\n", "round.csv: the file is empty"),
        (f"{HEADER}\n\n", "round.csv: there are no rows under the header"),
        (f"{HEADER},colour\n", "line 1, “colour”: not a column we know"),
        (f"{HEADER},{KEYS[0]}\n", f"line 1, {KEYS[0]}: there are two columns of this name"),
        (f"{HEADER},\n", "line 1: column 7 has no name"),
        (f"partner,{KEYS[0]}\n", f"line 1: columns missing: {', '.join(KEYS[1:])}"),
        (f"{','.join(KEYS)}\n", "line 1: columns missing: partner"),
        (f"{HEADER}\n ,1,1,1,1,1\n", "line 2, partner: empty; expected the partner’s name"),
        (f"{HEADER}\n{'x' * 121},1,1,1,1,1\n", "line 2, partner: too long; expected at most 120 characters"),
        (f"{HEADER}\na\x07b,1,1,1,1,1\n", "line 2, partner: holds a character that cannot be shown"),
        (f"{HEADER}\nCouncil,1,1\n", "line 2: expected 6 cells, as in the header; found 3"),
        (f"{HEADER}\nCouncil,1,1,1,1,1,1\n", "line 2: expected 6 cells, as in the header; found 7"),
        (f"{HEADER}\nCouncil,,,,,\n", "line 2: this person answered nothing"),
        (f"{HEADER}\nCouncil,1,1,1,1,1\n\0", "line 3: holds a NUL byte"),
        (f'{HEADER}\n"Council,1,1,1,1,1\n', "line 2: the quotation marks in this row do not fit"),
        (f'{HEADER}\n"Council"x,1,1,1,1,1\n', "line 2: the quotation marks in this row do not fit"),
        (f'{HEADER}\n"Council' + "\n" * 150_000, "line 2: this row is too long"),
        (f"{HEADER}\n" + "\n" * 250_000, "the file has over 200,000 lines"),
        (f"{RESPONDENTS}\nA,r1,1,1,1,1,1\nB,R1,1,1,1,1,1\n", "line 3, respondent: “R1” answered on line 2 already"),
        (f"{RESPONDENTS}\nA,{'x' * 121},1,1,1,1,1\n", "line 2, respondent: too long"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_column(text: str, expected: str) -> None:
    assert expected in refusal(text)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"PK\x03\x04rest", "this is a workbook or a zip archive; save it as CSV"),
        (b"\xd0\xcf\x11\xe0rest", "this is an old workbook"),
        (HEADER.encode("utf-16"), "this is text in UTF-16"),
        (b"x" * 20_000_001, "the file is larger than 20 MB"),
        (
            f"{HEADER}\n".encode() + b"\xe9\x81,1,1,1,1,1\n",
            "line 2: holds a character in neither UTF-8 nor Windows-1252",
        ),
    ],
)
def test_a_file_of_another_kind_gets_one_sentence(data: bytes, expected: str) -> None:
    assert expected in refusal(data)


def test_all_mistakes_are_told_at_once() -> None:
    text = f'{HEADER}\nCouncil,9,1,1,1,9\n,1,1,1,1,1\n"broken'
    assert [line.split(":")[0] for line in refusal(text).splitlines()] == [
        "round.csv, line 2, gains-knowledge",
        "round.csv, line 2, isolation-waste",
        "round.csv, line 3, partner",
        "round.csv, line 4",
    ]


def test_a_partner_that_is_missing_is_told_for_every_row() -> None:
    assert len(refusal(f"{HEADER}\n" + ",1,1,1,1,1\n" * 3).splitlines()) == 3


def test_a_hundred_mistakes_are_told_and_the_rest_counted() -> None:
    lines = refusal(f"{HEADER}\n" + "Council,9,9,9,9,9\n" * 21).splitlines()
    assert len(lines) == 101
    assert lines[-1] == "… and 5 more problems."


def test_more_rows_than_we_take_are_refused() -> None:
    text = f"{HEADER}\n" + "Council,1,1,1,1,1\n" * (MAX_ROWS + 1)
    assert f"line {MAX_ROWS + 2}: the file has over 100,000 rows" in refusal(text)


def test_the_largest_file_takes_little_memory() -> None:
    data = (f"{HEADER}\n" + "Council,1,2,dk,na,\n" * MAX_ROWS).encode()
    tracemalloc.start()
    try:
        assert len(read(data, DEFINITION).rows) == MAX_ROWS
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 60_000_000
