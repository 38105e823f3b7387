"""What tests of filling in do in the browser, and what they find stored."""

from __future__ import annotations

import re

from django.urls import reverse
from playwright.sync_api import Locator, Page

from surveys.definition import Answers
from surveys.models import Participant, Response

SAVED = re.compile(r"^Saved \d\d:\d\d$")
SAVE = "**/answers/save/"


def address(participant: Participant, name: str, *args: str) -> str:
    """The path of a page of the participant's round."""
    return reverse(f"surveys:{name}", args=[participant.round.partnership.slug, participant.round_id, *args])


def statement(page: Page, number: int = 0) -> Locator:
    """The statement at this place on the page."""
    return page.locator("fieldset.statement").nth(number)


def choose(page: Page, number: int, words: str) -> str:
    """Answers the statement at this place with the pointer; its key."""
    statement(page, number).locator("label", has_text=re.compile(f"^{words}")).click()
    return statement(page, number).get_attribute("data-statement") or ""


def comment(page: Page, number: int, text: str) -> str:
    """Writes a comment on the statement at this place; its key."""
    place = statement(page, number)
    if not place.locator("textarea").is_visible():
        place.get_by_text("Add a comment").click()
    place.locator("textarea").fill(text)
    return place.get_attribute("data-statement") or ""


def state(page: Page, key: str) -> Locator:
    """What is said of saving beside a statement."""
    return page.locator(f"#saved-{key}")


def stored() -> Answers:
    """The answers of the only person who has any."""
    answers: Answers = Response.objects.exclude(revision=0).get().answers
    return answers


def nothing_is_stored() -> bool:
    """Whether nobody has answered or written anything."""
    return not Response.objects.exclude(revision=0).exists()


def come_back(page: Page) -> None:
    """As when a tab is shown again."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
