"""Say and do: the mapping, the four readings, the words, the picture and the page."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from common.models import AuditEntry
from record.checks import checks_of
from record.parts import PARTS
from record.services.agreeing import propose_version
from record.services.drafts import start_draft
from record.services.writing import add_row
from reports.charts.say_do import say_do_chart
from reports.pictures.standalone import standalone
from reports.pictures.svg import svg
from reports.pictures.table import table
from reports.say_do import Held, mapping, readings
from reports.words.say_do import headline, reading_words, sentence
from surveys.instrument_file import load
from surveys.models import Round
from tests.factories import SIX, closed_round, instrument, written
from tests.reports.made import results
from tests.surveys.made import definition_of

DEFINITION = load(SIX)
CHECKS = {f"{part}.{check.key}": (part, check) for part in PARTS for check in checks_of(part)}


def scored(value=3, **sections):
    """Two partners who score every statement alike, or each section's as said."""
    answers = {
        key: sections.get(section.key, value)
        for section in DEFINITION.sections
        for key in section.statement_keys
        if sections.get(section.key, value)
    }
    return results({"Arden": [answers], "Brook": [answers]}, mode="attributed", definition=DEFINITION)


def held(*unmet, draft=False, met=True):
    """Every check, all met (or none) but these."""
    return {
        key: Held(part, PARTS[part].title, check, (key not in unmet) == met, draft)
        for key, (part, check) in CHECKS.items()
    }


def reading(found, key):
    return next(item for item in found if item.section.key == key)


def test_every_mapped_statement_and_check_exists():
    assert set(mapping()) <= set(DEFINITION.statement_keys)
    assert {check for checks in mapping().values() for check in checks} <= set(CHECKS)


def test_every_statement_of_the_six_principles_has_a_check():
    assert set(DEFINITION.statement_keys) - {key for key, checks in mapping().items() if checks} == set()


@pytest.mark.parametrize(
    ("score", "met", "words"),
    [(3, True, "Said and done"), (3, False, "Said, not done"), (2, True, "Done, not felt"), (2, False, "Neither")],
)
def test_there_are_four_readings(score, met, words):
    assert {reading_words(item) for item in readings(scored(score), held(met=met))} == {words}


@pytest.mark.parametrize(("unmet", "is_done"), [(3, True), (4, False)])
def test_two_thirds_of_its_checks_count_as_done(unmet, is_done):
    """Need has nine checks: six of them are two thirds."""
    keys = list(dict.fromkeys(check for key in DEFINITION.section("need").statement_keys for check in mapping()[key]))
    item = reading(readings(scored(), held(*keys[:unmet])), "need")
    assert (len(item.held), item.met, item.is_done) == (9, 9 - unmet, is_done)


def test_a_check_counts_once_for_a_principle():
    item = reading(readings(scored(), held()), "purpose")
    keys = [f"{check.part}.{check.check.key}" for check in item.held]
    assert len(keys) == len(set(keys)) == 10


def test_without_a_shared_view_it_is_not_said():
    high, low = (dict.fromkeys(DEFINITION.statement_keys, score) for score in (4, 2))
    apart = results({"Arden": [high], "Brook": [low]}, mode="attributed", definition=DEFINITION)
    item = readings(apart, held())[0]
    assert (item.is_apart, reading_words(item)) == (True, "Done, not felt")
    assert sentence(item, apart) == "There is no shared view (the average is 3.0 of 4), but all nine checks are met."


def test_a_hidden_score_has_no_reading():
    answers = {key: 3 for key in DEFINITION.statement_keys if not key.startswith("trust")}
    hidden = results({"A": [answers] * 12, "B": [answers] * 12}, definition=DEFINITION)
    item = reading(readings(hidden, held()), "trust")
    assert (item.reading, item.mean) == (None, None)
    assert sentence(item, hidden) == (
        "No score can be shown: it is hidden for confidentiality. All eleven checks are met."
    )
    row = next(row for row in table(say_do_chart(hidden, [item])).rows)
    assert row == ("Trust", "hidden for confidentiality", "11 of 11", "Cannot be told")


def test_what_a_draft_alone_holds_is_said_to():
    found = readings(scored(), held(draft=True))
    assert sentence(reading(found, "learning"), scored()) == (
        "People score it 3.0 of 4 (band B: sound, with points to explore), and all nine checks are met "
        "(shared purpose, governance, exit strategy: by a draft)."
    )


def test_where_agreement_is_not_known_that_is_said():
    alone = results({"A": [dict.fromkeys(DEFINITION.statement_keys, 3)]}, mode="attributed", definition=DEFINITION)
    item = readings(alone, held())[0]
    assert (item.is_apart, item.is_said) == (None, True)
    assert sentence(item, alone).endswith("met. How far people agree is not known.")


def test_what_does_not_match_is_said_with_a_but():
    found = readings(scored(), held(met=False))
    assert "(band B: sound, with points to explore), but none of nine checks are met." in sentence(found[0], scored())


