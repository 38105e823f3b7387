"""An instrument in further languages: what a file may say, and what people read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from surveys.definition import Definition
from surveys.instrument_file import InstrumentError, load
from surveys.services.instruments import fingerprint
from surveys.translations import in_language, places, worded
from tests.factories import SIX
from tests.surveys.test_instrument_file import SMALL

WELSH = """\
translations:
  cy:
    title: Bach
    scale: {labels: ["Na", "Ie"], dont_know: Ddim yn gwybod}
    bands: {A: {name: Da}}
    sections:
      one:
        title: Un
        statements:
          one-first: {text: Cyntaf.}
"""
BOTH = SMALL + WELSH


def refusal(text: str) -> str:
    with pytest.raises(InstrumentError) as caught:
        load(text, "small.yaml")
    return str(caught.value)


def test_words_are_read_by_their_place() -> None:
    assert load(BOTH).translations["cy"] == {
        "title": "Bach",
        "scale.labels.1": "Na",
        "scale.labels.2": "Ie",
        "scale.dont_know": "Ddim yn gwybod",
        "bands.A.name": "Da",
        "sections.one.title": "Un",
        "sections.one.statements.one-first.text": "Cyntaf.",
    }


def test_what_is_missing_is_said_in_the_first_language() -> None:
    definition = in_language(load(BOTH), "cy")
    section = definition.sections[0]
    assert (section.title, section.short_title) == ("Un", "One")
    assert [row.text for row in section.statements] == ["Cyntaf.", "Second."]
    assert definition.scale.label("na") == "Doesn’t apply"


def test_keys_and_scores_are_the_same_in_every_language() -> None:
    english = load(SIX)
    welsh = in_language(english, "cy")
    assert welsh.statement_keys == english.statement_keys
    assert [band.above for band in welsh.bands] == [band.above for band in english.bands]


def test_what_falls_back_is_marked_with_its_language() -> None:
    marks = worded(load(BOTH), "cy").marks
    assert marks["sections.one.statements.one-second.text"] == "en-GB"
    assert "sections.one.statements.one-first.text" not in marks


def test_a_language_that_the_pages_do_not_speak_is_marked_itself() -> None:
    polish = worded(load(BOTH.replace("  cy:", "  pl:")), "pl")
    assert polish.interface == "en-GB"
    assert polish.marks["sections.one.title"] == "pl"
    assert "sections.one.short_title" not in polish.marks


def test_translations_survive_json() -> None:
    definition = load(BOTH)
    assert Definition.from_json(json.loads(json.dumps(definition.to_json()))) == definition


def test_translations_are_part_of_the_fingerprint() -> None:
    assert fingerprint(load(BOTH)) != fingerprint(load(SMALL))


def test_versions_without_translations_keep_their_fingerprint() -> None:
    pulse = load(Path(SIX).with_name("isolation-and-collaboration.yaml"))
    assert "translations" not in pulse.to_json()


def test_the_shipped_instrument_is_all_in_welsh() -> None:
    definition = load(SIX)
    assert set(definition.translations["cy"]) == set(places(definition))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  cy:", "  xx:", "line 22, translations.“xx”: not a field we know here; expected one of cy"),
        ('["Na", "Ie"]', '["Na"]', "line 24, translations.cy.scale.labels: expected 2 labels, lowest first"),
        ('["Na", "Ie"]', '["Na", "na"]', "line 24, translations.cy.scale.labels: two answers have the same words"),
        ("{A: {name", "{C: {name", "line 25, translations.cy.bands.“C”: not a field we know here"),
        (
            "      one:\n        title: Un",
            "      two:\n        title: Un",
            "line 27, translations.cy.sections.“two”: not",
        ),
        (
            "one-first: {text: Cy",
            "one-third: {text: Cy",
            "line 30, translations.cy.sections.one.statements.“one-third”",
        ),
        ("title: Bach", f"title: {'x' * 121}", "line 23, translations.cy.title: too long by 1"),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, expected: str) -> None:
    assert old in BOTH
    assert expected in refusal(BOTH.replace(old, new))


def test_the_first_language_is_not_translated_into_itself() -> None:
    assert "translations.cy: expected another language" in refusal(BOTH.replace("language: en-GB", "language: cy"))


def test_two_statements_in_the_same_words_are_refused() -> None:
    assert "“First.” is used already on line 19" in refusal(SMALL.replace("text: Second.", "text: First."))
