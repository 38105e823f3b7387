"""Partnerships made for tests of the portfolio, each with one thing that calls for a visit."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from partnerships.models import Partnership
from record.models import Version
from record.parts import PARTS
from record.services.agreeing import sign_version
from record.services.drafts import kept_version
from record.services.writing import add_row
from surveys.models import PortfolioRow, Round
from tests.factories import MembershipFactory, PartnerFactory, PartnershipFactory, put_forward
from tests.reports.states import closed, like


def looked_after(person, **fields) -> Partnership:
    """A partnership that this person facilitates."""
    partnership = PartnershipFactory(**fields)
    MembershipFactory(partnership=partnership, partner=None, role="facilitator", person=person)
    return partnership


def reviewed(partnership: Partnership, days: int, field: str = "next_review_on") -> Version:
    """Its identity says that a review (or the term's end) is so many days from now."""
    version = kept_version(partnership=partnership, part=PARTS["identity"])
    day = timezone.localdate() + timedelta(days=days)
    add_row(version=version, clause=PARTS["identity"].clause("standing"), values={field: day.isoformat()}, by=None)
    return version


def declined(partnership: Partnership) -> Version:
    """A version put forward that its partner declined."""
    version, partner = put_forward(partnership), PartnerFactory(partnership=partnership)
    sign_version(version=version, partner=partner, answer="declines", note="Not yet.", by=None)
    return version


def stepped(partnership: Partnership, days: int, **values: object) -> Version:
    """An exit under way with a step due so many days from now."""
    part = PARTS["parting"]
    version = kept_version(partnership=partnership, part=part)
    day = timezone.localdate() + timedelta(days=days)
    given = {"step": "Keys back", "due_on": day.isoformat(), "state": "to_do", **values}
    add_row(version=version, clause=part.clause("steps"), values=given, by=None)
    return version


def long_ago(partnership: Partnership, days: int = 400) -> None:
    """Its rounds ended so many days ago."""
    moment = timezone.now() - timedelta(days=days)
    PortfolioRow.objects.filter(partnership=partnership).update(ended_at=moment)


def with_every_reason(person, instrument) -> dict[str, Partnership]:
    """One for each rule, by its key, and "quiet", for which there is none; names are in the order of the keys."""
    keys = ("apart", "declined", "few", "fell", "late", "long-ago", "low", "quiet", "unready")
    found = {key: looked_after(person, name=f"P {key}") for key in keys}
    for key, partnership in found.items():
        score = like(2) if key == "low" else like(3)
        closed(partnership, {f"{key} {name}": (12, score) for name in "ab"}, instrument=instrument)
    rows = PortfolioRow.objects
    rows.filter(partnership=found["apart"]).update(no_shared_view=True, band="")
    rows.filter(partnership=found["few"]).update(invited=49, answered=24)
    rows.filter(partnership=found["fell"]).update(moved=-1, before=3.6, after=3.0, matched=2)
    declined(found["declined"])
    reviewed(found["late"], -5)
    long_ago(found["long-ago"])
    Partnership.objects.filter(pk=found["unready"].pk).update(stage="winding_down")
    Round.objects.filter(partnership=found["quiet"]).update(imported=True)
    return found
