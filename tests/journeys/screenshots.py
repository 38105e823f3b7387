"""`make screenshots`: every page as each kind of person, 390 and 1280 px wide, light and dark, and one contact sheet.

Serves a demonstration of its own on a free port, and signs in by the demonstration's buttons.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import CHROMIUM, FLAGS

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "screenshots"
WIDTHS = (1280, 390)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
AGEING, STREETS, REPAIRS, HARBOUR, FELLMOOR = (
    f"/partnerships/{slug}/"
    for slug in (
        "westmere-ageing-well",
        "northgate-safer-streets",
        "brightwater-repairs-alliance",
        "saltmere-harbour-quarter",
        "fellmoor-rural-transport",
    )
)
# Rounds are numbered as the demonstration makes them: 1 to 4 closed and 5 open in the first partnership,
# then 6 to 8 and 9, then 10 to 12, two pulses and a draft, then 16 to 20 and 21, then 22 to 27; last the open one of
# the first partnership that asks for official answers, 28. So does the second pulse, 14.
OPEN, CLOSED, STREETS_LAST, REPAIRS_LAST, PULSE, HARBOUR_LAST = (
    AGEING + "rounds/5/",
    AGEING + "rounds/4/",
    STREETS + "rounds/8/",
    REPAIRS + "rounds/12/",
    REPAIRS + "rounds/14/",
    HARBOUR + "rounds/20/",
)
OFFICIAL = AGEING + "rounds/28/"

PAGES: dict[str, dict[str, str]] = {
    "nobody": {
        "sign-in": "/account/sign-in/",
        "code": "/account/code/",
        "dead-invitation": "/invitation/wrong/",
        "dead-link": "/r/wrong/",
        "room": "/room/",
        "dead-reminder": "/reminders/wrong/",
        "dead-schedule": "/schedules/wrong/",
    },
    "member": {
        "home": "/",
        "help": "/help/",
        "profile": "/profile/",
        "own-data": "/profile/data/",
        "own-data-erase": "/profile/data/erase/",
        "own-answers": "/profile/answers/",
        "signed-in": "/profile/signed-in/",
        "calendar": "/profile/calendar/",
        "tokens": "/profile/tokens/",
        "token-make": "/profile/tokens/make/",
        "api": "/api/",
        "address": "/profile/address/",
        "second-factor": "/account/second-factor/",
        "second-factor-app": "/account/second-factor/app/",
        "passkey-add": "/account/second-factor/passkeys/add/",
        "recovery-codes-new": "/account/second-factor/recovery-codes/new/",
        "partnerships": "/partnerships/",
        "overview": AGEING,
        "audit": AGEING + "audit/",
        "reports": AGEING + "reports/",
        "rounds": AGEING + "rounds/",
        "round": OPEN,
        "decline": OPEN + "answers/decline/",
        "hand-on": OPEN + "answers/hand-on/",
        "tasks": OPEN + "answers/",
        "section": OPEN + "answers/trust/",
        "check": OPEN + "answers/check/",
        "receipt": CLOSED + "answers/receipt/",
        "results": CLOSED + "results/",
        "over-time": AGEING + "over-time/",
        "over-time-principle": AGEING + "over-time/?principle=trust",
        "over-time-partner": AGEING + "over-time/?partner=5",
        "say-do": AGEING + "say-do/",
        "statements": CLOSED + "results/statements/?sort=mixed",
        "statements-none": CLOSED + "results/statements/?q=zeppelin",
        "statement": CLOSED + "results/statements/trust-risk/",
        "statements-comments": CLOSED + "results/statements/?principle=trust",
        "column": CLOSED + "results/partners/2/?principle=trust",
        "results-not-yet": OPEN + "results/",
        "official-not-begun": OFFICIAL + "official/",
        "official-tasks": OFFICIAL + "answers/",
        "record": AGEING + "record/",
        "record-checks": AGEING + "record/checks/",
        **{
            f"record-{part}": f"{AGEING}record/{part}/"
            for part in ("identity", "purpose", "governance", "contributions", "exit", "parting")
        },
        "record-contributions-year": AGEING + "record/contributions/?year=2025",
        "record-superseded": AGEING + "record/exit/versions/1/",
        "record-compare": AGEING + "record/exit/compare/",
        "not-found": "/partnerships/nowhere/",
        "not-allowed": AGEING + "people/",
    },
    "lead": {
        "home": "/",
        "people": AGEING + "people/",
        "record-start": STREETS + "record/exit/draft/start/",
        "record-template": AGEING + "record/exit/draft/start/template/health_and_care/",
        "record-from-file": AGEING + "record/parting/from-file/",
        "record-sign": AGEING + "record/exit/",
        "round": OPEN,
        "section": OPEN + "answers/commitment/",
        "check": OPEN + "answers/check/",
        "official-round": OFFICIAL,
        "official": OFFICIAL + "official/",
        "official-view": OFFICIAL + "official/view/",
        "official-section": OFFICIAL + "official/sections/isolation/",
        "official-check": OFFICIAL + "official/check/",
    },
    "facilitator": {
        "home": "/",
        "portfolio": "/portfolio/",
        "portfolio-needing": "/portfolio/?why=any&sort=health",
        "portfolio-none": "/portfolio/?organisation=zeppelin",
        "portfolio-beside": "/portfolio/beside-others/",
        "organisation": "/organisations/3/",
        "round": OPEN,
        "official-round": OFFICIAL,
        "people": AGEING + "people/",
        "invite": AGEING + "people/invite/",
        "people-list": AGEING + "people/list/",
        "audit": AGEING + "audit/",
        "reports": AGEING + "reports/",
        "schedule": AGEING + "reports/schedules/1/",
        "schedule-new": AGEING + "reports/schedules/new/",
        "schedule-end": AGEING + "reports/schedules/1/end/",
        "portfolio-pack": "/portfolio/pack/?kind=supply",
        "exports": AGEING + "audit/?about=exports",
        "round-new": AGEING + "rounds/new/",
        "round-import": AGEING + "rounds/import/",
        "round-extend": OPEN + "extend/",
        "round-close": OPEN + "close/",
        "round-reminders": OPEN + "reminders/",
        "round-follow-up": CLOSED + "you-said/",
        "round-ask": OPEN + "ask/",
        "round-room": OPEN + "room/",
        "hand-over": AGEING + "people/1/hand-over/",
        "comments": HARBOUR_LAST + "comments/",
        "comments-shared": CLOSED + "comments/",
        "comments-none": REPAIRS_LAST + "comments/",
        "comments-share": HARBOUR_LAST + "comments/share/",
        "results-pooled": STREETS_LAST + "results/",
        "round-pause": OPEN + "pause/",
        "round-call-off": OPEN + "call-off/",
        "series": AGEING + "rounds/series/",
        "round-again": AGEING + "rounds/new/?again",
        "round-launch": REPAIRS + "rounds/15/launch/",
        "results-pulse": PULSE + "results/",
        "results-attributed": REPAIRS_LAST + "results/",
        "results-person": CLOSED + "results/?voice=person",
        "edit": AGEING + "edit/",
        "close": AGEING + "close/",
        "partner-add": REPAIRS + "partners/add/",
        "record-half-empty": STREETS + "record/",
        "record-not-begun": STREETS + "record/exit/",
        "record-draft": STREETS + "record/purpose/draft/",
        "record-clause": STREETS + "record/purpose/draft/aims/",
        "record-propose": STREETS + "record/purpose/draft/propose/",
        "record-discard": STREETS + "record/purpose/draft/discard/",
        "record-governance": HARBOUR + "record/governance/",
        "record-contributions": HARBOUR + "record/contributions/",
        "record-contributions-draft": HARBOUR + "record/contributions/draft/",
        "record-parting": FELLMOOR + "record/parting/",
    },
    "administrator": {
        "home": "/",
        "organisations": "/organisations/",
        "organisation-new": "/organisations/new/",
        "organisation": "/organisations/1/edit/",
        "organisation-view": "/organisations/1/",
        "portfolio": "/portfolio/",
        "organisation-merge": "/organisations/1/merge/",
        "organisation-merge-check": "/organisations/1/merge/?other=2",
        "instruments": "/instruments/",
        "instrument-look": "/instruments/1/look/trust/?language=cy",
        "partnership-new": "/partnerships/new/",
        "bring-in": "/partnerships/bring-in/",
        "take-out": AGEING + "take-out/",
        "people": "/people/",
        "person": "/people/2/",
        "person-merge": "/people/12/merge/",
        "person-merge-check": "/people/12/merge/?email=facilitator@demo.example",
        "overview": STREETS,
    },
}


@contextmanager
def demonstration() -> Iterator[str]:
    """A demonstration on a scratch database; yields its address."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = {**os.environ, "DEMONSTRATION": "1", "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3"}
        for command in ("migrate", "demo_data"):
            subprocess.run(
                [sys.executable, "manage.py", command, "-v", "0"],
                cwd=ROOT,
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        gunicorn = [
            sys.executable,
            "-m",
            "gunicorn",
            "config.wsgi",
            "--bind",
            f"127.0.0.1:{port}",
            "--threads",
            "4",
            "--log-level",
            "error",
        ]
        server = subprocess.Popen(gunicorn, cwd=ROOT, env=environment)
        try:
            yield _when_ready(f"http://localhost:{port}")
        finally:
            server.terminate()
            server.wait()


def _when_ready(address: str) -> str:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/account/sign-in/", timeout=5)
            return address
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The demonstration did not start.")


def sign_in(page: Page, address: str, kind: str) -> None:
    """By the button of the sign-in page."""
    page.goto(f"{address}/account/sign-in/")
    page.locator(f'form:has(input[name="kind"][value="{kind}"]) button').click()
    page.wait_for_url(f"{address}/")


def take(browser: Browser, address: str, kind: str, width: int, scheme: Literal["light", "dark"]) -> None:
    """All pages of one kind of person at one width and in one theme."""
    is_phone = width < 600
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, is_mobile=is_phone, has_touch=is_phone
    )
    page = context.new_page()
    if kind != "nobody":
        sign_in(page, address, kind)
    for name, path in PAGES[kind].items():
        page.goto(address + path, wait_until="networkidle")
        # As tall as the page, so that the bar at its foot is drawn where it ends up. Not by `full_page`: for as long as
        # such a picture takes, a phone has a pointer that hovers.
        page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
        page.screenshot(path=OUT / f"{kind}-{name}-{width}-{scheme}.png")
        page.set_viewport_size({"width": width, "height": 900})
    context.close()


def contact_sheet() -> None:
    """Small pictures of all pages, side by side."""
    thumbs = []
    for path in sorted(OUT.glob("*-light.png")):
        picture = Image.open(path).convert("RGB")
        picture.thumbnail((240, 4000))
        thumbs.append(picture.crop((0, 0, picture.width, min(picture.height, 420))))
    columns = 8
    sheet = Image.new("RGB", (columns * 250, -(-len(thumbs) // columns) * 430), "#888888")
    for index, picture in enumerate(thumbs):
        sheet.paste(picture, (index % columns * 250 + 5, index // columns * 430 + 5))
    sheet.save(OUT / "contact-sheet.png")


def main() -> None:
    """Takes them all."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for kind in PAGES:
            for width in WIDTHS:
                for scheme in SCHEMES:
                    take(browser, address, kind, width, scheme)
        browser.close()
    contact_sheet()
    picture = ROOT / "docs" / "images" / "results.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    whole = Image.open(OUT / "member-results-1280-light.png")
    whole.crop((0, 0, whole.width, min(whole.height, 1500))).convert("P", palette=Image.Palette.ADAPTIVE).save(
        picture, optimize=True
    )
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
