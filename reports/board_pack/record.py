"""The partnership on a page: what its record holds that every member may read, and no draft."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from partnerships.models import Partnership
from record.document import Document, day_words
from record.pages import standing_words
from record.standing import PartStanding, standings
from reports.board_pack.blocks import Block, bullets, heading, pairs, par, soft
from reports.words.cutting import cut_at_word
from reports.words.phrases import plural
from surveys.words import number_word

LONGEST, MOST = 420, 5
"""Letters of a text, and rows of a list, that the page has room for; the record holds the rest."""
TEXTS = (("why", "why_together", "Why together"), ("vision", "vision", "Vision"))
NOTHING = "Nothing is put forward or agreed yet."


def record_page(partnership: Partnership) -> list[Block]:
    """Shared purpose, governance and exit readiness, as they stand today."""
    found = {item.state.part.key: item for item in standings(partnership)}
    names = [partner.name for partner in partnership.partners.select_related("organisation") if not partner.left_on]
    return [
        heading(2, "The partnership on a page", is_new_page=True),
        *([par(cut_at_word(partnership.summary, LONGEST))] if partnership.summary else []),
        pairs([("Kind", partnership.get_kind_display()), ("Partners", cut_at_word(", ".join(names), 700) or "none")]),
        *_purpose(found["purpose"]),
        *_governance(found["governance"]),
        *_exit(found["exit"]),
        soft(f"From the record as it stood on {day_words(timezone.localdate())}."),
    ]


def _purpose(item: PartStanding) -> list[Block]:
    document = _shown(item)
    texts = [(label, _text(document, clause, field)) for clause, field, label in TEXTS]
    objectives = list(_rows(document, "objectives"))
    return [
        *_head("Shared purpose", item),
        *([pairs([row for row in texts if row[1]])] if any(text for _, text in texts) else []),
        *([heading(4, "Objectives"), bullets(objectives)] if objectives else []),
    ]


def _governance(item: PartStanding) -> list[Block]:
    bodies = list(_rows(_shown(item), "bodies", "purpose"))
    return [*_head("Governance", item), *([bullets(bodies)] if bodies else [])]


def _exit(item: PartStanding) -> list[Block]:
    if item.state.shown is None:
        return _head("Exit readiness", item)
    ready = item.readiness
    missing = [check.missing for check in ready.unmet]
    more = len(missing) - MOST
    rows = [("", words) for words in missing[:MOST]]
    if more > 0:
        rows.append(("", f"And {number_word(more)} more {plural(more, 'thing', 'things')}: see the record."))
    words = f"{ready.score} of 100. " + ("What is missing:" if missing else "Every check is met.")
    return [*_head("Exit readiness", item), par(words), *([bullets(rows)] if rows else [])]


def _head(title: str, item: PartStanding) -> list[Block]:
    shown = item.state.shown
    return [heading(3, title), soft(standing_words(shown, names_people=False) if shown else NOTHING)]


def _shown(item: PartStanding) -> Document | None:
    """What the part holds, unless all there is of it is a draft."""
    return item.document if item.state.shown else None


def _text(document: Document | None, clause: str, field: str) -> str:
    return cut_at_word(document.value(clause, field) or "", LONGEST) if document else ""


def _rows(document: Document | None, clause: str, field: str = "") -> Iterable[tuple[str, str]]:
    """The rows of a list by their names, with one field beside; the last says how many more there are."""
    if document is None:
        return
    found, rows = document.part.clause(clause), document.of(clause)
    for row in rows[:MOST]:
        beside = next((words for item, words in document.told(found, row) if item.key == field), "")
        yield cut_at_word(document.name(found, row), 160), cut_at_word(beside, 160)
    if len(rows) > MOST:
        yield "", f"And {number_word(len(rows) - MOST)} more in the record."
