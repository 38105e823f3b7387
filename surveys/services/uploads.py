"""A round being brought in through pages: its rows kept for a day, then stored as a round once, or thrown away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from partnerships.models import Partnership
from surveys.models import Instrument, Round, RoundUpload
from surveys.round_file import ReadRound, read, read_beginning
from surveys.services.imports import import_round
from surveys.services.rounds import close_round

KEPT = timedelta(hours=24)


def keep_upload(*, partnership: Partnership, instrument: Instrument, data: bytes, name: str, by: User) -> RoundUpload:
    """Keeps rows until the round is stored; FileError for what is no table, and nothing is kept."""
    read_beginning(data, instrument.content, name)
    discard_old_uploads()
    return RoundUpload.objects.create(
        partnership=partnership, instrument=instrument, data=data, name=name[:200], uploaded_by=by
    )


def discard_old_uploads() -> int:
    """Deletes what nobody finished within a day; how many there were."""
    return RoundUpload.objects.filter(uploaded_at__lt=timezone.now() - KEPT).delete()[0]


def choose_columns(*, upload: RoundUpload, columns: Sequence[str]) -> ReadRound:
    """Keeps what each column is; FileError, and nothing is kept, unless every row can be read so."""
    content = read_upload(upload, columns)
    upload.columns = list(columns)
    upload.save(update_fields=["columns"])
    return content


def read_upload(upload: RoundUpload, columns: Sequence[str] | None = None) -> ReadRound:
    """The rows by the columns given, or by those chosen before; FileError with every problem."""
    return read(bytes(upload.data), upload.instrument.content, upload.name, columns or upload.columns)


@transaction.atomic
def store_upload(
    *,
    upload: RoundUpload,
    partners: Mapping[str, str],
    title: str,
    mode: str,
    minimum_group: int,
    view: str,
    day: date,
    by: User,
) -> Round:
    """Stores the rows as a closed round and empties the upload; the same round again for a double click.

    `partners` has, for each name in the rows, the name of the partner it means; those that are missing are made.
    FileError with every reason; nothing is stored then.
    """
    locked = RoundUpload.objects.select_for_update().get(pk=upload.pk)
    if locked.round is not None:
        return locked.round
    imported = import_round(
        slug=locked.partnership.slug,
        instrument=locked.instrument,
        content=read_upload(locked).renamed(partners),
        title=title,
        mode=Round.Mode(mode),
        minimum_group=minimum_group,
        view=Round.View(view),
        day=day,
        create=True,
        by=by,
    )
    close_round(round_=imported.round, by=by, at=imported.round.closes_at)
    locked.round, locked.data = imported.round, b""
    locked.save(update_fields=["round", "data"])
    return imported.round
