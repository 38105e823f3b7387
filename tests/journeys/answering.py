"""What tests of filling in do in the browser, and what they find stored."""

from __future__ import annotations

import re
import threading
import time

from django.urls import reverse
from playwright.sync_api import Error, Locator, Page, expect

from surveys.definition import Answers
from surveys.models import Participant, Response
from tests.journeys.proxy import Line

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


def fill_in_while_it_drops(page: Page, line: Line, participant: Participant) -> None:
    """Answers everything, from the first section on, and sends it, over a line that is cut again and again."""
    over = threading.Event()

    def drop() -> None:
        while not over.wait(1.5):
            line.cut()
            time.sleep(0.5)
            line.mend()

    dropping = threading.Thread(target=drop)
    dropping.start()
    try:
        for number, part in enumerate(participant.round.instrument.content.sections, 1):
            expect(page.get_by_role("heading", level=1)).to_have_text(part.title, timeout=20_000)
            # Over such a line the page's script may come well after the page: what it says shows that it is there.
            expect(page.locator("#saving")).not_to_be_empty(timeout=20_000)
            for place in range(6):
                choose(page, place, "Agree")
            expect(page.locator("#saving")).to_have_text(SAVED, timeout=20_000)
            assert len(stored()) == 6 * number
            go_on(page)
    finally:
        over.set()
        dropping.join()
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("heading", name="Your answers are in").wait_for()


def go_on(page: Page) -> None:
    """As a person does when a page does not come: goes back to it and tries again."""
    leaving = page.url
    for _ in range(30):
        page.get_by_role("button", name=re.compile("^Next|^Check")).click()
        try:
            page.wait_for_url(lambda url: url != leaving and url.startswith("http"), timeout=3_000)
            page.locator("h1").wait_for(timeout=3_000)
            return
        except Error:  # the line was down, and the browser shows a page of its own
            come_to(page, leaving)
    raise AssertionError("The next page never came.")


def come_to(page: Page, address: str) -> None:
    """Asks for the page until it is there."""
    while not page.locator("#answers").count():
        time.sleep(0.5)
        try:
            page.goto(address, wait_until="load")
        except Error:
            continue
