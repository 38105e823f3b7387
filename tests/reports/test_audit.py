"""The audit trail: each kind of reader with its own scope, narrowed as they ask."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.audit import record_audit
from common.models import AuditEntry
from partnerships.rules import Role
from tests.factories import MembershipFactory, PartnerFactory, UserFactory, facilitator_of

pytestmark = pytest.mark.django_db


class World:
    """A partnership whose lead, member, other partner's member and facilitator have each done something."""

    def __init__(self) -> None:
        self.partner = PartnerFactory()
        self.partnership = self.partner.partnership
        self.other = PartnerFactory(partnership=self.partnership)
        self.lead = MembershipFactory(partner=self.partner, role=Role.LEAD).person
        self.member = MembershipFactory(partner=self.partner).person
        self.stranger = MembershipFactory(partner=self.other).person
        self.facilitator = facilitator_of(self.partnership)
        for name in ("lead", "member", "stranger", "facilitator"):
            self.act("record.row-changed", getattr(self, name), f"by {name}", part="exit")
        self.act("role.given", self.facilitator, "about own partner", partner_id=self.partner.pk)
        self.act("role.given", self.facilitator, "about other partner", partner_id=self.other.pk)
        record_audit(
            "record.row-changed", by=self.member, partnership_id=PartnerFactory().partnership_id, target="else"
        )

    def act(self, action, by, target, **details):
        return record_audit(action, by=by, partnership_id=self.partnership.pk, target=target, **details)

    def seen(self, client, person, **wanted):
        client.force_login(person)
        page = client.get(reverse("reports:audit", args=[self.partnership.slug]), wanted)
        self.status = page.status_code
        return [target for *_, target in page.context["rows"]][::-1]


@pytest.fixture
def world():
    return World()


EVERYTHING = ["by lead", "by member", "by stranger", "by facilitator", "about own partner", "about other partner"]


def test_a_member_sees_own_acts_here(client, world):
    assert world.seen(client, world.member) == ["by member"]


def test_a_lead_sees_what_its_partner_did_and_what_was_done_about_it(client, world):
    assert world.seen(client, world.lead) == ["by lead", "by member", "about own partner"]


def test_a_lead_does_not_see_what_a_colleague_does_as_facilitator(client, world):
    MembershipFactory(partnership=world.partnership, partner=None, role=Role.FACILITATOR, person=world.member)
    assert world.seen(client, world.lead) == ["by lead", "about own partner"]


def test_a_lead_keeps_seeing_what_somebody_did_who_left(client, world):
    world.partnership.memberships.filter(person=world.member).update(ended_at=timezone.now())
    assert "by member" in world.seen(client, world.lead)


def test_facilitators_and_administrators_see_everything(client, world):
    assert world.seen(client, world.facilitator) == EVERYTHING
    assert world.seen(client, UserFactory(is_administrator=True)) == EVERYTHING


def test_acts_under_a_merged_account_are_own_acts(client, world):
    before = UserFactory(merged_into=world.member)
    world.act("record.signed", before, "before merging")
    assert world.seen(client, world.member) == ["by member", "before merging"]


@pytest.mark.parametrize(
    ("about", "found"),
    [("exit", EVERYTHING[:4]), ("record", EVERYTHING[:4]), ("purpose", []), ("people", EVERYTHING[4:]), ("rounds", [])],
)
def test_narrowed_to_a_part(client, world, about, found):
    assert world.seen(client, world.facilitator, about=about) == found


def test_narrowed_to_exports(client, world):
    world.act("results.exported", world.member, "a round", format="csv")
    world.act("record.exported", world.lead, "all parts", format="record.pdf")
    world.act("pack.downloaded", world.member, "a pack", files="CSV")
    assert world.seen(client, world.facilitator, about="exports") == ["a round", "all parts", "a pack"]
    assert world.seen(client, world.member, about="exports") == ["a round", "a pack"]
    assert "a pack" not in world.seen(client, world.facilitator, about="people")


def test_an_export_says_by_which_filters(client, world):
    world.act("results.exported", world.member, "a round", format="heat.svg", filters="voice person")
    client.force_login(world.member)
    page = client.get(reverse("reports:audit", args=[world.partnership.slug])).content.decode()
    assert "exported the results (heat.svg, voice person) of" in page


def test_narrowed_to_somebody_and_to_days(client, world):
    today = timezone.localdate(timezone=timezone.get_current_timezone())
    assert world.seen(client, world.facilitator, who=world.member.pk) == ["by member"]
    assert world.seen(client, world.facilitator, since=today, until=today) == EVERYTHING
    assert world.seen(client, world.facilitator, until=today - timedelta(days=1)) == []


def test_nobody_is_narrowed_to_whom_one_may_not_see(client, world):
    assert world.seen(client, world.member, who=world.stranger.pk) == ["by member"]
    assert world.status == 422


def test_days_in_the_wrong_order_get_a_sentence(client, world):
    client.force_login(world.facilitator)
    address = reverse("reports:audit", args=[world.partnership.slug])
    page = client.get(address, {"since": "2027-03-02", "until": "2027-03-01"}).content.decode()
    assert "This day is before the first one" in page


def test_the_empty_trail_says_what_belongs_there(client, world):
    AuditEntry.objects.all()._raw_delete("default")
    client.force_login(world.member)
    assert "Nothing yet." in client.get(reverse("reports:audit", args=[world.partnership.slug])).content.decode()


def test_the_record_leads_there(client, world):
    client.force_login(world.member)
    page = client.get(reverse("record:index", args=[world.partnership.slug])).content.decode()
    assert reverse("reports:audit", args=[world.partnership.slug]) + "?about=record" in page


@pytest.mark.parametrize("count", [1, 30])
def test_queries_do_not_grow_with_entries(client, world, count, django_assert_num_queries):
    for number in range(count):
        world.act("record.row-changed", UserFactory(), f"{number}")
    client.force_login(world.facilitator)
    with django_assert_num_queries(7):
        client.get(reverse("reports:audit", args=[world.partnership.slug]))
