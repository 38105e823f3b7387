"""The pages of the instrument editor, as an administrator uses them."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from common.models import AuditEntry
from surveys.instrument_file import load
from surveys.instrument_pages import SectionPage, mark_of
from surveys.models import Instrument, InstrumentDraft, Response
from surveys.services.instrument_drafts import save_page, start_draft
from tests.factories import UserFactory, instrument

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(is_administrator=True, name="Ada")


@pytest.fixture
def editor(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def draft(administrator):
    return start_draft(source=instrument(), as_new=False, by=administrator)


def fields(page) -> dict[str, str]:
    """The form as the browser would send it back."""
    form = page.context["form"]
    return {field.html_name: field.value() or "" for field in form} | {"seen": page.context["seen"]}


def address(name, draft, *more):
    return reverse(f"instruments:{name}", args=[draft.pk, *more])


def test_a_copy_leads_to_its_draft(editor):
    reply = editor.post(reverse("instruments:copy", args=[instrument().pk]), {"as": "version"}, follow=True)
    assert "Partnership health check (draft of version 4)" in reply.content.decode()


def test_a_second_copy_is_refused_with_what_to_do(editor, draft):
    reply = editor.post(reverse("instruments:copy", args=[Instrument.objects.get().pk]), follow=True)
    assert "Publish it or throw it away first" in reply.content.decode()


def test_words_are_stored_and_the_key_is_kept(editor, draft):
    page = editor.get(address("section", draft, "trust"))
    editor.post(address("section", draft, "trust"), {**fields(page), "trust-risk__text": " We\ndare. "})
    row = InstrumentDraft.objects.get().definition.section("trust").statements[4]
    assert (row.key, row.text) == ("trust-risk", "We dare.")


def test_keys_are_shown_and_cannot_be_edited(editor, draft):
    page = editor.get(address("section", draft, "trust"))
    assert "trust-risk</span>" in page.content.decode()
    assert not [name for name in fields(page) if name.endswith("key")]


def test_moving_stores_what_was_typed_first(editor, draft):
    page = editor.get(address("section", draft, "trust"))
    editor.post(address("section", draft, "trust"), {**fields(page), "title": "Faith", "step": "down:trust-structure"})
    section = InstrumentDraft.objects.get().definition.section("trust")
    assert (section.title, section.statement_keys[:2]) == ("Faith", ("trust-fairness", "trust-structure"))


def test_a_statement_is_added_with_a_key_of_its_own(editor, draft):
    page = editor.get(address("section", draft, "trust"))
    reply = editor.post(address("section", draft, "trust"), {**fields(page), "step": "add-statement"})
    assert reply.url.endswith("#trust-1")
    assert InstrumentDraft.objects.get().definition.section("trust").statement_keys[-1] == "trust-1"


def test_taking_out_asks_once_and_names_what_is_lost(editor, draft):
    page = editor.get(address("remove", draft, "statement", "trust-risk"))
    assert "We trust one another enough to try things that might fail." in page.content.decode()
    editor.post(address("remove", draft, "statement", "trust-risk"))
    assert "trust-risk" not in InstrumentDraft.objects.get().definition.statement_keys


def test_a_section_is_added_and_opened(editor, draft):
    page = editor.get(address("draft", draft))
    reply = editor.post(address("draft", draft), {**fields(page), "step": "add-section"}, follow=True)
    assert "Section 7:" in reply.content.decode()


def test_a_language_is_added_and_counts_what_is_translated(editor, draft):
    page = editor.get(address("draft", draft))
    whole = {**fields(page), "step": "add-language", "language": "pl"}
    reply = editor.post(address("draft", draft), whole, follow=True)
    assert reply.request["PATH_INFO"] == address("translation", draft, "pl", "whole")
    editor.post(reply.request["PATH_INFO"], {**fields(reply), "title": "Przegląd partnerstwa"})
    assert "1 of 106 texts translated" in editor.get(address("draft", draft)).content.decode()


def test_whoever_is_second_sees_both_texts(editor, draft):
    page = editor.get(address("section", draft, "trust"))
    values = SectionPage("trust").values(draft.content)
    bob = UserFactory(name="Bob")
    save_page(draft=draft, page=SectionPage("trust"), values={**values, "title": "His"}, seen=mark_of(values), by=bob)
    reply = editor.post(address("section", draft, "trust"), {**fields(page), "title": "Hers"})
    text = reply.content.decode()
    assert reply.status_code == 409
    assert re.search(r"Not saved.*Bob.*changed this page meanwhile.*“<span[^>]*>His</span>”", text)
    assert 'value="Hers"' in text
    assert InstrumentDraft.objects.get().definition.section("trust").title == "His"
    editor.post(address("section", draft, "trust"), {**fields(page), "title": "Hers", "seen": reply.context["seen"]})
    assert InstrumentDraft.objects.get().definition.section("trust").title == "Hers"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("title", "x" * 100_000, "This text has 100,000 characters. Shorten it to 120 or fewer."),
        ("title", "a\x07", "This text holds a character that cannot be stored."),
        ("labels", "x\n" * 50_000, "Shorten it to 1,000 or fewer."),
        ("minutes", "soon", "Enter a whole number."),
        ("minutes", "", "This field is required."),
        ("band_1_above", "1/0", "Type a number such as 3, 2.5 or 7/3"),
    ],
)
def test_what_cannot_be_stored_is_told_beside_its_field(editor, draft, name, value, told):
    page = editor.get(address("draft", draft))
    reply = editor.post(address("draft", draft), {**fields(page), name: value})
    assert reply.status_code == 422
    assert told in reply.content.decode()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": ""}, "Title</a>: it is empty; write it"),
        ({"labels": "Yes"}, "Number of answers</a>: expected a whole number from 2 to 10"),
        ({"labels": ""}, "Answers</a>: there is none yet; add one"),
        ({"band_1_above": "1", "band_2_above": "3"}, "expected a cut below 1, that of the band before it"),
        ({"band_1_letter": ""}, "Band 1 from the top, letter</a>: it is empty; write it"),
    ],
)
def test_what_may_not_be_published_is_listed_and_refused(editor, draft, changes, told):
    page = editor.get(address("draft", draft))
    editor.post(address("draft", draft), {**fields(page), **changes})
    assert told in editor.get(address("draft", draft)).content.decode()
    reply = editor.post(address("publish", draft))
    assert reply.status_code == 422
    assert told in reply.content.decode()


@pytest.mark.parametrize("language", ["en-GB", "cy"])
def test_a_preview_shows_the_page_of_filling_in_and_stores_nothing(editor, draft, language):
    text = editor.get(address("preview", draft, "trust"), {"language": language}).content.decode()
    assert "Nothing that you choose here is saved." in text
    assert {"en-GB": "Strongly agree", "cy": "Cytuno’n gryf"}[language] in text
    assert not Response.objects.exists()


def test_a_preview_of_an_empty_section_is_drawn(editor, draft):
    page = editor.get(address("draft", draft))
    editor.post(address("draft", draft), {**fields(page), "step": "add-section", "labels": "One"})
    assert editor.get(address("preview", draft, "section-1")).status_code == 200
    assert editor.get(address("preview", draft, "trust")).status_code == 200


def test_publishing_says_what_can_be_compared(editor, draft):
    editor.post(address("remove", draft, "statement", "trust-risk"))
    text = editor.get(address("publish", draft)).content.decode()
    assert "Dropped: trust-risk." in text
    assert "All others can be compared with version 3." in text


def test_published_is_published_and_in_the_list(editor, draft):
    text = editor.post(address("publish", draft), follow=True).content.decode()
    assert "Partnership health check (version 4) is published." in text
    assert "Version 4" in text


def test_the_file_is_the_version_again(editor):
    six = instrument()
    assert load(editor.get(reverse("instruments:file", args=[six.pk])).content) == six.content


def test_who_did_what_is_on_the_list(editor, draft):
    page = editor.get(address("section", draft, "trust"))
    editor.post(address("section", draft, "trust"), {**fields(page), "title": "Faith"})
    editor.post(address("publish", draft))
    text = re.sub(r"<[^>]+>", "", editor.get(reverse("instruments:list")).content.decode())
    assert "Published Partnership health check (version 4)by Ada" in text
    assert "Changed the section trust in Partnership health check (draft of version 4)by Ada" in text
    assert "Copied Partnership health check (version 3) as Partnership health check (draft of version 4)by Ada" in text
    assert AuditEntry.objects.filter(action__startswith="instrument.", actor=None).count() == 1


@pytest.mark.parametrize("path", ["sections/nowhere/", "in/fr/whole/", "in/cy/nowhere/", "preview/nowhere/",
                                  "remove/statement/none/", "remove/section/none/", "remove/language/fr/",
                                  "remove/nothing/trust/"])  # fmt: skip
def test_what_is_not_there_is_not_found(editor, draft, path):
    assert editor.get(address("draft", draft) + path).status_code == 404
