"""Accessibility of a page, as a browser sees it."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The themes differ in their colours alone, so that the dark one needs no more than the rules about colours.
RUN = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}


def violations(page) -> list[str]:
    """What axe finds wrong, one line a rule and place; in both themes."""
    found = []
    for scheme, rules in RUN.items():
        # Without motion, so that no colour is caught half-way from one theme to the other.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for rule in Axe().run(page, options={"runOnly": rules}).response["violations"]:
            found += [f"{scheme}: {rule['id']} at {node['target']}: {node['html'][:160]}" for node in rule["nodes"]]
    page.emulate_media(color_scheme="light")
    return found
