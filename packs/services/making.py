"""Making packs: each claimed before it is made, tried again when that fails, deleted when its day is over.

docs/decisions/0078 says what happens when a worker is killed, and why the content lies in the database.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from tempfile import TemporaryFile
from typing import IO

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from common.typeset import TooLongError
from packs.contents import PackFile, files_of, may_have
from packs.models import Pack, PackPiece
from packs.services.telling import tell_failed, tell_ready
from packs.words import contents_text
from packs.zip_file import PackWriter

CLAIM = timedelta(minutes=5)
"""How long one file may take before another worker may begin the pack anew; each file renews it."""
KEPT = timedelta(hours=24)
LISTED = timedelta(days=30)
"""So long a pack that is over stays in the list, without its content."""
MOST_TRIES = 3
AGAIN = timedelta(minutes=1)
MOST_BYTES = 500_000_000
PIECE = 1_000_000
CONTENTS = "contents.txt"

TOO_LARGE = "It would be over 500 MB. Ask for fewer partnerships, or for fewer kinds of files."
NOTHING_LEFT = "There is nothing in it that you may take out, or that can be made."
NOT_YOURS = "What concerns you no longer."
TOO_LONG = "it is too long for one PDF. The JSON file holds everything."
BROKEN = "Something went wrong while it was made, three times. Nothing was lost; try again, or take single files."

logger = logging.getLogger(__name__)


class LostClaimError(Exception):
    """Another worker has it by now, or nobody wants it any more."""


class RefusedError(Exception):
    """It cannot be made, and trying again would not help; says why in a sentence for the person."""


def make_packs(between: Callable[[], object] = lambda: None) -> int:
    """Makes every pack that is due, one after the other; returns how many became ready. `between` runs between files.

    Each is claimed by compare-and-set, so that two workers never make the same one. Whatever a worker that was killed
    had made so far is made anew once its claim has ended: no part of it was shown to anybody.
    """
    made = 0
    while (pack := _next_due()) is not None:
        if pack.attempts - pack.attempts_before >= MOST_TRIES:
            _give_up(pack, BROKEN)
        elif _claim(pack):
            made += _make(pack, between)
    return made


def remove_expired_packs() -> int:
    """Deletes the content of every pack whose day is over, and of how many; they stay in the list for a month."""
    over = list(Pack.objects.over())
    for pack in over:
        with transaction.atomic():
            PackPiece.objects.filter(pack=pack).delete()
            Pack.objects.filter(pk=pack.pk).update(state=Pack.State.EXPIRED)
    ended = Pack.objects.filter(state__in=[Pack.State.EXPIRED, Pack.State.FAILED])
    ended.filter(asked_at__lt=timezone.now() - LISTED).delete()
    return len(over)


def _next_due() -> Pack | None:
    due = Pack.objects.going().filter(due_at__lte=timezone.now())
    return due.select_related("person", "partnership", "round").order_by("due_at", "pk").first()


def _as_read(pack: Pack) -> QuerySet[Pack]:
    """The row, as long as nobody else has taken it since it was read."""
    return Pack.objects.going().filter(pk=pack.pk, attempts=pack.attempts, due_at=pack.due_at)


def _claim(pack: Pack) -> bool:
    """Whether it is ours now, until the claim ends, even should we be killed."""
    now = timezone.now()
    claimed = _as_read(pack).update(
        state=Pack.State.MAKING, attempts=F("attempts") + 1, done=0, claimed_at=now, due_at=now + CLAIM
    )
    pack.attempts += claimed
    return bool(claimed)


def _ours(pack: Pack) -> QuerySet[Pack]:
    return Pack.objects.filter(pk=pack.pk, state=Pack.State.MAKING, attempts=pack.attempts)


def _note(pack: Pack, **fields: object) -> None:
    """Writes how far it is; LostClaimError when it is ours no longer."""
    if not _ours(pack).update(due_at=timezone.now() + CLAIM, **fields):
        raise LostClaimError


def _make(pack: Pack, between: Callable[[], object]) -> bool:
    """Whether it became ready."""
    try:
        with TemporaryFile() as file:
            held = _write(pack, file, between)
            _store(pack, file, held)
    except LostClaimError:
        return False
    except RefusedError as error:
        _give_up(pack, str(error))
        return False
    except Exception:
        logger.exception("Pack %s was not made, try %s", pack.pk, pack.attempts)
        _try_again(pack)
        return False
    return True


def _write(pack: Pack, file: IO[bytes], between: Callable[[], object]) -> list[PackFile]:
    """The zip: each file made as its person may have it now, then what is in it. Returns what it holds."""
    files = files_of(pack)
    _note(pack, of=len(files), done=0)
    held: list[PackFile] = []
    left_out: list[str] = []
    with closing(PackWriter(file)) as writer:
        for number, item in enumerate(files, start=1):
            why_not = _add(pack, item, writer)
            if why_not:
                left_out.append(why_not)
            else:
                held.append(item)
            if file.tell() > MOST_BYTES:
                raise RefusedError(TOO_LARGE)
            between()
            _note(pack, done=number)
        if not held:
            raise RefusedError(NOTHING_LEFT)
        writer.add(CONTENTS, contents_text(pack, held, left_out).encode())
    return held


def _add(pack: Pack, item: PackFile, writer: PackWriter) -> str:
    """Adds a file; or what is left out, in a line that names nothing its person may not see."""
    pack.person.refresh_from_db(fields=["is_active", "is_administrator"])
    if not may_have(pack.person, item.partnership, pack.kind, item.permission):
        return NOT_YOURS
    try:
        writer.add(item.path, item.make())
    except TooLongError:
        return f"{item.words}: {TOO_LONG}"
    return ""


def _store(pack: Pack, file: IO[bytes], held: list[PackFile]) -> None:
    """Keeps the content piece by piece, so that no other writer waits long; then one row says that it is there."""
    digest, size = hashlib.sha256(), file.tell()
    file.seek(0)
    for number, data in enumerate(iter(lambda: file.read(PIECE), b"")):
        digest.update(data)
        PackPiece.objects.create(pack=pack, attempt=pack.attempts, number=number, data=data)
    now = timezone.now()
    with transaction.atomic():
        _note(
            pack,
            state=Pack.State.READY,
            ready_at=now,
            expires_at=now + KEPT,
            size=size,
            sha256=digest.hexdigest(),
            trouble="",
            # Whoever downloads it has to be allowed all that is in it, and nothing that was left out.
            partnership_ids=sorted({item.partnership.pk for item in held}),
        )
        PackPiece.objects.filter(pack=pack).exclude(attempt=pack.attempts).delete()
        pack.refresh_from_db()
        tell_ready(pack)


def _try_again(pack: Pack) -> None:
    """Later, or not any more when it has failed as often as it may."""
    if pack.attempts - pack.attempts_before >= MOST_TRIES:
        _give_up(pack, BROKEN)
        return
    PackPiece.objects.filter(pack=pack, attempt=pack.attempts).delete()
    due = timezone.now() + AGAIN * (pack.attempts - pack.attempts_before)
    _ours(pack).update(state=Pack.State.WAITING, due_at=due)


@transaction.atomic
def _give_up(pack: Pack, why: str) -> None:
    """Says why, to the person as well; nothing where somebody else has it by now."""
    if Pack.objects.going().filter(pk=pack.pk, attempts=pack.attempts).update(state=Pack.State.FAILED, trouble=why):
        PackPiece.objects.filter(pack=pack).delete()
        tell_failed(pack, why)
