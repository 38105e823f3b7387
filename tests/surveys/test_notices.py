"""What people are told about who sees what, in each mode."""

from __future__ import annotations

import pytest

from surveys.models import Round
from surveys.notices import notice_of


def notice(**terms):
    return notice_of(Round(**{"mode": "confidential", "minimum_group": 3, "view": "partners", **terms}))


def details(**terms):
    return " ".join(notice(**terms).details)


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_nobody_else_reads_single_answers(mode):
    assert "Nobody else can read your own answers here" in details(mode=mode)
    assert "may see single answers" not in details(mode=mode)


def test_in_attributed_rounds_facilitators_and_administrators_may_see_answers():
    assert "may see single answers" in details(mode="attributed")


def test_where_official_answers_are_asked_for_private_ones_stay_private():
    terms = {"mode": "attributed", "official": True, "minimum_group": 3}
    assert "Nobody else can read your own answers here" in details(**terms)
    assert "may see single answers" not in details(**terms)
    assert "no other organisation, facilitator or administrator" in details(**terms)
    assert "The comparison, the official answer and the results stay" in details(**terms, kept_months=6)
    assert notice(**terms).quoting == ""


@pytest.mark.parametrize("mode", ["confidential", "anonymous", "attributed"])
@pytest.mark.parametrize(("minimum_group", "people"), [(3, "ten"), (12, "twelve")])
def test_what_becomes_of_comments_is_said_in_every_mode(mode, minimum_group, people):
    words = details(mode=mode, minimum_group=minimum_group)
    assert "Nobody else can read yours here, unless you tick “May be quoted” beside it" in words
    assert f"when the round has closed and {people} people or more have answered: by the facilitator" in words
    assert f"if {people} people or more have answered" in notice(mode=mode, minimum_group=minimum_group).quoting


@pytest.mark.parametrize("mode", ["confidential", "anonymous", "attributed"])
def test_who_learns_who_has_answered_is_said(mode):
    assert "Facilitators see who has begun and who has sent, never when" in details(mode=mode, minimum_group=5)
    assert "the partners’ leads, where five or more were asked" in details(mode=mode, minimum_group=5)


@pytest.mark.parametrize(("minimum_group", "large"), [(3, "ten"), (12, "twelve")])
def test_large_groups_show_how_many_gave_each_answer(minimum_group, large):
    assert f"Of groups of {large} or more, readers see how many gave each answer" in details(
        minimum_group=minimum_group
    )


def test_a_round_that_shows_all_together_names_nobody():
    assert "no organisation is shown by itself" in details(view="together")


@pytest.mark.parametrize(
    ("mode", "changing"),
    [
        ("confidential", "You can change them until the round closes."),
        ("anonymous", "You cannot change them afterwards."),
        ("attributed", "You can change your answers until the round closes."),
    ],
)
def test_the_sentence_says_whether_answers_can_be_changed_and_the_promise_does_not(mode, changing):
    found = notice(mode=mode)
    assert found.sentence == f"{found.promise} {changing}"
    assert "change" not in found.promise