@pytest.mark.parametrize(
    ("sections", "unmet", "words"),
    [
        ({}, (), "Said and done: all six principles."),
        (
            {"trust": 2},
            (),
            "Said and done: need, purpose, commitment, arrangements and learning. Done, not felt: trust.",
        ),
        (
            {"trust": 0},
            (),
            "Said and done: need, purpose, commitment, arrangements and learning. Cannot be told: trust.",
        ),
    ],
)
def test_the_headline_groups_principles_by_reading(sections, unmet, words):
    assert headline(readings(scored(**sections), held(*unmet))) == words


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_a_drawing_is_well_formed_named_and_has_every_figure(layout):
    found = scored(trust=0)
    spec = say_do_chart(found, readings(found, held("exit.leaver")))
    drawing = svg(spec, layout)
    assert ElementTree.fromstring(drawing).get("aria-label") == spec.name
    assert all(words in drawing for words in ("10 of 11", "9 of 9", "3.0", "too few scored", "Cannot be told"))


def test_bars_are_as_long_as_the_share_of_checks():
    drawing = ElementTree.fromstring(svg(say_do_chart(scored(), readings(scored(), held(met=False))), "wide"))
    widths = {rect.get("width") for rect in drawing.iter("rect") if rect.get("class") == "accent"}
    assert widths == {"0%"}


def test_the_file_says_its_question_and_source():
    drawing, _ = standalone(say_do_chart(scored(), readings(scored(), held())), "Some partnership.")
    assert "Do we do what we say?" in drawing
    assert "Some partnership." in drawing


def read(client, partnership):
    return client.get(reverse("reports:say-do", args=[partnership.slug])).content.decode()


@pytest.mark.django_db
class TestPage:
    """The page through the browser's eyes."""

    def test_what_is_missing_leads_to_its_place_in_the_record(self, client, partnership, reader):
        closed_round(partnership, mode="attributed")
        written(partnership)
        page = read(client, partnership)
        assert f"{reverse('record:part', args=[partnership.slug, 'governance'])}#clause-escalation" in page
        assert f"{reverse('record:part', args=[partnership.slug, 'purpose'])}#signatures" in page

    def test_statements_and_principles_lead_to_the_results(self, client, partnership, reader):
        round_ = closed_round(partnership, mode="attributed")
        written(partnership)
        page = read(client, partnership)
        assert reverse("reports:round-statement", args=[partnership.slug, round_.pk, "trust-risk"]) in page
        assert f"{reverse('reports:round-statements', args=[partnership.slug, round_.pk])}?principle=trust" in page

    def test_what_is_in_a_draft_is_told_as_such(self, client, partnership, reader):
        closed_round(partnership, mode="attributed")
        written(partnership)
        assert "Met, in a draft, exit strategy" in read(client, partnership)

    def test_what_was_put_forward_counts_as_written(self, client, partnership, reader):
        closed_round(partnership, mode="attributed")
        version = start_draft(partnership=partnership, part=PARTS["exit"], by=None)
        add_row(version=version, clause=PARTS["exit"].clause("triggers"), values={"trigger": "Cut"}, by=None)
        due = timezone.localdate() + timedelta(days=21)
        propose_version(version=version, changes="", answers_due_on=due, by=None)
        page = read(client, partnership)
        assert "Met, exit strategy" in page
        assert "in a draft" not in page

    def test_another_instruments_round_says_nothing_of_the_principles(self, client, partnership, reader):
        other = instrument(definition_of({"need": ["n1", "n2", "n3"]}))
        closed_round(partnership, instrument=other)
        written(partnership)
        assert "No round of the six principles has been closed yet" in read(client, partnership)

    def test_without_a_record_there_is_nothing_to_hold_scores_against(self, client, partnership, reader):
        closed_round(partnership)
        assert "Nothing is written in the record yet" in read(client, partnership)

    @pytest.mark.parametrize(("kind", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("csv", b"\xef\xbb\xbf")])
    def test_it_leaves_as_drawing_image_and_figures_and_that_is_noted(self, client, partnership, reader, kind, start):
        closed_round(partnership)
        written(partnership)
        answer = client.get(reverse("reports:say-do-picture", args=[partnership.slug, kind]))
        assert answer.getvalue().startswith(start)
        assert AuditEntry.objects.get(action="results.exported").details == {"format": f"say-do.{kind}"}

    @pytest.mark.parametrize("kind", ["svg", "exe"])
    def test_there_is_no_file_of_nothing_or_of_an_unknown_kind(self, client, partnership, reader, kind):
        closed_round(partnership)
        if kind == "exe":
            written(partnership)
        assert client.get(reverse("reports:say-do-picture", args=[partnership.slug, kind])).status_code == 404

    def test_overview_and_results_lead_to_it(self, client, partnership, reader, address):
        round_ = closed_round(partnership)
        where = f'href="{reverse("reports:say-do", args=[partnership.slug])}"'
        pages = [reverse("reports:overview", args=[partnership.slug]), address(round_)]
        assert all(where in client.get(page).content.decode() for page in pages)

    @pytest.mark.parametrize("count", [1, 5])
    def test_the_page_asks_the_database_alike_for_few_and_many_rounds(
        self, client, partnership, reader, django_assert_num_queries, count
    ):
        for number in range(count):
            closed_round(partnership, title=f"Round {number}", mode=Round.Mode.ATTRIBUTED)
        written(partnership)
        with django_assert_num_queries(14):
            read(client, partnership)
