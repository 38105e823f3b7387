"""What a page weighs: every byte that Chromium receives for it over a loopback connection, with an empty cache."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.conftest import CHROMIUM, FLAGS
from tests.journeys.screenshots import CLOSED, OPEN, demonstration, sign_in

# name: (path, kB at most, requests at most); the brotli and gzip bodies and all headers count.
PAGES = {
    "round's landing page": (OPEN, 80, 8),
    "task list": (OPEN + "answers/", 80, 8),
    "section page": (OPEN + "answers/trust/", 80, 8),
    "check page": (OPEN + "answers/check/", 80, 8),
    "results page": (CLOSED + "results/", 500, None),
}


@dataclass
class Weight:
    """Of one page: kilobytes (1,000 bytes) received, requests made, and how many went to another origin."""

    kilobytes: float = 0
    requests: int = 0
    elsewhere: int = 0


def weigh() -> Iterator[tuple[str, Weight, float, float | None]]:
    """Each page's name, its weight, and its limits."""
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (path, kilobytes, requests) in PAGES.items():
            yield name, _weigh(browser, address, path), kilobytes, requests
        browser.close()


def _weigh(browser: Browser, address: str, path: str) -> Weight:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, weight = context.new_page(), Weight()
    sign_in(page, address, "member")
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def sent(event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            weight.requests += 1
            weight.elsewhere += not event["request"]["url"].startswith(address)

    def finished(event: dict[str, Any]) -> None:
        weight.kilobytes += event["encodedDataLength"] / 1000

    wire.on("Network.requestWillBeSent", sent)
    wire.on("Network.loadingFinished", finished)
    page.goto(address + path, wait_until="networkidle")
    context.close()
    return weight
