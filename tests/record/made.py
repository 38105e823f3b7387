"""Documents and versions that tests of the record share."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from partnerships.models import Partnership
from partnerships.rules import Role
from record.document import Document, Row
from record.models import Version
from record.parts import PARTS
from record.services.agreeing import propose_version
from record.services.drafts import start_draft
from record.services.writing import add_row
from tests.factories import MembershipFactory, PartnerFactory, PartnershipFactory


def document(part: str, **clauses: list[dict[str, Any]]) -> Document:
    """A document with these rows; rows are keyed clause-0, clause-1 and so on."""
    rows = {
        key: tuple(Row(f"{key}-{index}", values) for index, values in enumerate(found))
        for key, found in clauses.items()
    }
    return Document(PARTS[part], rows, {1: "Alpha", 2: "Beta", 3: "Gone"}, frozenset({1, 2}))


class World:
    """A partnership with two partners, each with a lead."""

    def __init__(self) -> None:
        self.partnership: Partnership = PartnershipFactory()
        self.partners = [PartnerFactory(partnership=self.partnership) for _ in range(2)]
        self.leads = [MembershipFactory(partner=partner, role=Role.LEAD).person for partner in self.partners]

    def draft(self, part: str = "exit") -> Version:
        """A draft with one thing in it."""
        version = start_draft(partnership=self.partnership, part=PARTS[part], by=self.leads[0])
        clause = PARTS[part].clauses[-1]
        add_row(version=version, clause=clause, values={"next_review_on": "2030-01-01"}, by=self.leads[0])
        return version

    def proposed(self, part: str = "exit") -> Version:
        """The same, put forward."""
        return propose(self.draft(part), by=self.leads[0])


def propose(version: Version, **fields: Any) -> Version:
    """Put forward, with three weeks to answer."""
    due = timezone.localdate() + timedelta(days=21)
    return propose_version(version=version, **{"changes": "", "answers_due_on": due, "by": None, **fields})
