"""Asking for packs, taking them away, and forgetting them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.audit import record_audit
from packs.contents import all_kinds, kind_words, may_have, partnerships_of, permission_for, round_kinds
from packs.models import Pack, PackPiece
from packs.tasks import wake_packs
from partnerships.models import Partnership
from surveys.models import Round

MOST_WAITING = 3
MOST_PARTNERSHIPS = 200
TITLE_LENGTH = 250

TOO_MANY = "Three packs of yours are being made already. Wait until one of them is ready."


@transaction.atomic
def ask_for_round(*, round_: Round, by: User) -> Pack:
    """Every file of a closed round; ValidationError for one that is not closed, or when too many wait already."""
    if round_.state != Round.State.CLOSED:
        raise ValidationError("This round has no results yet. Its files can be had when it has closed.")
    title = f"{round_.title}, {round_.partnership}"
    pack = Pack(kind=Pack.Kind.ROUND, round=round_, partnership=round_.partnership, title=title, files=round_kinds())
    return _ask(pack, by)


@transaction.atomic
def ask_for_history(*, partnership: Partnership, files: Sequence[str], by: User) -> Pack:
    """These kinds of files of every closed round, and of the record; ValidationError as for a round."""
    title = f"{partnership}: all rounds and the record"
    pack = Pack(kind=Pack.Kind.PARTNERSHIP, partnership=partnership, title=title, files=in_order(files))
    return _ask(pack, by)


@transaction.atomic
def ask_for_portfolio(*, partnership_ids: Sequence[int], filters: str, files: Sequence[str], by: User) -> Pack:
    """The newest rounds and the record of partnerships that the asker looks after.

    ValidationError for none, for more than are made at once, and when too many wait already.
    """
    if not partnership_ids:
        raise ValidationError("No partnership is chosen. Go back to the portfolio and choose less narrowly.")
    if len(partnership_ids) > MOST_PARTNERSHIPS:
        raise ValidationError(
            f"These are {len(partnership_ids):,} partnerships, and a pack holds {MOST_PARTNERSHIPS} at most. "
            "Go back to the portfolio and choose more narrowly."
        )
    count = len(partnership_ids)
    title = f"Portfolio, {count} partnership{'' if count == 1 else 's'}"
    ids = sorted(partnership_ids)
    pack = Pack(kind=Pack.Kind.PORTFOLIO, partnership_ids=ids, filters=filters, title=title, files=in_order(files))
    return _ask(pack, by)


def in_order(files: Iterable[str]) -> list[str]:
    """Those of the kinds that there are, as they are listed everywhere; ValidationError for none."""
    wanted = set(files)
    found = [kind for kind in all_kinds() if kind in wanted]
    if not found:
        raise ValidationError("Choose at least one kind of file.")
    return found


def _ask(pack: Pack, by: User) -> Pack:
    """Stores it, unless the very same is being made already, which is handed back: a second click is no second wish."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    going = list(Pack.objects.going().filter(person=by, recipient=None))
    same = ("kind", "round_id", "partnership_id", "partnership_ids", "files")
    for other in going:
        if all(getattr(other, name) == getattr(pack, name) for name in same):
            return other
    _refuse_more(going)
    pack.person, pack.title = by, pack.title[:TITLE_LENGTH]
    pack.save()
    transaction.on_commit(wake_packs, robust=True)
    return pack


def _refuse_more(going: Collection[Pack]) -> None:
    if len(going) >= MOST_WAITING:
        raise ValidationError(TOO_MANY)


@transaction.atomic
def ask_again(*, pack: Pack, by: User) -> None:
    """Has a pack made anew that failed, or whose day is over; ValidationError when too many wait already."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    locked = Pack.objects.select_for_update(of=("self",)).get(pk=pack.pk)
    if locked.is_going or locked.is_ready:
        return
    _refuse_more(Pack.objects.going().filter(person=by, recipient=None))
    now = timezone.now()
    PackPiece.objects.filter(pack=locked).delete()
    Pack.objects.filter(pk=locked.pk).update(
        state=Pack.State.WAITING, attempts_before=locked.attempts, asked_at=now, due_at=now, trouble="", done=0,
        ready_at=None, expires_at=None, size=0, sha256="",
    )  # fmt: skip
    transaction.on_commit(wake_packs, robust=True)


def is_still_allowed(pack: Pack) -> bool:
    """Whether its person may still have every partnership in it: asked again at each look and download."""
    if pack.kind == Pack.Kind.PORTFOLIO:
        ids = set(pack.partnership_ids)
        looked_after = Partnership.objects.in_portfolio_of(pack.person).filter(pk__in=ids)
        return pack.person.is_active and looked_after.count() == len(ids)
    wanted = {permission_for(kind) for kind in pack.files}
    return all(
        may_have(pack.person, partnership, pack.kind, permission)
        for partnership in partnerships_of(pack)
        for permission in wanted
    )


@transaction.atomic
def note_download(*, pack: Pack, by: User) -> None:
    """Who takes what out, in the trail of each partnership that is in it."""
    chosen: dict[str, Any] = {"filters": pack.filters} if pack.filters else {}
    for partnership in partnerships_of(pack):
        record_audit(
            "pack.downloaded",
            by=by,
            partnership_id=partnership.pk,
            target=pack.title,
            files=kind_words(pack.files),
            pack=str(pack.pk),
            **chosen,
        )


def content_of(pack: Pack) -> Iterator[bytes]:
    """The zip, piece by piece."""
    pieces = PackPiece.objects.filter(pack=pack, attempt=pack.attempts).order_by("number")
    for number in pieces.values_list("number", flat=True):
        yield bytes(pieces.get(number=number).data)


def forget_packs(person: User) -> None:
    """Deletes every pack of somebody who can sign in no longer. Schedules pass them over as long as that lasts."""
    Pack.objects.filter(person=person).delete()
