"""One organisation across those of its partnerships that the reader may see."""

from __future__ import annotations

import pytest

from partnerships.models import Membership, Organisation
from surveys.services.rounds import close_round
from tests.factories import (
    MembershipFactory,
    PartnerFactory,
    PartnershipFactory,
    UserFactory,
    instrument,
    open_round,
    people_of,
    put_forward,
)
from tests.reports.portfolio_made import reviewed
from tests.reports.states import camps, closed, like, spread

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnershipFactory(name="Arden")


@pytest.fixture
def reader(client, partnership):
    person = MembershipFactory(partner__partnership=partnership, partner__organisation__name="Readers").person
    client.force_login(person)
    return person


def joins(person, partnership):
    """Somebody who takes part for another partner."""
    return MembershipFactory(person=person, partner__partnership=partnership)


def rows_of(client, name="Council"):
    response = client.get(f"/organisations/{Organisation.objects.get(name=name).pk}/")
    assert response.status_code == 200
    return {place.partner.partnership.name: place for place in response.context["places"]}


def page_of(client, name="Council"):
    return client.get(f"/organisations/{Organisation.objects.get(name=name).pk}/").content.decode()


def test_its_own_column_of_the_last_round(client, partnership, reader):
    round_ = closed(partnership, {"Council": (12, like(2)), "Other": (12, like(3))})
    place = rows_of(client)["Arden"]
    key = str(partnership.partners.get(organisation__name="Council").pk)
    figure = round_.result.figures["figures"]["overall"]["columns"][key]
    assert (place.view.score, place.view.band.letter) == (f"{figure['mean']:.1f}", figure["band"])
    assert place.view.all_partners == "2.5"
    assert place.results.endswith(f"/rounds/{round_.pk}/results/partners/{key}/")


def test_where_it_stands_apart(client, partnership, reader):
    closed(partnership, {"Council": (12, like(1)), "Other": (12, like(3))})
    apart = rows_of(client)["Arden"].view.apart
    assert apart == "Far from the others on six principles and on 36 single statements."


def test_where_it_does_not_stand_apart(client, partnership, reader):
    closed(partnership, {"Council": (12, like(3)), "Other": (12, like(3))})
    assert rows_of(client)["Arden"].view.apart == "On nothing does it stand far from the others."


def test_left_out_as_left_out(client, partnership, reader):
    closed(partnership, {"Council": (2, spread), "Large": (12, spread)})
    view = rows_of(client)["Arden"].view
    assert (view.score, view.why_not) == ("", "left out: too few answers")


def test_no_answers_as_no_answers(client, partnership, reader):
    people_of(PartnerFactory(partnership=partnership, organisation__name="Council"), 4)
    close_round(round_=open_round(partnership), by=None)
    assert rows_of(client)["Arden"].view.why_not == "no answers"


def test_too_few_scored_as_hidden(client, partnership, reader):
    closed(partnership, {"Council": (12, like("dk")), "Large": (12, spread)})
    view = rows_of(client)["Arden"].view
    assert (view.column["name"], view.score, view.why_not) == ("Council", "", "hidden")


def test_a_pool_is_never_taken_for_its_own_view(client, partnership, reader):
    twos = {name: (2, like(1)) for name in ("Council", "Second", "Third", "Fourth")}
    closed(partnership, {**twos, "Large": (30, like(4))})
    view = rows_of(client)["Arden"].view
    assert (view.score, view.why_not, view.apart) == ("", "shown together with others", "")


def test_it_was_not_asked_before_it_joined(client, partnership, reader):
    closed(partnership, {"Other": (12, like(3))})
    PartnerFactory(partnership=partnership, organisation__name="Council")
    assert rows_of(client)["Arden"].view.why_not == "not asked"


def test_people_without_a_shared_view(client, partnership, reader):
    closed(partnership, {"Council": (12, camps), "Other": (12, camps)})
    assert "its people have no shared view" in page_of(client)


def test_no_round_has_closed(client, partnership, reader):
    PartnerFactory(partnership=partnership, organisation__name="Council")
    assert "no round closed yet" in page_of(client)


