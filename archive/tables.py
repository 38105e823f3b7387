"""What goes into an archive: which rows of which models, and which of their fields, by name.

Fields are named one by one, so that nothing new leaves the product unasked; a test holds that each field of these
models is either here or in `LEFT`, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from accounts.audit_words import with_actors
from common.models import AuditEntry
from partnerships.models import Membership, Organisation, Partner, Partnership
from record.models import Entry, Signature, Version
from surveys.models import FollowUp, Instrument, Quotation, Response, Round, RoundReminder, RoundResult

PEOPLE = "people"
TAKEN = Q(state__in=[Round.State.CLOSED, Round.State.CALLED_OFF, Round.State.DRAFT])
"""Open rounds stay: until they close nobody may read an answer, and links of those who were asked work here alone."""
READ_BY_ALL = Q(
    round__state=Round.State.CLOSED,
    round__comments_shared_at__isnull=False,
    decision__in=[Quotation.Decision.RELEASED, Quotation.Decision.IN_PART],
)
READ_BY_ADMINISTRATORS = Q(round__state=Round.State.CLOSED, round__mode=Round.Mode.ATTRIBUTED, is_submitted=True)
"""Answers that the notice says administrators may see; of rounds with official answers the official ones alone."""


@dataclass(frozen=True)
class Table:
    """Rows of one model. `refs`: fields that point to a row of another table, by its id. `most`: so many are read."""

    name: str
    title: str
    model: type[Model]
    fields: tuple[str, ...]
    refs: Mapping[str, str]
    rows: Callable[[Partnership], QuerySet[Any]]
    most: int = 20_000


def _rounds(partnership: Partnership) -> QuerySet[Round]:
    return partnership.rounds.filter(TAKEN)


def _answers(partnership: Partnership) -> QuerySet[Response]:
    counted = Response.objects.filter(READ_BY_ADMINISTRATORS, round__partnership=partnership)
    return counted.filter(Q(round__official=False) | Q(is_official=True))


TABLES: tuple[Table, ...] = (
    Table(
        "organisations",
        "Organisations",
        Organisation,
        ("name", "sector", "created_at"),
        {},
        lambda partnership: Organisation.objects.filter(pk__in=partnership.partners.values("organisation")),
        1_000,
    ),
    Table(
        "partners",
        "Partners, with the days they joined and left",
        Partner,
        ("joined_on", "left_on"),
        {"organisation": "organisations"},
        lambda partnership: partnership.partners.all(),
        1_000,
    ),
    Table(
        "memberships",
        "Roles that people hold or held",
        Membership,
        ("role", "started_at", "ended_at"),
        {"person": PEOPLE, "partner": "partners"},
        lambda partnership: partnership.memberships.all(),
    ),
    Table(
        "instruments",
        "Versions of instruments that were used",
        Instrument,
        ("key", "version", "title", "language", "definition", "fingerprint", "published_at"),
        {},
        lambda partnership: Instrument.objects.filter(pk__in=_rounds(partnership).values("instrument")),
        200,
    ),
    Table(
        "versions",
        "Versions of the record",
        Version,
        (
            *("part_key", "number", "state", "created_at", "changes", "proposed_at", "answers_due_on", "agreed_at"),
            "superseded_at",
        ),
        {"created_by": PEOPLE, "proposed_by": PEOPLE},
        lambda partnership: partnership.record_versions.all(),
    ),
    Table(
        "entries",
        "Entries of the record",
        Entry,
        ("clause", "key", "position", "values", "revision", "changed_at", "removed_at"),
        {"version": "versions", "accountable": "partners", "changed_by": PEOPLE},
        lambda partnership: Entry.objects.filter(version__partnership=partnership).select_related("version"),
        50_000,
    ),
    Table(
        "signatures",
        "Signatures, with who signed for whom",
        Signature,
        ("answer", "note", "signed_at", "replaced_at"),
        {"version": "versions", "partner": "partners", "signed_by": PEOPLE},
        lambda partnership: Signature.objects.filter(version__partnership=partnership),
    ),
    Table(
        "rounds",
        "Rounds that are closed, called off or drafted",
        Round,
        (
            *("title", "mode", "minimum_group", "view", "official", "opens_at", "closes_at", "state", "launched_at"),
            *("closed_at", "kept_months", "called_off_because", "created_at", "imported", "asks_importance"),
            *("comments_shared_at", "reminder_days", "reminders_planned_at"),
        ),
        {"instrument": "instruments", "created_by": PEOPLE},
        _rounds,
        1_000,
    ),
    Table(
        "reminders",
        "Reminders that were sent, and to how many",
        RoundReminder,
        ("number", "people", "sent_at"),
        {"round": "rounds"},
        lambda partnership: RoundReminder.objects.filter(round__in=_rounds(partnership)),
        3_000,
    ),
    Table(
        "results",
        "Results of closed rounds",
        RoundResult,
        ("published", "figures", "invited", "answered", "computed_at"),
        {"round": "rounds"},
        lambda partnership: RoundResult.objects.filter(round__in=_rounds(partnership), round__state=Round.State.CLOSED),
        1_000,
    ),
    Table(
        "answers",
        "Answers in attributed rounds",
        Response,
        ("is_official", "answers", "importance"),
        {"round": "rounds", "partner": "partners"},
        _answers,
        50_000,
    ),
    Table(
        "comments",
        "Comments that were released and shared",
        Quotation,
        ("place", "decision", "shown"),
        {"round": "rounds"},
        lambda partnership: Quotation.objects.filter(READ_BY_ALL, round__partnership=partnership),
    ),
    Table(
        "follow_ups",
        "“You said, we did”, as it was sent",
        FollowUp,
        ("text", "tested_at", "sent_at", "people"),
        {"round": "rounds", "written_by": PEOPLE},
        lambda partnership: FollowUp.objects.filter(round__in=_rounds(partnership), sent_at__isnull=False),
        1_000,
    ),
    Table(
        "audit",
        "Entries of the audit trail",
        AuditEntry,
        ("at", "action", "target", "details"),
        {"actor": PEOPLE, "partner_id": "partners"},
        lambda partnership: with_actors(AuditEntry.objects.filter(partnership_id=partnership.pk)),
        50_000,
    ),
)
"""In the order in which they come in again: each points only to those before it."""
PARTNERSHIP = ("name", "slug", "kind", "stage", "summary", "time_zone", "created_at", "closed_on", "closing_words")

LEFT: Mapping[type[Model], Mapping[str, str]] = {
    Organisation: {"merged_into": "merging is the other installation’s own matter"},
    Membership: {"partnership": "the archive is of one"},
    Partner: {"partnership": "the archive is of one"},
    Version: {"partnership": "the archive is of one"},
    Round: {"partnership": "the archive is of one", "paused_at": "only open rounds are paused"},
    Response: {
        "id": "random, made anew",
        "participant": "who answered is for facilitators to know, and never what each answered",
        "revision": "counts saves while the round is open",
        "submission_key": "made anew",
        "is_submitted": "all of them are",
        "saved_at": "when somebody answered is told to nobody",
        "submitted_at": "when somebody answered is told to nobody",
    },
    Quotation: {
        "id": "random, made anew in the same order",
        "text": "of what was left out only facilitators know",
        "marked": "of what was left out only facilitators know",
        "reason": "for facilitators alone",
    },
    AuditEntry: {"partnership_id": "the archive is of one"},
}
"""Fields of these models that stay behind, and why; ids are made anew everywhere."""
NOT_TAKEN = (
    "Single answers of confidential and anonymous rounds, which nobody but those who gave them may read.",
    "Private answers beside official ones, and how an organisation’s own people differ: that is for them alone.",
    "Who was asked in a round and who has answered: the numbers are in the results.",
    "Comments, unless a facilitator released and shared them.",
    "Passwords, second factors, sign-ins, tokens, links, codes, invitations, mail, packs and schedules.",
)
"""What is never in an archive, for whoever takes one out."""
