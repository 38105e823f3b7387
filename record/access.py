"""The loader that hands a view a part of a partnership's record, or answers 404 or 403."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast

from django.http import Http404, HttpRequest, HttpResponseBase

from partnerships.access import MemberRequest, load_partnership
from partnerships.models import Partnership
from partnerships.rules import Permission
from record.models import Version
from record.parts import PARTS
from record.schema import Clause, Part
from record.services.drafts import kept_version

PartView = Callable[Concatenate[MemberRequest, Partnership, Part, ...], HttpResponseBase]
WritingView = Callable[Concatenate[MemberRequest, Version, Clause, ...], HttpResponseBase]


def with_part(permission: Permission) -> Callable[[PartView], Callable[..., HttpResponseBase]]:
    """Turns `view(request, partnership, part, ...)` into one that takes slug and key, and asks for the permission."""

    def decorate(view: PartView) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def wrapper(request: HttpRequest, slug: str, part: str, **kwargs: Any) -> HttpResponseBase:
            partnership = load_partnership(request, slug, permission)
            if part not in PARTS:
                raise Http404
            return view(cast("MemberRequest", request), partnership, PARTS[part], **kwargs)

        return wrapper

    return decorate


def with_agreed_part(permission: Permission) -> Callable[[PartView], Callable[..., HttpResponseBase]]:
    """The same for parts that partners sign; Http404 for the others."""

    def decorate(view: PartView) -> Callable[..., HttpResponseBase]:
        @with_part(permission)
        @wraps(view)
        def wrapper(request: MemberRequest, partnership: Partnership, part: Part, **kwargs: Any) -> HttpResponseBase:
            if not part.is_agreed:
                raise Http404
            return view(request, partnership, part, **kwargs)

        return wrapper

    return decorate


def with_clause(view: WritingView) -> Callable[..., HttpResponseBase]:
    """Turns `view(request, version, clause, ...)` into one for those who may write a clause of the open version."""

    @with_part(Permission.EDIT_RECORD)
    @wraps(view)
    def wrapper(
        request: MemberRequest, partnership: Partnership, part: Part, clause: str, **kwargs: Any
    ) -> HttpResponseBase:
        if clause not in {item.key for item in part.clauses}:
            raise Http404
        version = open_version(partnership, part)
        if version is None:
            raise Http404("There is no draft of this part.")
        return view(request, version, part.clause(clause), **kwargs)

    return wrapper


def open_version(partnership: Partnership, part: Part) -> Version | None:
    """The draft, or the version that is kept up (which is made when it is first asked for); None without a draft."""
    if not part.is_agreed:
        return kept_version(partnership=partnership, part=part)
    drafts = Version.objects.filter(partnership=partnership, part_key=part.key, state=Version.State.DRAFT)
    return drafts.select_related("partnership").first()