def test_only_partnerships_that_the_reader_may_see(client, partnership, reader):
    council = PartnerFactory(partnership=partnership, organisation__name="Council").organisation
    PartnerFactory(partnership__name="Elsewhere", organisation=council)
    assert list(rows_of(client)) == ["Arden"]
    assert "Elsewhere" not in page_of(client)


def test_an_administrator_sees_all_of_them(client, partnership):
    council = PartnerFactory(partnership=partnership, organisation__name="Council").organisation
    PartnerFactory(partnership__name="Elsewhere", organisation=council)
    client.force_login(UserFactory(is_administrator=True))
    assert list(rows_of(client)) == ["Arden", "Elsewhere"]


def test_who_sees_none_of_them_gets_404(client, partnership, reader):
    PartnerFactory(organisation__name="Council")
    assert client.get(f"/organisations/{Organisation.objects.get(name='Council').pk}/").status_code == 404


def test_a_role_that_ended_shows_nothing(client, partnership, reader):
    PartnerFactory(partnership=partnership, organisation__name="Council")
    Membership.objects.filter(person=reader).update(ended_at="2026-01-01T00:00Z")
    assert client.get(f"/organisations/{Organisation.objects.get(name='Council').pk}/").status_code == 404


def test_its_columns_in_one_picture(client, partnership, reader):
    six = instrument()
    closed(partnership, {"Council": (12, like(2)), "Other": (12, like(3))}, instrument=six)
    council = Organisation.objects.get(name="Council")
    second = PartnershipFactory(name="Brook")
    joins(reader, second)
    PartnerFactory(partnership=second, organisation=council)
    closed(second, {"Third": (12, like(3))}, instrument=six)
    spec = client.get(f"/organisations/{council.pk}/").context["picture"].spec
    assert [(row.label, row.kind, len(row.cells)) for row in spec.rows] == [
        ("Arden", "column", 6),
        ("Brook", "absent", 0),
    ]
    assert {cell.text for cell in spec.rows[0].cells} == {"2.0"}


def test_a_gap_that_may_be_larger_is_short_at_the_end_of_its_row_and_told_below(client, partnership, reader):
    closed(partnership, {"Council": (4, like(4)), "Other": (12, like(3))}, instrument=instrument())
    spec = client.get(f"/organisations/{Organisation.objects.get(name='Council').pk}/").context["picture"].spec
    assert spec.rows[0].note == "≥0.7 higher"
    assert spec.caption.endswith("the other partners’, ≥ that much or more.")


def test_what_waits_for_it(client, partnership, reader):
    people_of(PartnerFactory(partnership=partnership, organisation__name="Council"), 2)
    round_ = open_round(partnership, title="Autumn")
    version = put_forward(partnership)
    reviewed(partnership, -4)
    page = page_of(client)
    assert f"Its people are asked: {round_.title}" in page
    assert f"It has not answered: exit strategy, version {version.number}" in page
    assert "Review of the partnership, overdue" in page


def test_nothing_waits_for_one_that_left(client, partnership, reader):
    partner = PartnerFactory(partnership=partnership, organisation__name="Council", joined_on="2020-01-01")
    put_forward(partnership)
    partner.left_on = "2021-01-01"
    partner.save()
    assert "Nothing waits for it now" in page_of(client)


def test_a_signature_that_was_given_waits_no_longer(client, partnership, reader):
    partner = PartnerFactory(partnership=partnership, organisation__name="Council")
    put_forward(partnership).signatures.create(partner=partner, answer="agrees")
    assert "It has not answered" not in page_of(client)


@pytest.mark.parametrize("others", [0, 5])
def test_queries_do_not_grow_with_partnerships(client, partnership, reader, others, django_assert_num_queries):
    six = instrument()
    closed(partnership, {"Council": (12, like(2))}, instrument=six)
    council = Organisation.objects.get(name="Council")
    for number in range(others):
        more = PartnershipFactory()
        joins(reader, more)
        PartnerFactory(partnership=more, organisation=council)
        closed(more, {f"Other {number}": (12, like(2))}, instrument=six)
    with django_assert_num_queries(10):
        client.get(f"/organisations/{council.pk}/")
