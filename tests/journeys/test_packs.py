"""Taking everything out, in Chromium: asked for, waited for, downloaded and opened; and every page of it by axe."""

from __future__ import annotations

import re
from zipfile import ZipFile

import pytest
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import expect

from packs.models import Pack, Schedule
from packs.services.making import make_packs
from packs.services.schedules import set_schedule
from packs.services.telling import stop_address
from tests.factories import PartnerFactory, closed_round, facilitator_of, people_of
from tests.journeys.axe import violations
from tests.journeys.test_accessibility import visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.markup]


@pytest.fixture
def partnership(transactional_db):
    partner = PartnerFactory()
    people_of(partner, 3)
    closed_round(partner.partnership, title="Spring check")
    return partner.partnership


@pytest.fixture
def waiting():
    """Packs wait until the test has them made, as beside a worker that is busy."""
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
        yield


def reports_of(partnership):
    return reverse("packs:reports", args=[partnership.slug])


def test_asked_for_waited_for_downloaded_and_opened(page, live_server, client, partnership, waiting, tmp_path):
    visit(page, live_server, client, people_of(partnership.partners.get(), 1)[0], reports_of(partnership))
    page.get_by_role("link", name="Reports", exact=True).wait_for()
    page.get_by_role("button", name="Make the zip").click()
    page.get_by_text("It waits for its turn.").wait_for()
    assert violations(page) == []
    Pack.objects.update(state="making", of=4, done=1)
    page.get_by_text("1 of 4 files made.").wait_for()
    Pack.objects.update(state="waiting")
    make_packs()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the zip").click()
    download.value.save_as(tmp_path / "pack.zip")
    archive = ZipFile(tmp_path / "pack.zip")
    assert archive.testzip() is None
    assert "record/record.pdf" in archive.namelist()
    assert archive.read("record/record.pdf").startswith(b"%PDF")


def test_without_scripts_a_link_looks_again(browser, live_server, client, partnership, waiting):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    visit(page, live_server, client, facilitator_of(partnership), reports_of(partnership))
    page.get_by_role("button", name=re.compile("Everything as a zip.*Spring check")).click()
    make_packs()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("link", name="Download the zip")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page(page, live_server, client, partnership, waiting, width):
    """Empty and full, in every state of a pack, and what a schedule has."""
    page.set_viewport_size({"width": width, "height": 900})
    person = facilitator_of(partnership)
    base = reports_of(partnership)
    visit(page, live_server, client, person, base)
    shown = [violations(page)]
    schedule = set_schedule(
        partnership=partnership, schedule=None, occasion=Schedule.Occasion.QUARTER, files=["csv"], people=[person],
        by=person,
    )  # fmt: skip
    stop = re.sub("^https?://[^/]+", "", stop_address(schedule.recipients.get()))
    page.get_by_role("button", name="Make the zip").click()
    own = Pack.objects.get().get_absolute_url()
    for address, state in (
        (own, {"state": "failed", "trouble": "It was too large."}), (own, {"state": "expired"}), (base, {}),
        (f"{base}schedules/new/", {}), (f"{base}schedules/{schedule.pk}/", {}),
        (f"{base}schedules/{schedule.pk}/end/", {}), ("/portfolio/pack/", {}), ("/portfolio/pack/?kind=supply", {}),
        (stop, {}), ("/schedules/wrong/", {}),
    ):  # fmt: skip
        Pack.objects.update(**state or {"state": "waiting"})
        visit(page, live_server, client, person, address)
        shown.append(violations(page))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    Pack.objects.update(state="waiting")
    make_packs()
    visit(page, live_server, client, person, own)
    page.get_by_role("link", name="Download the zip").wait_for()
    shown.append(violations(page))
    assert shown == [[]] * 12
