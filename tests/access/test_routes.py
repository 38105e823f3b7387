"""Every route, as every kind of person, against a table written by hand from the rules (not from their code).

A new route fails `test_every_route_is_listed` until it has a row here.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import ApiToken
from packs.services.asking import ask_for_history
from packs.services.making import make_packs
from packs.services.schedules import set_schedule
from partnerships.rules import Role
from record.models import RecordUpload
from surveys.disclosure import publish
from surveys.models import OwnView, Quotation, Response, RoundUpload
from surveys.services.closing import close_partnership
from surveys.services.instrument_drafts import start_draft
from surveys.services.links import make_link
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    UserFactory,
    closed_round,
    contributed,
    draft,
    facilitator_of,
    instrument,
    open_round,
    put_forward,
    sent,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once: what a test does to it is taken back after the test, and itself after them all."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


KINDS = (
    "anyone",
    "by-link",
    "outsider",
    "other-facilitator",
    "ended",
    "member",
    "other-partner",
    "lead",
    "other-lead",
    "facilitator",
    "administrator",
)
OUTSIDE = {"outsider": 404, "other-facilitator": 404, "ended": 404}
SIGN_IN = 302


def row(member: int, lead: int, facilitator: int, administrator: int, **exceptions: int) -> dict[str, int]:
    """What each kind of person gets: outsiders always 404, nobody signed in is sent to the sign-in page.

    Nor does a visit by a personal link reach anything, unless its row says so.
    """
    expected = {
        "anyone": SIGN_IN,
        "by-link": SIGN_IN,
        **OUTSIDE,
        "member": member,
        "other-partner": member,
        "lead": lead,
        "other-lead": lead,
        "facilitator": facilitator,
        "administrator": administrator,
    }
    return {**expected, **{key.replace("_", "-"): value for key, value in exceptions.items()}}


def everybody(status: int, anyone: int = SIGN_IN) -> dict[str, int]:
    return {**dict.fromkeys(KINDS, status), "anyone": anyone, "by-link": anyone}


def on_a_visit(expected: dict[str, int], status: int) -> dict[str, int]:
    """The same, with what a visit by a personal link gets on a page of filling in."""
    return {**expected, "by-link": status}


READERS = row(200, 200, 200, 200)
MANAGERS = row(403, 403, 200, 200)
PEOPLE = row(403, 200, 200, 200)
OWN_PARTNER = row(403, 200, 200, 200, other_lead=403)
WRITERS = row(403, 302, 302, 403)
WRITING = {"lead": 200, "other-lead": 200, "facilitator": 200}
ASKED = row(200, 200, 403, 403)
POSTED = {"post", "official-post"}
ADMINISTRATORS = {**dict.fromkeys(KINDS, 404), "anyone": SIGN_IN, "by-link": SIGN_IN, "administrator": 200}

OWN_PACK = {**dict.fromkeys(KINDS, 404), "anyone": SIGN_IN, "by-link": SIGN_IN, "member": 200}
LOOKING_AFTER = {**ADMINISTRATORS, "facilitator": 200, "other-facilitator": 200}

# name: (method, expected). Objects behind the arguments belong to the first partner, or to the partnership.
TABLE: dict[str, tuple[str, dict[str, int]]] = {
    "home": ("get", everybody(200)),
    # The other facilitator has a portfolio of their own, with nothing of this partnership in it.
    "portfolio": ("get", LOOKING_AFTER),
    "portfolio-beside": ("get", LOOKING_AFTER),
    # Drawn from what is in it: theirs has no closed round.
    "portfolio-picture": ("get", {**LOOKING_AFTER, "other-facilitator": 404}),
    "organisation": ("get", READERS),
    "organisation-picture": ("get", READERS),
    "help": ("get", on_a_visit(everybody(200), 200)),
    "help-document": ("get", everybody(200)),
    "account_login": ("get", everybody(302, anyone=200)),
    "account_logout": ("get", everybody(200)),
    "account_signup": ("get", everybody(302, anyone=200)),
    "account_inactive": ("get", everybody(200, anyone=200)),
    "account_request_login_code": ("get", everybody(302, anyone=200)),
    "account_confirm_login_code": ("get", everybody(302, anyone=302)),
    "account_change_password": ("get", everybody(302)),
    "account_set_password": ("get", everybody(200)),
    "account_reset_password": ("get", everybody(200, anyone=200)),
    "account_reset_password_done": ("get", everybody(200, anyone=200)),
    "account_reset_password_from_key": ("get", everybody(200, anyone=200)),
    "account_reset_password_from_key_done": ("get", everybody(200, anyone=200)),
    "account_reauthenticate": ("get", everybody(403)),
    "mfa_index": ("get", everybody(200)),
    "mfa_authenticate": ("get", everybody(302, anyone=302)),
    "mfa_reauthenticate": ("get", everybody(403)),
    "mfa_activate_totp": ("get", everybody(200)),
    "mfa_deactivate_totp": ("get", everybody(404)),
    "mfa_view_recovery_codes": ("get", everybody(404)),
    "mfa_generate_recovery_codes": ("get", everybody(200)),
    "mfa_download_recovery_codes": ("get", everybody(404)),
    "mfa_list_webauthn": ("get", everybody(302)),
    "mfa_add_webauthn": ("get", everybody(200)),
    "mfa_login_webauthn": ("get", everybody(302, anyone=302)),
    "mfa_reauthenticate_webauthn": ("get", everybody(403)),
    "mfa_remove_webauthn": ("get", everybody(404)),
    "mfa_edit_webauthn": ("get", everybody(404)),
    "accounts:demonstration-sign-in": ("get", everybody(405, anyone=405)),
    "accounts:profile": ("get", everybody(200)),
    "accounts:address": ("get", everybody(200)),
    "accounts:address-confirm": ("get", everybody(404, anyone=404)),
    "accounts:address-link": ("get", everybody(302, anyone=302)),
    "accounts:sign-ins": ("get", everybody(200)),
    "accounts:sign-in-end": ("post", everybody(302)),
    "accounts:sign-ins-end": ("post", everybody(302)),
    "accounts:tokens": ("get", everybody(200)),
    "accounts:token-make": ("get", everybody(200)),
    # Somebody else's.
    "accounts:token-revoke": ("post", everybody(404)),
    "accounts:people": ("get", ADMINISTRATORS),
    "accounts:person": ("get", ADMINISTRATORS),
    "accounts:person-change": ("post", {**ADMINISTRATORS, "administrator": 302}),
    "own-answers": ("get", everybody(200)),
    "person-merge": ("get", ADMINISTRATORS),
    "own-data": ("get", everybody(200)),
    "own-data-download": ("get", everybody(200)),
    "own-data-erase": ("get", everybody(200)),
    "person-erase": ("get", ADMINISTRATORS),
    "calendar": ("get", everybody(200)),
    "calendar-make": ("post", everybody(200)),
    "calendar-off": ("post", everybody(302)),
    # A wrong address; what the right one opens is tested beside the calendar.
    "calendar-feed": ("get", everybody(404, anyone=404)),
    "deadline-by-link": ("get", everybody(404, anyone=404)),
    # A wrong link; what the right one does is tested beside the reminders.
    "reminders-stop": ("get", everybody(404, anyone=404)),
    "instruments:list": ("get", ADMINISTRATORS),
    "instruments:copy": ("post", {**ADMINISTRATORS, "administrator": 302}),
    "instruments:file": ("get", ADMINISTRATORS),
    "instruments:look": ("get", ADMINISTRATORS),
    "instruments:draft": ("get", ADMINISTRATORS),
    "instruments:section": ("get", ADMINISTRATORS),
    "instruments:translation": ("get", ADMINISTRATORS),
    "instruments:remove": ("get", ADMINISTRATORS),
    "instruments:preview": ("get", ADMINISTRATORS),
    "instruments:publish": ("get", ADMINISTRATORS),
    "instruments:discard": ("get", ADMINISTRATORS),
    "partnerships:organisations": ("get", ADMINISTRATORS),
    "partnerships:organisation-create": ("get", ADMINISTRATORS),
    "partnerships:organisation-edit": ("get", ADMINISTRATORS),
    "partnerships:organisation-merge": ("get", ADMINISTRATORS),
    "partnerships:list": ("get", everybody(200)),
    "archive:bring-in": ("get", ADMINISTRATORS),
    "archive:take-out": ("get", row(403, 403, 403, 200)),
    "partnerships:create": ("get", ADMINISTRATORS),
    "partnerships:edit": ("get", MANAGERS),
    "partnerships:reopen": ("get", row(403, 403, 403, 302)),
    "partnerships:partner-add": ("get", MANAGERS),
    "partnerships:partner-leave": ("get", MANAGERS),
    "partnerships:people": ("get", PEOPLE),
    "partnerships:invite": ("get", PEOPLE),
    "partnerships:people-list": ("get", PEOPLE),
    "partnerships:role": ("post", {**OWN_PARTNER, "lead": 302, "facilitator": 302, "administrator": 302}),
    "partnerships:role-end": ("get", OWN_PARTNER),
    "partnerships:hand-over": ("get", MANAGERS),
    "partnerships:invitation-change": ("post", {**OWN_PARTNER, "lead": 302, "facilitator": 302, "administrator": 302}),
    "partnerships:invitation": ("get", everybody(404, anyone=404)),
    "partnerships:invitation-accept": ("get", everybody(404, anyone=404)),
    # A wrong link; and what follows it, without one that was opened before. On a visit it is the visit's own.
    "links:open": ("get", everybody(404, anyone=404)),
    "links:page": ("get", on_a_visit(everybody(404, anyone=404), 200)),
    "links:begin": ("post", on_a_visit(everybody(404, anyone=404), 302)),
    "links:leave": ("post", everybody(200, anyone=200)),
    "links:not-me": ("get", on_a_visit(everybody(404, anyone=404), 200)),
    "links:hand-on": ("get", on_a_visit(everybody(404, anyone=404), 200)),
    "links:decline": ("get", on_a_visit(everybody(404, anyone=404), 200)),
    "links:decline-undo": ("post", on_a_visit(everybody(404, anyone=404), 302)),
    # Without a code, or with a wrong one.
    "links:room": ("get", everybody(200, anyone=200)),
    "links:room-address": ("get", everybody(302, anyone=302)),
    "links:room-code": ("get", everybody(404, anyone=404)),
    "surveys:partnership-close": ("get", MANAGERS),
    "surveys:rounds": ("get", READERS),
    "surveys:round-create": ("get", MANAGERS),
    "surveys:series": ("get", MANAGERS),
    "surveys:round-import": ("get", MANAGERS),
    # Somebody's rows are their own: not even an administrator reads them.
    "surveys:round-import-columns": ("get", row(403, 403, 200, 404)),
    "surveys:round-import-store": ("get", row(403, 403, 302, 404)),
    "surveys:round-import-discard": ("post", row(403, 403, 302, 404)),
    "surveys:round": ("get", on_a_visit(READERS, 200)),
    "surveys:round-edit": ("draft", row(403, 403, 200, 200)),
    "surveys:round-delete": ("draft", row(403, 403, 200, 200)),
    "surveys:round-launch": ("draft", row(403, 403, 200, 200)),
    # The round is open, so that the test is refused to those who may; on a draft see the tests of asking.
    "surveys:round-test": ("post", row(403, 403, 302, 302)),
    "surveys:round-extend": ("get", MANAGERS),
    "surveys:round-ask": ("get", MANAGERS),
    "surveys:round-room": ("get", MANAGERS),
    "surveys:round-room-off": ("post", row(403, 403, 302, 302)),
    "surveys:round-reminders": ("get", MANAGERS),
    "surveys:round-remind": ("post", row(403, 403, 302, 302)),
    "surveys:round-close": ("get", MANAGERS),
    # Comments before their release: the facilitator alone, not an administrator.
    "surveys:comments": ("closed", row(403, 403, 200, 403)),
    "surveys:comment": ("closed", row(403, 403, 200, 403)),
    "surveys:comments-share": ("closed", row(403, 403, 200, 403)),
    "surveys:round-pause": ("get", MANAGERS),
    "surveys:round-resume": ("get", row(403, 403, 302, 302)),
    "surveys:round-call-off": ("get", MANAGERS),
    "surveys:round-follow-up": ("closed", MANAGERS),
    "surveys:round-follow-up-test": ("post", row(403, 403, 302, 302)),
    "surveys:round-follow-up-send": ("post", row(403, 403, 302, 302)),
    "surveys:tasks": ("get", on_a_visit(ASKED, 200)),
    "surveys:section": ("get", on_a_visit(ASKED, 200)),
    "surveys:save": ("post", on_a_visit(row(400, 400, 403, 403), 400)),
    "surveys:check": ("get", on_a_visit(ASKED, 200)),
    "surveys:send": ("post", on_a_visit(row(302, 302, 403, 403), 302)),
    "surveys:receipt": ("get", on_a_visit(row(302, 302, 403, 403), 302)),
    "surveys:withdraw": ("get", on_a_visit(row(302, 302, 403, 403), 302)),
    "surveys:decline": ("get", ASKED),
    "surveys:decline-undo": ("post", row(302, 302, 403, 403)),
    "surveys:hand-on": ("get", ASKED),
    "surveys:answers-copy": ("get", on_a_visit({**row(302, 302, 403, 403), "member": 200}, 200)),
    # An official answer is that of the reader's own organisation; nobody else's can be asked for.
    "surveys:official": ("official", on_a_visit(ASKED, 200)),
    "surveys:official-section": ("official", on_a_visit(ASKED, 200)),
    "surveys:official-check": ("official", on_a_visit(ASKED, 200)),
    "surveys:official-save": ("official-post", on_a_visit(row(400, 400, 403, 403), 400)),
    "surveys:own-view": ("official", on_a_visit(ASKED, 200)),
    # Leads alone, signed in; what was compared already leads on.
    "surveys:official-compare": ("official", row(403, 302, 403, 403)),
    "surveys:official-send": ("official-post", row(403, 302, 403, 403)),
    # Nobody has sent a token: who may read what with one is in tests/access/test_api.py.
    "api-guide": ("get", everybody(200)),
    "api:partnerships": ("get", everybody(401, anyone=401)),
    "api:partnership": ("get", everybody(401, anyone=401)),
    "api:record": ("get", everybody(401, anyone=401)),
    "api:rounds": ("get", everybody(401, anyone=401)),
    "api:round": ("get", everybody(401, anyone=401)),
    "api:results": ("closed", everybody(401, anyone=401)),
    "api:openapi": ("get", everybody(200, anyone=200)),
    "api:unknown": ("get", everybody(404, anyone=404)),
    "contributions": ("get", READERS),
    "reports:contributions-picture": ("get", READERS),
    "record:index": ("get", READERS),
    "record:checks": ("get", READERS),
    "record:pdf": ("get", READERS),
    "record:json": ("get", READERS),
    "record:part": ("get", READERS),
    "record:part-pdf": ("get", READERS),
    "record:draft-pdf": ("get", READERS),
    "record:version": ("get", READERS),
    "record:compare": ("get", READERS),
    "record:sign": ("post", row(403, 422, 403, 403)),
    "record:remind": ("post", WRITERS),
    "record:draft": ("get", READERS),
    "record:draft-start": ("post", WRITERS),
    "record:from-template": ("get", WRITERS),
    "record:from-file": ("get", WRITERS),
    # Somebody's file is their own, too: the lead who sent it looks at it, the facilitator does not.
    "record:from-file-look": ("get", row(403, 200, 404, 403, other_lead=404)),
    "record:propose": ("get", {**WRITERS, **WRITING}),
    "record:draft-discard": ("get", {**WRITERS, **WRITING}),
    "record:clause": ("get", {**WRITERS, **WRITING}),
    "record:row": ("get", {**WRITERS, **WRITING}),
    "record:row-move": ("post", WRITERS),
    "record:row-remove": ("post", WRITERS),
    "record:row-restore": ("post", WRITERS),
    "packs:reports": ("get", READERS),
    "packs:ask-round": ("post", row(302, 302, 302, 302)),
    "packs:ask-all": ("post", row(422, 422, 422, 422)),
    "packs:schedule-create": ("get", MANAGERS),
    "packs:schedule": ("get", MANAGERS),
    "packs:schedule-end": ("get", MANAGERS),
    # For whom it names: the member, and nobody else.
    "packs:schedule-mine": ("post", row(302, 404, 404, 404, other_partner=404)),
    "packs:portfolio": ("get", LOOKING_AFTER),
    # A pack is the member's own: nobody else gets it, an administrator neither, by its exact address.
    "packs:pack": ("get", OWN_PACK),
    "packs:download": ("get", OWN_PACK),
    "packs:again": ("post", {**OWN_PACK, "member": 302}),
    # A wrong link; what the right one does is tested beside the schedules.
    "packs:stop": ("get", everybody(404, anyone=404)),
    "reports:overview": ("get", READERS),
    "reports:audit": ("get", READERS),
    "reports:over-time": ("get", READERS),
    "reports:over-time-picture": ("get", READERS),
    "reports:say-do": ("get", READERS),
    "reports:say-do-picture": ("get", READERS),
    "reports:round-deadline": ("get", on_a_visit(READERS, 200)),
    "reports:round-results": ("closed", READERS),
    "reports:round-statements": ("closed", READERS),
    "reports:round-statement": ("closed", READERS),
    "reports:round-column": ("closed", READERS),
    "reports:round-statements-csv": ("closed", READERS),
    "reports:round-statement-csv": ("closed", READERS),
    "reports:round-column-csv": ("closed", READERS),
    "reports:round-results-json": ("closed", READERS),
    "reports:round-picture": ("closed", READERS),
    "reports:round-results-csv": ("closed", READERS),
    "reports:round-results-xlsx": ("closed", READERS),
    "reports:round-results-sps": ("closed", READERS),
    "reports:round-results-dictionary": ("closed", READERS),
    # The round is attributed: its notice names facilitators and administrators. Of other rounds nobody gets any.
    "reports:round-answers-csv": ("closed", MANAGERS),
    "reports:round-answers-xlsx": ("closed", MANAGERS),
    "reports:round-answers-sps": ("closed", MANAGERS),
    "reports:round-results-pdf": ("closed", READERS),
    "reports:round-results-pptx": ("closed", READERS),
}


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from routes(pattern.url_patterns, prefix + space)
        else:
            yield f"{prefix}{pattern.name}"


def test_every_route_is_listed():
    found = set(routes(get_resolver().url_patterns))
    assert len(found) > 40
    assert found == set(TABLE)


def own_cells(partner, instrument_):
    """What three people of a partner answered, as its own view shows it."""
    terms = {"mode": "confidential", "minimum_group": 3, "view": "partners", "definition": instrument_.content}
    key = str(partner.pk)
    return publish([(key, {"trust-risk": 2})] * 3, names={key: "Own"}, **terms).to_json()


class World:
    """One partnership with two partners, and somebody of every kind; another partnership beside it."""

    def __init__(self) -> None:
        self.partner = PartnerFactory()
        self.partnership = self.partner.partnership
        other = PartnerFactory(partnership=self.partnership)
        elsewhere = PartnerFactory()
        self.membership = MembershipFactory(partner=self.partner)
        self.people = {
            "outsider": UserFactory(),
            "other-facilitator": facilitator_of(elsewhere.partnership),
            "ended": MembershipFactory(partner=self.partner, ended_at="2026-01-01T00:00Z").person,
            "member": self.membership.person,
            "other-partner": MembershipFactory(partner=other).person,
            "lead": MembershipFactory(partner=self.partner, role=Role.LEAD).person,
            "other-lead": MembershipFactory(partner=other, role=Role.LEAD).person,
            "facilitator": facilitator_of(self.partnership),
            "administrator": UserFactory(is_administrator=True),
        }
        visitor = MembershipFactory(partner=self.partner).person
        six = instrument()
        self.round = open_round(self.partnership, instrument=six)
        self.drafted = draft(self.partnership, instrument=six)
        closed_round(self.partnership, instrument=six, mode="attributed", title="Before")
        self.closed = closed_round(self.partnership, instrument=six, mode="attributed")
        self.official = open_round(self.partnership, instrument=six, mode="attributed", official=True)
        for partner in (self.partner, other):
            OwnView.objects.create(round=self.official, partner=partner, published=own_cells(partner, six))
        self.comment = Quotation.objects.create(round=self.closed, place="trust-risk", text="Money came late")
        self.invitation = self.partnership.invitations.create(
            email="new@test.example",
            role=Role.MEMBER,
            partner=self.partner,
            token_sha256=f"{self.partnership.pk:064}",
            invited_by=self.people["facilitator"],
            expires_at="2999-01-01T00:00Z",
        )
        self.facilitating = self.partnership.memberships.get(role=Role.FACILITATOR)
        self.upload = RoundUpload.objects.create(
            partnership=self.partnership,
            instrument=six,
            name="rows.csv",
            data=b"partner,a\nCouncil,1\n",
            uploaded_by=self.people["facilitator"],
        )
        self.proposed = put_forward(self.partnership)
        self.row = written(self.partnership)
        self.record_upload = RecordUpload.objects.create(
            partnership=self.partnership,
            part_key="identity",
            source="version 1",
            content={},
            uploaded_by=self.people["lead"],
        )
        self.instrument_draft = start_draft(source=six, as_new=True, by=self.people["administrator"])
        contributed(self.partner)
        self.schedule = set_schedule(
            partnership=self.partnership,
            schedule=None,
            occasion="closing",
            files=["csv"],
            people=[self.people["member"]],
            by=self.people["facilitator"],
        )
        self.pack = ask_for_history(partnership=self.partnership, files=["csv"], by=self.people["member"])
        make_packs()
        asked = self.round.participants.get(person=visitor)
        self.link = make_link(participant=asked)
        self.official_link = make_link(participant=self.official.participants.get(person=visitor))
        sent(asked, {})
        self.token = ApiToken.objects.create(
            person=UserFactory(),
            name="Theirs",
            token_sha256=f"{self.partnership.pk:064}",
            scopes=["record"],
            expires_at="2999-01-01T00:00Z",
        )
        self.passkey = Authenticator.objects.create(user=UserFactory(), type="webauthn", data={})
        response = sent(self.round.participants.get(person=self.membership.person), {})
        response.is_submitted = False
        response.save()
        Response.objects.filter(participant=asked).update(is_submitted=False)

    def client(self, kind: str, method: str = "get") -> Client:
        """A browser as this kind of person has it, at an address of its own: wrong tries are counted by address.

        By a link to the round that the method names.
        """
        client = Client(REMOTE_ADDR=f"192.0.2.{KINDS.index(kind)}")
        if kind == "by-link":
            link = self.official_link if method.startswith("official") else self.link
            client.get(reverse("links:open", args=[link]))
            assert client.post(reverse("links:begin")).status_code == 302
        elif kind != "anyone":
            client.force_login(self.people[kind])
        return client

    def address(self, name: str, method: str) -> str:
        slug = self.partnership.slug
        special = {
            "mfa_remove_webauthn": [self.passkey.pk],
            "mfa_edit_webauthn": [self.passkey.pk],
            "accounts:sign-in-end": [1],
            "accounts:token-revoke": [self.token.pk],
            "accounts:address-link": ["wrong"],
            "accounts:person": [self.people["outsider"].pk],
            "accounts:person-change": [self.people["outsider"].pk],
            "person-merge": [self.people["outsider"].pk],
            "person-erase": [self.people["outsider"].pk],
            "account_reset_password_from_key": ["1", "key"],
            "instruments:copy": [self.round.instrument_id],
            "instruments:file": [self.round.instrument_id],
            "instruments:look": [self.round.instrument_id, "trust"],
            "instruments:section": [self.instrument_draft.pk, "trust"],
            "instruments:translation": [self.instrument_draft.pk, "cy", "trust"],
            "instruments:remove": [self.instrument_draft.pk, "statement", "trust-risk"],
            "instruments:preview": [self.instrument_draft.pk, "trust"],
            **{f"instruments:{name}": [self.instrument_draft.pk] for name in ("draft", "publish", "discard")},
            "organisation": [self.partner.organisation_id],
            "organisation-picture": [self.partner.organisation_id, "csv"],
            "portfolio-picture": ["csv"],
            "packs:portfolio": [],
            "packs:ask-round": [slug, self.closed.pk],
            **{f"packs:{name}": [slug, self.schedule.pk] for name in ("schedule", "schedule-end", "schedule-mine")},
            **{f"packs:{name}": [self.pack.pk] for name in ("pack", "download", "again")},
            "packs:stop": ["wrong"],
            "partnerships:organisation-edit": [self.partner.organisation_id],
            "partnerships:organisation-merge": [self.partner.organisation_id],
            "partnerships:partner-leave": [slug, self.partner.pk],
            "partnerships:role": [slug, self.membership.pk],
            "partnerships:hand-over": [slug, self.facilitating.pk],
            "partnerships:role-end": [slug, self.membership.pk],
            "partnerships:invitation-change": [slug, self.invitation.pk],
            "partnerships:invitation": ["wrong"],
            "links:open": ["wrong"],
            "links:room-code": ["wrong"],
            "calendar-feed": ["wrong"],
            "deadline-by-link": ["wrong"],
            "help-document": ["importing"],
            "reminders-stop": ["wrong"],
            "surveys:section": [slug, self.round.pk, "trust"],
            "surveys:official-section": [slug, self.official.pk, "trust"],
            **{f"surveys:round-import-{step}": [slug, self.upload.pk] for step in ("columns", "store", "discard")},
            "surveys:comment": [slug, self.closed.pk, self.comment.pk],
            "reports:round-statement": [slug, self.closed.pk, "trust-risk"],
            "reports:round-column": [slug, self.closed.pk, str(self.partner.pk)],
            "reports:round-statement-csv": [slug, self.closed.pk, "trust-risk"],
            "reports:round-column-csv": [slug, self.closed.pk, str(self.partner.pk)],
            "reports:round-picture": [slug, self.closed.pk, "heat", "svg"],
            "reports:contributions-picture": [slug, "csv"],
            "reports:over-time-picture": [slug, "csv"],
            "reports:say-do-picture": [slug, "csv"],
            "record:index": [slug],
            "record:checks": [slug],
            "record:version": [slug, "exit", self.proposed.number],
            "record:pdf": [slug],
            "record:json": [slug],
            "record:from-template": [slug, "exit", "supply"],
            "record:from-file-look": [slug, "identity", self.record_upload.pk],
            "record:sign": [slug, "exit"],
            "record:clause": [slug, "exit", "notice"],
            **{
                f"record:row{step}": [slug, "exit", "triggers", self.row.key]
                for step in ("", "-move", "-remove", "-restore")
            },
        }
        if name.startswith("record:") and name not in special:
            return reverse(name, args=[slug, "exit"])
        if name in special:
            return reverse(name, args=special[name])
        rounds = {
            "draft": self.drafted,
            "closed": self.closed,
            "official": self.official,
            "official-post": self.official,
        }
        for args in ([], [slug], [slug, rounds.get(method, self.round).pk]):
            try:
                return reverse(name, args=args)
            except Exception:  # noqa: BLE001  # the next longer list of arguments may fit
                continue
        raise AssertionError(name)


@pytest.mark.parametrize("name", TABLE)
def test_route(name, world):
    method, expected = TABLE[name]
    assert set(expected) == set(KINDS)
    address = world.address(name, method)
    found = {}
    for kind in KINDS:
        client = world.client(kind, method)
        data = {"version": world.proposed.number} if name == "record:sign" else {}
        answer = client.post(address, data) if method in POSTED else client.get(address)
        found[kind] = answer.status_code
    assert found == expected


VISITED = {name for name, (_, expected) in TABLE.items() if expected["by-link"] != expected["anyone"]} | {
    "surveys:send",
    "surveys:receipt",
    "surveys:withdraw",
}
"""Pages that a visit by a personal link reaches; the last three lead on, so that their codes say nothing."""


@pytest.mark.parametrize("name", sorted(set(TABLE) - VISITED))
def test_a_visit_by_link_is_nobody_elsewhere(name, world):
    answers = []
    for kind in ("anyone", "by-link"):
        method = TABLE[name][0]
        client, address = world.client(kind, method), world.address(name, method)
        answer = client.post(address) if method in POSTED else client.get(address)
        answers.append((answer.status_code, answer.headers.get("Location"), b"Sign out" in answer.content))
    assert answers[0] == answers[1]


def test_a_visit_by_link_reaches_no_other_round(world):
    other = World()
    client = other.client("by-link")
    for name in sorted(name for name in VISITED if name.startswith(("surveys:", "reports:"))):
        method = TABLE[name][0]
        address = world.address(name, method)
        answer = client.post(address) if method in POSTED else client.get(address)
        assert answer.url.startswith(reverse("account_login")), name


CLOSED_TO_OUTSIDERS = [name for name, (_, expected) in TABLE.items() if expected["outsider"] == 404]


@pytest.mark.parametrize("name", CLOSED_TO_OUTSIDERS)
def test_outsiders_are_told_nothing(client, name, world):
    client.force_login(world.people["outsider"])
    page = client.get(world.address(name, TABLE[name][0])).content.decode()
    assert world.partnership.name not in page
    assert world.partner.name not in page


def addresses_across(own, other):
    """Addresses that mix a partnership one facilitates with the objects of another."""
    slug = own.partnership.slug
    for name in TABLE:
        if name.startswith("surveys:round-import-"):
            yield name, reverse(name, args=[slug, other.upload.pk])
        elif name.startswith(("surveys:", "reports:")) and name not in {
            "surveys:round-import",
            "surveys:rounds",
            "surveys:round-create",
            "surveys:series",
            "surveys:partnership-close",
            "reports:overview",
            "reports:contributions-picture",
            "reports:audit",
            "reports:over-time",
            "reports:over-time-picture",
            "reports:say-do",
            "reports:say-do-picture",
        }:
            more = {
                "surveys:section": ["trust"],
                "surveys:official-section": ["trust"],
                "surveys:comment": [other.comment.pk],
                "reports:round-statement": ["trust-risk"],
                "reports:round-column": [str(other.partner.pk)],
                "reports:round-statement-csv": ["trust-risk"],
                "reports:round-column-csv": [str(other.partner.pk)],
                "reports:round-picture": ["heat", "svg"],
            }
            yield name, reverse(name, args=[slug, other.round.pk, *more.get(name, [])])
    yield "comment", reverse("surveys:comment", args=[slug, own.closed.pk, other.comment.pk])
    yield "record:upload", reverse("record:from-file-look", args=[slug, "identity", other.record_upload.pk])
    yield "record:row", reverse("record:row", args=[slug, "exit", "triggers", other.row.key])
    yield "partner-leave", reverse("partnerships:partner-leave", args=[slug, other.partner.pk])
    yield "ask-round", reverse("packs:ask-round", args=[slug, other.closed.pk])
    yield "schedule", reverse("packs:schedule", args=[slug, other.schedule.pk])
    yield "schedule-end", reverse("packs:schedule-end", args=[slug, other.schedule.pk])
    yield "hand-over", reverse("partnerships:hand-over", args=[slug, other.facilitating.pk])
    yield "role-end", reverse("partnerships:role-end", args=[slug, other.membership.pk])


def test_another_partnerships_objects_are_not_found_under_ones_own(client):
    own, other = World(), World()
    client.force_login(own.people["facilitator"])
    found = {name: client.get(address).status_code for name, address in addresses_across(own, other)}
    assert len(found) > 15
    assert set(found.values()) <= {404, 405}
    assert sum(code == 405 for code in found.values()) <= 1


@pytest.mark.parametrize("name", ["partnerships:role", "partnerships:invitation-change"])
def test_another_partnerships_people_cannot_be_changed_under_ones_own(client, name):
    own, other = World(), World()
    client.force_login(own.people["facilitator"])
    pk = other.membership.pk if name == "partnerships:role" else other.invitation.pk
    assert client.post(reverse(name, args=[own.partnership.slug, pk]), {"role": "lead"}).status_code == 404


# name: what facilitators and administrators get once the partnership is closed; it is closed in the middle of it all.
WHEN_CLOSED: dict[str, tuple[str, dict[str, int]]] = {
    "partnerships:edit": ("get", row(403, 403, 403, 403)),
    "partnerships:reopen": ("get", row(403, 403, 403, 200)),
    "archive:take-out": ("get", row(403, 403, 403, 200)),
    "partnerships:partner-add": ("get", row(403, 403, 403, 403)),
    "partnerships:partner-leave": ("get", row(403, 403, 403, 403)),
    "partnerships:people": ("get", PEOPLE),
    "partnerships:invite": ("get", row(403, 403, 403, 403)),
    "partnerships:people-list": ("get", row(403, 403, 403, 403)),
    "partnerships:role": ("post", row(403, 403, 403, 403)),
    "partnerships:role-end": ("get", OWN_PARTNER),
    "partnerships:hand-over": ("get", row(403, 403, 403, 403)),
    "partnerships:invitation-change": ("post", row(403, 403, 403, 403)),
    "surveys:partnership-close": ("get", row(403, 403, 403, 403)),
    "surveys:rounds": ("get", READERS),
    "surveys:round-create": ("get", row(403, 403, 403, 403)),
    "surveys:series": ("get", row(403, 403, 403, 403)),
    "surveys:round-import": ("get", row(403, 403, 403, 403)),
    "surveys:round": ("get", on_a_visit(READERS, 200)),
    "surveys:official": ("official", on_a_visit(ASKED, 200)),
    "surveys:own-view": ("official", on_a_visit(ASKED, 200)),
    "surveys:round-extend": ("get", row(403, 403, 403, 403)),
    "surveys:round-ask": ("get", row(403, 403, 403, 403)),
    "surveys:round-reminders": ("get", row(403, 403, 403, 403)),
    "surveys:round-remind": ("post", row(403, 403, 403, 403)),
    "surveys:round-close": ("get", row(403, 403, 403, 403)),
    "surveys:comments": ("closed", row(403, 403, 403, 403)),
    "surveys:comment": ("closed", row(403, 403, 403, 403)),
    "surveys:comments-share": ("closed", row(403, 403, 403, 403)),
    "surveys:round-follow-up": ("closed", row(403, 403, 403, 403)),
    "surveys:round-follow-up-test": ("post", row(403, 403, 403, 403)),
    "surveys:round-follow-up-send": ("post", row(403, 403, 403, 403)),
    "surveys:round-pause": ("get", row(403, 403, 403, 403)),
    "surveys:round-resume": ("get", row(403, 403, 403, 403)),
    "surveys:round-call-off": ("get", row(403, 403, 403, 403)),
    "record:index": ("get", READERS),
    "record:part": ("get", READERS),
    "record:draft": ("get", READERS),
    "record:version": ("get", READERS),
    "record:compare": ("get", READERS),
    "record:sign": ("post", row(403, 403, 403, 403)),
    "record:remind": ("post", row(403, 403, 403, 403)),
    "record:draft-start": ("post", row(403, 403, 403, 403)),
    "record:propose": ("get", row(403, 403, 403, 403)),
    "record:draft-discard": ("post", row(403, 403, 403, 403)),
    "record:clause": ("get", row(403, 403, 403, 403)),
    "record:row": ("post", row(403, 403, 403, 403)),
    "record:row-move": ("post", row(403, 403, 403, 403)),
    "record:row-remove": ("post", row(403, 403, 403, 403)),
    "record:row-restore": ("post", row(403, 403, 403, 403)),
    "reports:overview": ("get", READERS),
    "reports:audit": ("get", READERS),
    "reports:round-results": ("closed", READERS),
    "packs:reports": ("get", READERS),
    "packs:ask-round": ("post", row(302, 302, 302, 302)),
    "packs:pack": ("get", OWN_PACK),
    "packs:download": ("get", OWN_PACK),
    "packs:schedule-create": ("get", row(403, 403, 403, 403)),
    "packs:schedule": ("get", row(403, 403, 403, 403)),
    "packs:schedule-end": ("post", row(403, 403, 403, 403)),
    "packs:schedule-mine": ("post", row(302, 404, 404, 404, other_partner=404)),
    "reports:round-answers-csv": ("closed", MANAGERS),
}


@pytest.mark.parametrize("name", WHEN_CLOSED)
def test_route_of_a_closed_partnership(name, world):
    method, expected = WHEN_CLOSED[name]
    clients = {kind: world.client(kind, method) for kind in KINDS}
    close_partnership(
        partnership=world.partnership, on=world.partnership.today, words="", by=world.people["facilitator"]
    )
    found = {}
    for kind, client in clients.items():
        address = world.address(name, method)
        found[kind] = (client.post(address) if method == "post" else client.get(address)).status_code
    assert found == expected


@pytest.mark.parametrize("name", ["partnerships:edit", "surveys:round-create", "record:propose", "partnerships:invite"])
def test_who_could_change_it_otherwise_is_told_why_not(client, name, world):
    close_partnership(
        partnership=world.partnership, on=world.partnership.today, words="", by=world.people["facilitator"]
    )
    client.force_login(world.people["facilitator"])
    page = client.get(world.address(name, "get")).content.decode()
    assert "Everything can still be read, and nothing can be changed. An administrator can reopen it." in page
