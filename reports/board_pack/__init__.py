"""The board pack: a closed round and what the partnership agreed, as an accessible PDF to print."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from common.typeset import pdf_of
from reports.board_pack.cover import cover
from reports.board_pack.findings import findings
from reports.board_pack.method import method_pages
from reports.board_pack.pictures import picture_pages
from reports.board_pack.record import record_page
from reports.board_pack.statements import partner_tables, statement_pages
from reports.story import story_of
from surveys.models import Round

__all__ = ["board_pack"]

TEMPLATE = Path(settings.BASE_DIR) / "templates" / "reports" / "board_pack.typ"


def board_pack(round_: Round) -> bytes:
    """The pack of a closed round; TooLongError where it would take too long to set."""
    story = story_of(round_)
    drawn, pictures = picture_pages(story)
    blocks = [
        *record_page(round_.partnership),
        *findings(story),
        *pictures,
        *statement_pages(story),
        *partner_tables(story.results),
        *method_pages(story),
    ]
    return pdf_of(TEMPLATE, {**cover(story), "blocks": blocks}, drawn)
