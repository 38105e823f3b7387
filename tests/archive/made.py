"""A partnership with something of everything, made once a module, taken out and brought in."""

from __future__ import annotations

import hashlib
import json
import re
from io import BytesIO
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from archive.container import Container
from archive.services.bringing_in import bring_in
from archive.services.taking_out import take_out
from partnerships.models import Organisation, Partner, Partnership
from partnerships.rules import Role
from record.parts import PARTS
from record.services.agreeing import sign_version
from record.services.drafts import start_draft
from record.services.writing import add_row
from surveys.models import Comment, Quotation, Round
from surveys.services.following_up import send_follow_up, try_follow_up, write_follow_up
from surveys.services.moderating import decide_comment, share_comments
from surveys.services.pausing import call_off_round
from surveys.services.rounds import close_round
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PartnerFactory,
    UserFactory,
    contributed,
    draft,
    facilitator_of,
    open_round,
    people_of,
    put_forward,
    sent,
)

HOSTILE = (
    "=HYPERLINK(\"http://evil.example\")", "<script>alert(1)</script>{{ 7*7 }}", "\u202eevil\u202c בלדיה",
    "👩‍👩‍👧‍👦 \U0001f3f4", "a\tb\nc", "../../etc/passwd", "line\u2028separator", "x" * 119,
)  # fmt: skip

MARKED = "Money [[came ]]late"


def answering(round_, *, comment=""):
    """Everybody who was asked answers, each in their own way; the first leaves a comment."""
    keys = round_.instrument.content.statement_keys
    for number, participant in enumerate(round_.participants.order_by("pk")):
        answers = {key: 1 + (number * 5 + place * 3) % 4 for place, key in enumerate(keys) if (number + place) % 9}
        answers[keys[0]] = "dk"
        response = sent(participant, answers)
        if comment:
            Comment.objects.create(response=response, place=keys[number % 5], text=comment, may_be_quoted=True)


def closed(partnership, title, *, comment="", **fields):
    round_ = open_round(partnership, title=title, **fields)
    answering(round_, comment=comment)
    close_round(round_=round_, by=None)
    return round_


def everything():
    """The partnership: three partners, one that has left, rounds in every state, a record, comments and mail."""
    partnership = Partnership.objects.create(name="Harbour", slug="harbour", kind="supply", summary="For <b>all</b>")
    first, *others = (
        PartnerFactory(partnership=partnership, organisation=OrganisationFactory(name=title))
        for title in ("Council", "Trust & Co", "Ångström Charity")
    )
    facilitator = facilitator_of(partnership)
    for partner, count in zip((first, *others), (12, 6, 4), strict=True):
        people_of(partner, count)
    lead = MembershipFactory(partner=first, role=Role.LEAD).person
    confidential = closed(partnership, "First", comment="Money came late", asks_importance=True)
    for quotation in Quotation.objects.filter(round=confidential):
        decide_comment(quotation=quotation, decision="in part", marked=MARKED, reason="-", by=facilitator)
    share_comments(round_=confidential, by=facilitator)
    write_follow_up(round_=confidential, text="We will pay earlier", by=facilitator)
    try_follow_up(round_=confidential, by=facilitator)
    send_follow_up(round_=confidential, by=facilitator)
    closed(partnership, "Second", mode="attributed")
    closed(partnership, "Third", mode="anonymous", view="together", comment="Not shared yet")
    call_off_round(round_=open_round(partnership, title="Off"), because="Too early", by=facilitator)
    draft(partnership, title="Drafted", reminder_days=[7])
    version = put_forward(partnership)
    sign_version(version=version, partner=first, answer="reservations", note="Only to 2027", by=lead)
    contributed(first)
    governance = start_draft(partnership=partnership, part=PARTS["governance"], by=lead)
    add_row(
        version=governance,
        clause=PARTS["governance"].clause("raci"),
        values={"task": "Pay bills", "accountable": first.pk, "responsible": [others[0].pk]},
        by=lead,
    )
    Partner.objects.filter(pk=others[-1].pk).update(left_on=timezone.localdate())
    return partnership


def taken(partnership, by=None):
    """Its archive."""
    file = BytesIO()
    take_out(partnership=partnership, file=file, by=by)
    return file.getvalue()


def brought(data, **options):
    """What came in of an archive."""
    return bring_in(container=Container(BytesIO(data)), by=None, **options)


def members(data):
    """The members of an archive, by name."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(data, table):
    return [json.loads(line) for line in members(data)[f"{table}.jsonl"].splitlines()]


def packed(content, **changes):
    """An archive of these members, its manifest made to fit them; `changes` are put into the manifest."""
    manifest = json.loads(content["manifest.json"])
    manifest["members"] = [
        {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "rows": data.count(b"\n")}
        for name, data in content.items()
        if name != "manifest.json"
    ]
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in {**content, "manifest.json": json.dumps({**manifest, **changes}).encode()}.items():
            archive.writestr(name, data)
    return file.getvalue()


def with_row(data, table, changes, at=0):
    """The archive with one row of a table changed."""
    content = members(data)
    found = rows(data, table)
    found[at] = {**found[at], **changes}
    content[f"{table}.jsonl"] = b"".join(json.dumps(row).encode() + b"\n" for row in found)
    return packed(content)


NOISE = re.compile(r'csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|"taken_out_at": "[^"]*"')


def pages_of(client, partnership, only=None):
    """What its readers see, by page, with ids replaced by places in order: those differ between installations."""
    client.force_login(UserFactory(is_administrator=True, name="Reader", email=f"reader-{uuid4()}@test.example"))
    slug = partnership.slug
    rounds = list(partnership.rounds.order_by("closes_at", "pk").filter(state=Round.State.CLOSED))
    addresses = {
        "overview": reverse("reports:overview", args=[slug]),
        "over time": reverse("reports:over-time", args=[slug]),
        "over time as CSV": reverse("reports:over-time-picture", args=[slug, "csv"]),
        "say and do": reverse("reports:say-do", args=[slug]),
        "record": reverse("record:index", args=[slug]),
        "record as JSON": reverse("record:json", args=[slug]),
        **{f"record, {part}": reverse("record:part", args=[slug, part]) for part in PARTS},
        **{
            f"{round_.title}, {name}": reverse(f"reports:{name}", args=[slug, round_.pk])
            for round_ in rounds
            for name in ("round-results", "round-statements", "round-results-json", "round-results-csv")
        },
    }
    return {
        name: _without_ids(read(client, address), partnership)
        for name, address in addresses.items()
        if only in {None, name}
    }


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()


def start_ids_at(number):
    """Lets ids go on from here: so far up that no figure or measure looks like one."""
    for model in (Organisation, Partner, Round):
        table = model._meta.db_table
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, number])
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])


def _without_ids(page, partnership):
    page = NOISE.sub("", page)
    partners = partnership.partners.select_related("organisation").order_by("organisation__name")
    for word, found in (
        ("round", partnership.rounds.order_by("closes_at", "pk")),
        ("organisation", [item.organisation for item in partners]),
        ("partner", partners),
    ):
        for number, item in enumerate(found):
            page = re.sub(rf"\b{item.pk}\b", f"#{word}-{number}", page)
    return page
