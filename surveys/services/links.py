"""Personal links: made for a mail, opened by a button, ended by the round or by somebody who says so."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from common.prepared import Prepared
from common.tokens import digest, new_token
from partnerships.models import Membership
from partnerships.rules import Role
from surveys.models import Participant, PersonalLink, Round


def make_link(*, participant: Participant) -> str:
    """A new link of the participant; returns the token, which is stored nowhere. Older links keep working."""
    token = new_token()
    PersonalLink.objects.create(participant=participant, token_sha256=digest(token))
    return token


def working_link(token_sha256: str) -> PersonalLink | None:
    """The link whose token has this digest, if one can begin by it now or once the round opens; None for others alike.

    It ends when it is revoked, when the round closes, when the person takes part no longer or is switched off, and in
    an anonymous round when the answers are sent.
    """
    links = _joined().filter(token_sha256=token_sha256)
    return links.filter(participant__in=can_begin(Participant.objects.all())).first()


def can_begin(participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """Those of them whose links work, but for links that were revoked."""
    takes_part = Membership.objects.filter(
        partnership=OuterRef("round__partnership"), person=OuterRef("person"), ended_at=None
    ).exclude(role=Role.FACILITATOR)
    # While a round is paused its closing time is not the last word.
    lasts = Q(round__closes_at__gt=timezone.now()) | Q(round__paused_at__isnull=False)
    going = participants.filter(Exists(takes_part), lasts, person__is_active=True, round__state=Round.State.OPEN)
    return going.exclude(round__mode=Round.Mode.ANONYMOUS, has_answered=True)


def _joined() -> QuerySet[PersonalLink]:
    links = PersonalLink.objects.filter(is_revoked=False, participant__person__is_active=True)
    return links.select_related(
        "participant__person",
        "participant__partner__organisation",
        "participant__round__partnership",
        "participant__round__instrument",
    ).defer("participant__round__instrument__definition")


# Every page of a visit begins with it.
VISITED = Prepared(_joined(), "token_sha256")


def visited_link(token_sha256: str) -> PersonalLink | None:
    """The link that a visit began by, as long as nobody revoked it; what can be done by it the pages know themselves.

    A visit outlasts the round: the receipt and the results are read after it.
    """
    return VISITED.first(token_sha256=token_sha256)


def note_opened(*, link: PersonalLink) -> None:
    """Notes for the response board that the button was pressed; in an anonymous round nothing is."""
    if link.participant.round.mode != Round.Mode.ANONYMOUS and not link.is_opened:
        PersonalLink.objects.filter(pk=link.pk).update(is_opened=True)


@transaction.atomic
def revoke_links(*, participant: Participant) -> None:
    """Makes every link of the participant useless, and ends the visits that began by them."""
    participant.links.update(is_revoked=True)
