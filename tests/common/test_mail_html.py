"""The HTML of mails."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.mail_html import html_of

OWN = "https://health.example"


def body(text: str) -> str:
    return html_of("Subject", text, own=OWN).partition("<body")[2].partition(">\n")[2].partition("\n</body>")[0]


def test_blank_lines_end_paragraphs_and_lines_stay_lines():
    assert body("One\ntwo\n\nthree\n") == "<p>One<br>\ntwo</p>\n<p>three</p>"


@pytest.mark.parametrize("address", [OWN, f"{OWN}/a/?b=1", f"{OWN}/stop/x-_Y/"])
@pytest.mark.parametrize("end", ["", ".", ")", " now"])
def test_our_own_addresses_become_links_without_what_ends_the_sentence(address, end):
    assert body(f"Begin: {address}{end}") == f'<p>Begin: <a href="{address}">{address}</a>{end}</p>'


@pytest.mark.parametrize(
    "address", ["https://evil.example/x", f"{OWN}.evil.example/x", f"{OWN}:81", f"{OWN}@evil.example"]
)
def test_no_other_address_becomes_a_link(address):
    assert "<a" not in body(f"A title with {address} in it")


@given(st.text())
def test_nothing_that_people_write_becomes_markup(text):
    written = re.sub(r"</?(p|br)>", "", body(text))
    assert "<" not in written
    assert ">" not in written
