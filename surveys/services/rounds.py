"""The life of a round: drafted, launched, extended, closed. A closed round never reopens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.followers import Moment
from partnerships.models import Partner, Partnership
from partnerships.services.closing import hold_open
from surveys.definition import Answers
from surveys.disclosure import publish
from surveys.figures import figures
from surveys.models import Instrument, ReminderLink, Response, Round, RoundResult
from surveys.services.asking import ask_by_mail, make_participants, people_to_ask
from surveys.services.moderating import copy_quotable
from surveys.services.portfolio import refresh_portfolio
from surveys.services.steps import lock_round, record_round

round_closed: Moment[Round] = Moment("A round was closed and has its result")


@transaction.atomic
def create_round(
    *,
    partnership: Partnership,
    instrument: Instrument,
    title: str,
    opens_at: datetime,
    closes_at: datetime,
    mode: str,
    by: User | None,
    minimum_group: int = 3,
    view: str = Round.View.PARTNERS,
    official: bool = False,
    asks_importance: bool = False,
    reminder_days: Sequence[int] = (),
) -> Round:
    """A draft, which nobody but facilitators sees."""
    hold_open(partnership.pk)
    round_ = Round.objects.create(
        partnership=partnership,
        instrument=instrument,
        title=title,
        opens_at=opens_at,
        closes_at=closes_at,
        mode=mode,
        minimum_group=minimum_group,
        view=view,
        official=official,
        asks_importance=asks_importance,
        reminder_days=list(reminder_days),
        created_by=by,
    )
    record_round("round.created", round_, by)
    return round_


@transaction.atomic
def edit_round(*, round_: Round, by: User, **changes: object) -> None:
    """Changes a draft; ValidationError once it is launched, for then people have been told what it is."""
    locked = lock_round(round_)
    if locked.state != Round.State.DRAFT:
        raise ValidationError("This round has been launched: only its closing time can still be moved.")
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.save()
    record_round("round.edited", locked, by)


@transaction.atomic
def launch_round(*, round_: Round, by: User | None, at: datetime | None = None) -> None:
    """Asks everybody who is a member or lead now; from here on mode, k and view are fixed.

    ValidationError when it was launched already, nobody would be asked, or it would be over at once.
    """
    now = at or timezone.now()
    hold_open(round_.partnership_id)
    locked = lock_round(round_)
    if locked.state != Round.State.DRAFT:
        raise ValidationError("This round has been launched already.")
    if locked.closes_at <= now:
        raise ValidationError("The closing time has passed. Choose a later one, then launch.")
    locked.clean()
    members = people_to_ask(locked.partnership)
    if not members:
        raise ValidationError("Nobody would be asked: no partner has people yet. Invite them first.")
    locked.state, locked.launched_at = Round.State.OPEN, now
    locked.save()
    asked = make_participants(locked, members)
    if at is None:
        ask_by_mail(locked, asked)
    terms = {"mode": locked.mode, "minimum_group": locked.minimum_group, "official": locked.official}
    record_round("round.launched", locked, by, people=len(members), **terms)
    round_.refresh_from_db()


@transaction.atomic
def extend_round(*, round_: Round, closes_at: datetime, by: User) -> None:
    """Moves the closing time of an open round to a later one; ValidationError for an earlier one or a closed round."""
    locked = lock_round(round_)
    if locked.state != Round.State.OPEN:
        raise ValidationError("Only an open round can be extended.")
    if closes_at <= max(locked.closes_at, timezone.now()):
        raise ValidationError("Choose a time after the present closing time: people were told they have until then.")
    before, locked.closes_at = locked.closes_at, closes_at
    locked.save()
    record_round("round.extended", locked, by, before=before.isoformat(), after=closes_at.isoformat())
    round_.refresh_from_db()


@transaction.atomic
def close_round(*, round_: Round, by: User | None, at: datetime | None = None) -> RoundResult:
    """Closes for good and computes the one result; closing twice gives the same result.

    Only what was sent counts. Where official answers are asked for, the result counts organisations, not people.
    ValidationError for a draft.
    """
    # Held before the round, as everywhere, so that two rounds closing at once make one row of both.
    Partnership.objects.select_for_update(no_key=True).get(pk=round_.partnership_id)
    locked = lock_round(round_)
    if locked.state == Round.State.DRAFT:
        raise ValidationError("This round was never launched. Launch it, or delete the draft.")
    if locked.state == Round.State.CALLED_OFF:
        raise ValidationError("This round was called off: there is nothing left to close.")
    existing = RoundResult.objects.filter(round=locked).first()
    if existing is not None:
        return existing
    result = _compute(locked)
    copy_quotable(locked, answered=result.answered)
    locked.state, locked.closed_at, locked.paused_at = Round.State.CLOSED, at or timezone.now(), None
    locked.save()
    ReminderLink.objects.filter(participant__round=locked).delete()
    refresh_portfolio(partnership_id=locked.partnership_id, instrument_key=locked.instrument.key)
    record_round("round.closed", locked, by, answered=result.answered, invited=result.invited)
    round_closed.happened(locked)
    round_.refresh_from_db()
    return result


def _compute(round_: Round) -> RoundResult:
    definition, names = round_.instrument.content, asked_partners(round_)
    published = publish(
        _submitted(round_),
        names=names,
        definition=definition,
        mode=round_.mode,
        minimum_group=round_.minimum_group,
        view=round_.view,
        asks_importance=round_.asks_importance,
    )
    return RoundResult.objects.create(
        round=round_,
        published=published.to_json(),
        figures=figures(published, definition),
        invited=None if round_.imported else len(names) if round_.official else round_.participants.count(),
        answered=published.answered,
    )


def _submitted(round_: Round) -> Iterator[tuple[str, Answers]]:
    """What counts: people's answers or, where these are asked for, official ones, and then nothing but these."""
    sent = Response.objects.filter(round=round_, is_submitted=True, is_official=round_.official)
    rows = sent.values_list("partner_id", "answers", "importance")
    for partner, answers, importance in rows.iterator(chunk_size=500):
        yield str(partner), {**answers, **importance}


def asked_partners(round_: Round) -> dict[str, str]:
    """The partners that were asked, or answered, by key (the partner's id as text): their names now.

    A partner that has left since it was asked is marked; in an imported round nobody was asked then.
    """
    partners = round_.partnership.partners.select_related("organisation")
    asked = set(round_.participants.values_list("partner_id", flat=True).distinct())
    asked |= set(round_.responses.values_list("partner_id", flat=True).distinct())
    return {str(partner.pk): _name(partner, round_) for partner in partners if partner.pk in asked}


def _name(partner: Partner, round_: Round) -> str:
    has_left = partner.left_on is not None and not round_.imported
    return f"{partner.name} (left)" if has_left else partner.name


@transaction.atomic
def delete_draft(*, round_: Round, by: User) -> None:
    """Removes a draft; ValidationError for a round that was launched."""
    locked = lock_round(round_)
    if locked.state != Round.State.DRAFT:
        raise ValidationError("This round has been launched and cannot be deleted.")
    record_round("round.deleted", locked, by)
    locked.delete()
