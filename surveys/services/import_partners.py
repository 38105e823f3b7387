"""Whom an imported round concerns: the partnership, and the partner behind each name in the file."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from accounts.models import User
from common.file_problems import FileError, Problem, ProblemList, excerpt
from partnerships.models import Organisation, Partner, Partnership
from partnerships.services.organisations import create_organisation
from partnerships.services.partnerships import RESERVED_SLUGS, add_partner, create_partnership
from surveys.round_file import ReadRound
from surveys.round_rows import PARTNER

LONGEST_SLUG = 60
NAMES_TOLD = 12


class ImportRefusedError(FileError):
    """A round that cannot be imported as asked; nothing was stored."""


def refusal(message: str) -> ImportRefusedError:
    """A refusal that concerns no line of the file."""
    return ImportRefusedError("", [Problem(message)])


def find_partnership(*, slug: str, create: bool, by: User | None) -> tuple[Partnership, bool]:
    """The partnership, and whether it was made just now.

    ImportRefusedError when there is none and none may be made, and when it is closed.
    """
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is not None and partnership.is_closed:
        raise refusal(f"{partnership} is closed, so no round can be brought in; an administrator can reopen it")
    if partnership is not None:
        return partnership, False
    if not create:
        raise refusal(f"there is no partnership {excerpt(slug)}; check the name, or have it made with --create")
    _check_slug(slug)
    name = slug.replace("-", " ").strip().capitalize() or slug
    return create_partnership(name=name, kind=Partnership.Kind.OTHER, slug=slug, by=by), True


def _check_slug(slug: str) -> None:
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise refusal(f"{excerpt(slug)} cannot name a partnership; use letters, digits and hyphens") from error
    if len(slug) > LONGEST_SLUG:
        raise refusal(f"{excerpt(slug)} is too long to name a partnership; use at most {LONGEST_SLUG} characters")
    if slug in RESERVED_SLUGS:
        raise refusal(f"{excerpt(slug)} has a meaning of its own in addresses; use another name")


def find_partners(
    *, partnership: Partnership, content: ReadRound, day: date, create: bool, by: User | None
) -> tuple[dict[str, Partner], list[Partner]]:
    """The partner for each name in the file, and those that were made just now, as having joined on `day`.

    Case and spaces do not count. ImportRefusedError naming the lines of partners that are missing and may not be made.
    """
    there = {_folded(partner.name): partner for partner in partnership.partners.select_related("organisation")}
    missing = [name for name in content.partners if _folded(name) not in there]
    if missing and not create:
        raise _not_partners(partnership, content, missing, there)
    new = [_make_partner(partnership, name, day, by) for name in missing]
    there |= {_folded(partner.name): partner for partner in new}
    return {name: there[_folded(name)] for name in content.partners}, new


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def _not_partners(
    partnership: Partnership, content: ReadRound, missing: list[str], there: Mapping[str, Partner]
) -> ImportRefusedError:
    problems = ProblemList()
    known = sorted(partner.name for partner in there.values())
    told = ", ".join(known[:NAMES_TOLD]) + (" …" if len(known) > NAMES_TOLD else "") or "none yet"
    lines = {row.partner: row.line for row in reversed(content.rows)}
    for name in missing:
        message = f"{excerpt(name)} is not a partner of {partnership}; expected one of them ({told}), or --create"
        problems.add(message, lines[name], PARTNER)
    return ImportRefusedError(content.name, problems.found, problems.more)


def _make_partner(partnership: Partnership, name: str, day: date, by: User | None) -> Partner:
    there = Organisation.objects.filter(name__iexact=name).select_related("merged_into").first()
    organisation = (
        (there.merged_into or there)
        if there
        else create_organisation(name=name, sector=Organisation.Sector.OTHER, by=by)
    )
    return add_partner(partnership=partnership, organisation=organisation, joined_on=day, by=by)
