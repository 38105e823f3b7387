"""An organisation's places in those partnerships that the reader may see, each with its last closed round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from accounts.models import User
from partnerships.models import Organisation, Partner, Partnership
from reports.charts import ChartSpec
from reports.charts.organisation import organisation_heat
from reports.organisation.places import View
from reports.queries import results_of
from surveys.models import Round


def places_of(user: User, organisation: Organisation) -> QuerySet[Partner]:
    """By the partnership's name; none where the reader may see none of its partnerships."""
    visible = Partnership.objects.visible_to(user).order_by().values("pk")
    places = Partner.objects.filter(organisation=organisation, partnership__in=visible)
    return places.select_related("partnership", "organisation").order_by("partnership__name", "pk")


@dataclass(frozen=True)
class Place:
    """One of its partnerships; `round` and `view` are None where no round has closed."""

    partner: Partner
    round: Round | None
    view: View | None

    @property
    def results(self) -> str:
        """Where its own column is read, else the round's results; empty where no round has closed."""
        if self.round is None or self.view is None:
            return ""
        place = [self.partner.partnership.slug, self.round.pk]
        if self.view.column is not None:
            return reverse("reports:round-column", args=[*place, self.view.key])
        return reverse("reports:round-results", args=place)


def read_places(partners: Sequence[Partner]) -> list[Place]:
    """Each with its last closed round (two queries)."""
    closed = Round.objects.filter(partnership=OuterRef("partnership"), state=Round.State.CLOSED)
    last = Subquery(closed.order_by("-closes_at", "-pk").values("pk")[:1])
    found: Any = Partner.objects.filter(pk__in=[item.pk for item in partners]).annotate(last_round=last)
    ids = dict(found.order_by().values_list("pk", "last_round"))
    rounds = Round.objects.filter(pk__in=[pk for pk in ids.values() if pk is not None])
    by_id = {item.pk: item for item in rounds.select_related("result", "instrument", "partnership")}
    return [_place(item, by_id.get(ids[item.pk])) for item in partners]


def _place(partner: Partner, round_: Round | None) -> Place:
    return Place(partner, round_, View(results_of(round_), partner.pk) if round_ else None)


def heat_of(organisation: Organisation, places: Sequence[Place]) -> ChartSpec | None:
    """Its own columns, section by section, for the instrument that most of its last rounds used; None without one."""
    own = [item for item in places if item.view is not None and item.view.column is not None]
    keys = [item.view.results.definition.key for item in own if item.view]
    if not keys:
        return None
    key = max(sorted(set(keys)), key=keys.count)
    rows = [
        (item.partner.partnership.name, item.results, item.view)
        for item in places
        if item.view is not None and item.view.results.definition.key == key
    ]
    return organisation_heat(organisation.name, rows)
