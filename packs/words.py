"""Packs in words."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from common.text import one_line
from packs.contents import PackFile
from packs.models import Pack
from partnerships.models import Partnership
from record.document import day_words
from reports.portfolio.wishes import MOST_LETTERS, WHYS, PortfolioWishes
from reports.words.phrases import plural

PASSING_ON = (
    "Results hold what was published when a round closed, alike for every reader, and what is hidden on the pages is\n"
    "hidden here, too. They are for the people of the partnership: pass them on as you would minutes of its board.\n"
)


def contents_text(pack: Pack, held: Sequence[PackFile], left_out: Sequence[str]) -> str:
    """What is in the zip, and what is not; every title on one line, without what could disturb its neighbours."""
    zone = ZoneInfo(pack.partnership.time_zone) if pack.partnership else None
    lines = [
        one_line(pack.title, max_length=250),
        f"Made on {day_words(timezone.localdate(timezone=zone))} for {one_line(str(pack.person), max_length=150)}.",
        *([f"Chosen in the portfolio: {one_line(pack.filters, max_length=400)}"] if pack.filters else []),
        "",
        PASSING_ON,
        f"{len(held)} {plural(len(held), 'file', 'files')}:",
        "",
        *(line for item in held for line in (item.path, f"    {item.words}")),
    ]
    if left_out:
        lines += ["", "Left out:", "", *dict.fromkeys(left_out)]
    return "\n".join(lines) + "\n"


def filters_words(wishes: PortfolioWishes) -> str:
    """What a portfolio was narrowed to, for people and for the trail; empty for all that are not closed."""
    lists = {
        "kind": ("kind", dict(Partnership.Kind.choices)),
        "stage": ("stage", dict(Partnership.Stage.choices)),
        "why": ("reason for a visit", WHYS),
    }
    told = [
        f"{words}: {str(names[getattr(wishes, name)]).lower()}"
        for name, (words, names) in lists.items()
        if getattr(wishes, name)
    ]
    if wishes.organisation:
        told.append(f"organisation: {one_line(wishes.organisation, max_length=MOST_LETTERS)}")
    return "; ".join(told)


def size_words(size: int) -> str:
    """Such as 1.2 MB."""
    return filesizeformat(size)
