"""What a pack holds: which files, and what makes each of them; and who may have them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from django.db.models import QuerySet

from accounts.models import User
from common.text import one_line
from packs.models import Pack
from packs.zip_file import safe_name
from partnerships.models import Partnership
from partnerships.queries import standing_of
from partnerships.rules import Permission, Role
from record.exports import record_json
from record.paper import record_pdf
from reports.formats import FORMATS
from surveys.models import Round

RECORD_TITLES = {"record-pdf": "The record as PDF", "record-json": "The record as JSON"}
RECORD_FILES: dict[str, tuple[str, Callable[[Partnership], bytes]]] = {
    "record-pdf": ("record.pdf", record_pdf),
    "record-json": ("record.json", lambda partnership: record_json(partnership).encode()),
}


@dataclass(frozen=True)
class PackFile:
    """A file of a pack: where it lies in it, what it is in words, whose it is, and who may have it."""

    path: str
    words: str
    partnership: Partnership
    permission: Permission
    make: Callable[[], bytes]


def round_kinds() -> list[str]:
    """Every kind of file that a closed round has."""
    return list(FORMATS)


def all_kinds() -> list[str]:
    """Every kind of file that a partnership has."""
    return [*FORMATS, *RECORD_FILES]


def kind_choices() -> list[tuple[str, str]]:
    """The same with words, for forms."""
    return [*((kind, f"Results: {item.title}") for kind, item in FORMATS.items()), *RECORD_TITLES.items()]


def kind_words(files: Iterable[str]) -> str:
    """Such as “CSV, JSON, the record as PDF”; kinds that are no more are left out."""
    named = {kind: item.title for kind, item in FORMATS.items()}
    named |= {kind: f"the{title[3:]}" for kind, title in RECORD_TITLES.items()}
    return ", ".join(named[kind] for kind in all_kinds() if kind in set(files))


def permission_for(kind: str) -> Permission:
    """What somebody needs for a kind of file."""
    return Permission.EXPORT_RECORD if kind in RECORD_FILES else Permission.EXPORT_RESULTS


def may_have(person: User, partnership: Partnership, pack_kind: str, permission: Permission) -> bool:
    """Whether the person may take this out now; what comes from a portfolio, only as long as they look after it."""
    if not person.is_active:
        return False
    standing = standing_of(person, partnership)
    looks_after = standing.is_administrator or Role.FACILITATOR in standing.roles
    return standing.may(permission) and (pack_kind != Pack.Kind.PORTFOLIO or looks_after)


def partnerships_of(pack: Pack) -> list[Partnership]:
    """Whose files it holds, by name."""
    if pack.partnership is not None:
        return [pack.partnership]
    return list(Partnership.objects.filter(pk__in=pack.partnership_ids))


def files_of(pack: Pack) -> list[PackFile]:
    """What is to be made, in the order in which it lies in the zip; each result is read when its turn comes."""
    if pack.kind != Pack.Kind.PORTFOLIO:
        [partnership] = partnerships_of(pack)
        rounds = _closed(partnership)
        return list(_files(partnership, rounds.filter(pk=pack.round_id) if pack.round_id else rounds, pack.files, ""))
    found: list[PackFile] = []
    for partnership in partnerships_of(pack):
        folder = f"{safe_name(partnership.pk, partnership.slug)}/"
        found += _files(partnership, _newest(_closed(partnership)), pack.files, folder)
    return found


def _closed(partnership: Partnership) -> QuerySet[Round]:
    """Closed rounds, newest first, without what takes much memory."""
    rounds = Round.objects.filter(partnership=partnership, state=Round.State.CLOSED).select_related("instrument")
    return rounds.defer("instrument__definition").order_by("-closes_at", "-pk")


def _newest(rounds: Iterable[Round]) -> list[Round]:
    """Of rounds from newest to oldest, the newest of each instrument."""
    found: dict[str, Round] = {}
    for round_ in rounds:
        found.setdefault(round_.instrument.key, round_)
    return list(found.values())


def _files(partnership: Partnership, rounds: Iterable[Round], kinds: Iterable[str], folder: str) -> Iterator[PackFile]:
    wanted, name = set(kinds), one_line(str(partnership), max_length=120)
    for round_ in rounds:
        place = f"{folder}rounds/{safe_name(round_.pk, round_.title)}/"
        title = one_line(round_.title, max_length=120)
        for kind, item in FORMATS.items():
            if kind in wanted:
                words = f"Results of {title}, {name}: {item.title}"
                make = partial(_of_round, round_.pk, kind)
                yield PackFile(f"{place}results.{kind}", words, partnership, permission_for(kind), make)
    for kind, (file_name, make_record) in RECORD_FILES.items():
        if kind in wanted:
            words = f"{RECORD_TITLES[kind]}, {name}"
            make = partial(make_record, partnership)
            yield PackFile(f"{folder}record/{file_name}", words, partnership, permission_for(kind), make)


def _of_round(pk: int, kind: str) -> bytes:
    rounds = Round.objects.select_related("result", "instrument", "partnership")
    return FORMATS[kind].make(rounds.get(pk=pk))
