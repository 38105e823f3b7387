"""Drafts of instruments: copied, written, checked by the importer's checks, published."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.definition import Definition
from surveys.instrument_file import check, file_text, load
from surveys.instrument_pages import SectionPage, TranslationPage, WholePage, draft_content, mark_of
from surveys.instrument_problems import troubles
from surveys.instrument_steps import fresh_key, keys_in, moved, with_language, with_section, with_statement, without
from surveys.models import Instrument, InstrumentDraft
from surveys.services.instrument_drafts import (
    ChangedMeanwhileError,
    change_draft,
    discard_draft,
    publish_draft,
    save_page,
    start_draft,
)
from tests.factories import SIX, UserFactory, instrument

SHIPPED = load(SIX)
CONTENT = draft_content(SHIPPED, key="six-principles", version=4)
TRUST = SectionPage("trust")


def folded(text: str) -> str:
    """As a field takes it."""
    return " ".join(text.split())


@pytest.fixture
def administrator(db):
    return UserFactory(is_administrator=True, name="Ada")


@pytest.fixture
def six(db):
    return instrument()


@pytest.fixture
def draft(six, administrator):
    return start_draft(source=six, as_new=False, by=administrator)


def save(draft, page, by, **changes):
    """Saves a page as it is stored, with these changes."""
    stored = page.values(draft.content)
    return save_page(draft=draft, page=page, values={**stored, **changes}, seen=mark_of(stored), by=by)


def test_a_new_version_keeps_words_and_keys(draft, six):
    assert (draft.key, draft.version) == ("six-principles", six.version + 1)
    assert draft.definition.sections == six.content.sections


def test_a_new_instrument_has_a_key_of_its_own(six, administrator):
    keys = [start_draft(source=six, as_new=True, by=administrator).key for _ in range(2)]
    assert keys == ["six-principles-1", "six-principles-2"]


def test_an_instrument_has_one_draft_at_a_time(draft, six, administrator):
    with pytest.raises(ValidationError, match="A draft of version 4 is there already"):
        start_draft(source=six, as_new=False, by=administrator)


def test_a_statement_keeps_its_key_when_its_words_change(draft, administrator):
    saved = save(draft, TRUST, administrator, **{"trust-risk__text": "We dare."})
    assert (
        next(row for row in saved.definition.section("trust").statements if row.key == "trust-risk").text == "We dare."
    )


def test_whoever_saves_second_is_told_and_nothing_is_overwritten(draft, administrator):
    seen = mark_of(TRUST.values(draft.content))
    save(draft, TRUST, UserFactory(name="Bob"), title="Bob’s title")
    values = {**TRUST.values(draft.content), "title": "Ada’s title"}
    with pytest.raises(ChangedMeanwhileError, match="Bob changed this page meanwhile") as caught:
        save_page(draft=draft, page=TRUST, values=values, seen=seen, by=administrator)
    assert caught.value.stored["title"] == "Bob’s title"
    assert InstrumentDraft.objects.get().definition.section("trust").title == "Bob’s title"


def test_two_people_may_write_different_pages_at_once(draft, administrator):
    need, trust = (SectionPage(key).values(draft.content) for key in ("need", "trust"))
    save(draft, TRUST, UserFactory(), title="Trust one another")
    saved = save_page(
        draft=draft, page=SectionPage("need"), values={**need, "title": "Why"}, seen=mark_of(need), by=administrator
    )
    assert [saved.definition.section(key).title for key in ("need", "trust")] == ["Why", "Trust one another"]
    assert trust["title"] != "Trust one another"


def test_taken_out_words_that_come_back_get_their_key_back(draft, administrator):
    text = SHIPPED.section("trust").statements[0].text
    change_draft(
        draft=draft, change=lambda now: without(now, "statement", "trust-structure"), about="x", by=administrator
    )
    draft = change_draft(
        draft=draft, change=lambda now: with_statement(now, "trust", keys_in(now))[0], about="x", by=administrator
    )
    saved = save(draft, TRUST, administrator, **{"trust-1__text": text})
    assert saved.definition.section("trust").statement_keys[-1] == "trust-structure"


def test_publishing_keeps_keys_and_the_versions_before(draft, six, administrator):
    published = publish_draft(draft=save(draft, TRUST, administrator, title="Trust"), by=administrator)
    assert published.version == six.version + 1
    assert published.content.statement_keys == six.content.statement_keys
    assert Instrument.objects.get(pk=six.pk).content == SHIPPED
    assert not InstrumentDraft.objects.exists()


def test_a_draft_with_problems_is_not_published(draft, administrator):
    draft = save(draft, TRUST, administrator, title="")
    with pytest.raises(ValidationError, match="Not published"):
        publish_draft(draft=draft, by=administrator)
    assert Instrument.objects.count() == 1


def test_a_version_published_from_a_file_meanwhile_is_told(draft, administrator):
    Instrument.objects.create(key=draft.key, version=4, title="x", definition={}, fingerprint="x")
    with pytest.raises(ValidationError, match="published meanwhile, from a file"):
        publish_draft(draft=draft, by=administrator)


def test_thrown_away_means_gone(draft, administrator):
    discard_draft(draft=draft, by=administrator)
    assert not InstrumentDraft.objects.exists()


def test_a_language_without_words_is_not_published(draft, administrator):
    draft = change_draft(draft=draft, change=lambda now: with_language(now, "pl"), about="x", by=administrator)
    assert publish_draft(draft=draft, by=administrator).content.languages == ("en-GB", "cy")


def test_words_of_a_further_language_are_stored_by_place():
    page = TranslationPage("cy", "trust")
    values = {**page.values(CONTENT), "sections.trust.title": "Ffydd"}
    assert Definition.from_json(page.write(CONTENT, values)).translations["cy"]["sections.trust.title"] == "Ffydd"


def test_what_is_taken_out_is_gone_in_every_language():
    content = without(CONTENT, "statement", "trust-risk")
    assert not [place for place in content["translations"]["cy"] if "trust-risk" in place]


@pytest.mark.parametrize(
    ("page", "changes", "where", "message"),
    [
        (WholePage(), {"labels": "Yes"}, "Number of answers", "expected a whole number from 2 to 10"),
        (WholePage(), {"labels": "Yes\nyes"}, "Answers", "two answers have the same words; expected different ones"),
        (WholePage(), {"labels": ""}, "Answers", "there is none yet; add one"),
        (WholePage(), {"title": ""}, "Title", "it is empty; write it"),
        (
            WholePage(),
            {"band_2_above": "3.5"},
            "Band 2 from the top, the mean above which it holds",
            "expected a cut below",
        ),
        (WholePage(), {"band_2_letter": "A"}, "Band 2 from the top, letter", "“A” is used already before this one"),
        (TRUST, {"short_title": ""}, "Section 4, short title", "it is empty; write it"),
        (TRUST, {"trust-risk__text": ""}, "Statement 4.5, statement", "it is empty; write it"),
        (
            TRUST,
            {"trust-risk__text": SHIPPED.sections[0].statements[0].text},
            "Statement 4.5, statement",
            "used already",
        ),
        (TranslationPage("cy", "whole"), {"scale.labels.1": ""}, "Welsh, labels[1]", "one is empty; write all of them"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(page, changes, where, message):
    found = troubles(page.write(CONTENT, {**page.values(CONTENT), **changes}))
    assert [trouble for trouble in found if trouble.where == where and message in trouble.message]


def test_a_section_without_statements_is_told():
    content, key = with_section(CONTENT, ())
    assert (key, "Section 7, statements", "there is none yet; add one") in {
        (trouble.section, trouble.where, trouble.message) for trouble in troubles(content)
    }


def test_the_shipped_instrument_has_nothing_wrong_with_it():
    assert troubles(CONTENT) == []


def test_moving_at_the_ends_changes_nothing():
    assert moved(CONTENT, "need", up=True) == moved(CONTENT, "learning", up=False) == CONTENT


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_whatever_is_done_keys_stay_different_and_old_ones_keep_their_statement(data):
    """Adding, moving and taking out in any order: no key names two things, and none that was published a new one."""
    content, taken = CONTENT, keys_in(CONTENT)
    for _ in range(data.draw(st.integers(1, 6))):
        section = data.draw(st.sampled_from([row["key"] for row in content["sections"]]))
        key = data.draw(st.sampled_from(sorted(keys_in(content))))
        step = data.draw(st.sampled_from(["add", "section", "up", "down", "out"]))
        if step == "add":
            content, made = with_statement(content, section, taken)
            assert made not in taken
        elif step == "section":
            content, made = with_section(content, taken)
        elif step == "out" and len(content["sections"]) > 1:
            kind = "section" if key in {row["key"] for row in content["sections"]} else "statement"
            content = without(content, kind, key)
        else:
            content = moved(content, key, up=step == "up")
    definition = Definition.from_json(content)
    known = {row.key: row.text for part in SHIPPED.sections for row in part.statements}
    assert len(set(definition.statement_keys)) == len(definition.statement_keys)
    assert all(known.get(row.key, "") == row.text for part in definition.sections for row in part.statements)


WORDS = st.text("abcŵ ’:#{}&-", min_size=1, max_size=20).map(folded).filter(bool)


@given(st.lists(WORDS, min_size=1, max_size=5, unique_by=str))
@settings(max_examples=40, deadline=None)
def test_a_draft_that_passes_is_the_same_as_a_file(texts):
    """What the pages store, the file that is taken away, and the definition that is published say the same."""
    values = TRUST.values(CONTENT)
    keys = SHIPPED.section("trust").statement_keys
    values |= {f"{key}__text": text for key, text in zip(keys, texts, strict=False)}
    content = TRUST.write(CONTENT, values)
    definition = Definition.from_json(json.loads(json.dumps(content)))
    assert check(content) == ()
    assert load(file_text(content)) == definition


@given(st.text("abc-", min_size=1, max_size=40), st.sets(st.integers(1, 30)))
def test_a_fresh_key_is_one_that_nothing_has(stem, numbers):
    taken = {f"{stem[:30].rstrip('-')}-{number}" for number in numbers}
    assert fresh_key(stem, taken) not in taken
