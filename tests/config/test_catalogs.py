"""Catalogs of what the pages of filling in say: compiled by set-up, complete, with the same places for values."""

from __future__ import annotations

import re
from collections import Counter

import polib
import pytest
from django.utils import translation

from config.catalogs import SOURCES, compile_catalogs
from surveys.importance import OF_FOUR
from surveys.languages import ENGLISH, FURTHER, IN_ENGLISH, INTERFACE
from surveys.script_words import SAID
from tests.config.said import in_python, in_scripts, in_templates

PLACE = re.compile(r"%\(\w+\)s|{\w+}|<[^>]+>")
CATALOG = polib.pofile(str(SOURCES / "cy" / "LC_MESSAGES" / "django.po"))
HELD = {entry.msgid: entry.msgstr for entry in CATALOG}


@pytest.mark.parametrize("said", [in_templates, in_python, lambda: set(SAID), lambda: set(OF_FOUR)])
def test_everything_that_is_said_has_words_in_welsh(said):
    texts = said()
    assert texts
    assert {text for text in texts if not HELD.get(text)} == set()


def test_scripts_say_nothing_that_the_page_does_not_bring():
    assert in_scripts() - set(SAID) == set()


def test_values_have_their_place_in_both_languages():
    differing = [text for text, welsh in HELD.items() if Counter(PLACE.findall(text)) != Counter(PLACE.findall(welsh))]
    assert differing == []


def test_every_language_of_the_pages_has_a_catalog():
    assert {path.parts[-3] for path in SOURCES.rglob("*.po")} | {ENGLISH} == set(INTERFACE)
    assert set(FURTHER) == set(IN_ENGLISH)


def test_catalogs_are_compiled_into_a_folder_of_their_own(tmp_path):
    [made] = compile_catalogs(compiled=tmp_path)
    assert polib.mofile(str(made)).find("Begin").msgstr == "Dechrau"


def test_django_speaks_what_was_compiled():
    with translation.override("cy"):
        assert translation.gettext("Send my answers") == "Anfon fy atebion"
