"""Names and bytes of a zip, whatever titles hold."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packs.zip_file import LONGEST_NAME, PackWriter, safe_name


def written(*files):
    target = BytesIO()
    writer = PackWriter(target)
    for path, content in files:
        writer.add(path, content)
    writer.close()
    return target.getvalue()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Spring 2026", "7-spring-2026"),
        ("../../etc/passwd", "7-etc-passwd"),
        ("C:\\Windows\\con", "7-c-windows-con"),
        ("..", "7"),
        ("", "7"),
        ("بلدية", "7"),
        ("Ärger & Søn\x00\n", "7-arger-sn"),
        ("a" * 500, "7-" + "a" * LONGEST_NAME),
    ],
)
def test_a_title_becomes_a_plain_name(title, name):
    assert safe_name(7, title) == name


@given(st.text())
def test_no_title_leads_anywhere(title):
    name = safe_name(7, title)
    assert name.isascii()
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not name.endswith("-")


def test_two_rounds_of_one_title_have_two_names():
    assert safe_name(1, "Same") != safe_name(2, "Same")


def test_the_same_files_make_the_same_bytes():
    files = [("rounds/1/results.csv", b"a,b"), ("contents.txt", b"x" * 1000)]
    assert written(*files) == written(*files)


def test_it_opens_again():
    archive = ZipFile(BytesIO(written(("a/b.csv", b"1"), ("contents.txt", b"2"))))
    assert {name: archive.read(name) for name in archive.namelist()} == {"a/b.csv": b"1", "contents.txt": b"2"}
