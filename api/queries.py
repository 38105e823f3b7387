"""What a token's person may read: the same as in the pages, by the same rules."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from api.problems import not_found
from partnerships.models import Partnership
from partnerships.queries import standing_of
from partnerships.rules import Permission, Standing
from surveys.models import Round
from surveys.queries import rounds_of


def partnerships_for(person: User, after: str) -> QuerySet[Partnership]:
    """Those that the person may see, with partners, by slug; only those whose slug comes after `after`."""
    found = Partnership.objects.visible_to(person).filter(slug__gt=after).order_by("slug")
    return found.prefetch_related("partners__organisation")


def partnership_for(person: User, slug: str, permission: Permission) -> tuple[Partnership, Standing]:
    """The partnership and what the person is in it; ProblemError 404 for everybody who may not."""
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        raise not_found()
    standing = standing_of(person, partnership)
    if not standing.may(permission):
        raise not_found()
    return partnership, standing


def rounds_for(partnership: Partnership, standing: Standing, after: int) -> QuerySet[Round]:
    """Its rounds, the oldest first, without their figures; only those whose id comes after `after`."""
    found = rounds_of(partnership, standing).select_related(None).select_related("instrument")
    return found.defer("instrument__definition").filter(pk__gt=after).order_by("pk")


def round_for(partnership: Partnership, standing: Standing, pk: int) -> Round:
    """One of them, with its result; ProblemError 404 where there is none, and for a draft as in the pages."""
    round_ = rounds_of(partnership, standing).filter(pk=pk).first()
    if round_ is None:
        raise not_found()
    return round_
