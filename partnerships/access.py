"""The loader that hands a view a partnership its reader may see, or answers 404 or 403."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from accounts.models import User
from partnerships.models import Partnership
from partnerships.queries import standing_of
from partnerships.rules import Permission, Standing
from partnerships.services.closing import PartnershipClosedError


class MemberRequest(HttpRequest):
    """A request by somebody signed in, whose standing in the partnership at hand is known."""

    user: User
    standing: Standing
    partnership: Partnership


PartnershipView = Callable[Concatenate[MemberRequest, Partnership, ...], HttpResponseBase]


def standing_in(request: HttpRequest, partnership: Partnership) -> Standing:
    """What the reader is in the partnership; by a personal link (see `surveys.visits`) a member at most."""
    standing = standing_of(cast("User", request.user), partnership)
    return standing.as_member if getattr(request, "by_link", None) else standing


def admit(request: HttpRequest, partnership: Partnership, permission: Permission) -> None:
    """Sets `request.standing` and `request.partnership` for a reader who may.

    Http404 for outsiders, as if it did not exist; PermissionDenied for those inside without the permission, with a
    sentence where they would have it, were the partnership not closed.
    """
    standing = standing_in(request, partnership)
    if standing.is_outsider:
        raise Http404
    if permission in standing.granted and not standing.may(permission):
        raise PartnershipClosedError(partnership)
    if not standing.may(permission):
        raise PermissionDenied
    inside = cast("MemberRequest", request)
    inside.standing, inside.partnership = standing, partnership


def load_partnership(request: HttpRequest, slug: str, permission: Permission) -> Partnership:
    """The partnership with this slug, its reader admitted; Http404 or PermissionDenied as in `admit`."""
    partnership = get_object_or_404(Partnership, slug=slug)
    admit(request, partnership, permission)
    return partnership


def with_partnership(permission: Permission) -> Callable[[PartnershipView], Callable[..., HttpResponseBase]]:
    """Turns `view(request, partnership, ...)` into one that takes the slug and asks for the permission."""

    def decorate(view: PartnershipView) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def wrapper(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
            partnership = load_partnership(request, slug, permission)
            return view(cast("MemberRequest", request), partnership, **kwargs)

        return wrapper

    return decorate
