"""Accessibility of a page, as a browser sees it."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}}


def violations(page) -> list[str]:
    """What axe finds wrong, one line a rule and place; in both themes."""
    found = []
    for scheme in ("light", "dark"):
        # Without motion, so that no colour is caught half-way from one theme to the other.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for rule in Axe().run(page, options=OPTIONS).response["violations"]:
            found += [f"{scheme}: {rule['id']} at {node['target']}: {node['html'][:160]}" for node in rule["nodes"]]
    page.emulate_media(color_scheme="light")
    return found
