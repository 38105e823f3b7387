"""Reads about people. Roles belong to an app above this one: they are reached through the person."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import User


def roles_of(person: User) -> QuerySet[Any]:
    """Memberships held now."""
    held: QuerySet[Any] = person.memberships.filter(ended_at=None)
    return held.select_related("partnership", "partner__organisation").order_by("partnership__name", "pk")


def only_facilitator_of(person: User) -> QuerySet[Any]:
    """Facilitator's roles of partnerships that have nobody else for it whose account works."""
    others = Q(
        partnership__memberships__role="facilitator",
        partnership__memberships__ended_at=None,
        partnership__memberships__person__is_active=True,
    )
    more = Count("partnership__memberships", filter=others & ~Q(partnership__memberships__person=person))
    alone: QuerySet[Any] = roles_of(person).filter(role="facilitator").annotate(others=more).filter(others=0)
    return alone
