"""Two accounts of the same person become one: roles and the fact of having been asked move, answers stay theirs.

Here and not beside the accounts, because what moves belongs to partnerships and rounds.
"""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import person_switched_off
from accounts.sign_ins import end_other_sign_ins
from common.audit import record_audit
from common.mail import queue_mail
from partnerships.models import Invitation, Membership
from partnerships.rules import Role
from surveys.models import Participant, Response


@dataclass(frozen=True)
class Merger:
    """What will happen: roles that move, roles both hold (one is enough), rounds that move; `problems` stop it."""

    moves: tuple[Membership, ...]
    doubles: tuple[Membership, ...]
    rounds: tuple[Participant, ...]
    problems: tuple[str, ...]


def plan_merger(*, kept: User, merged: User, by: User) -> Merger:
    """What merging `merged` into `kept` would do; `problems` say, one sentence each, what has to be settled before."""
    if kept.pk == merged.pk:
        return Merger((), (), (), ("These are one account. Choose another one to merge into it.",))
    moves, doubles, clashes = _roles(kept, merged)
    rounds = tuple(_asked(merged))
    both = _answered_by_both(kept, rounds)
    return Merger(moves, doubles, rounds, (*_refusals(kept, merged, by), *clashes, *both))


def _refusals(kept: User, merged: User, by: User) -> list[str]:
    problems = []
    if merged.pk == by.pk:
        problems.append("You cannot merge away the account that you are signed in with. Sign in with the other one.")
    if kept.erased_at is not None or merged.erased_at is not None:
        problems.append("One of the two was erased: there is nothing left to merge.")
    problems += [
        f"{person.email} was merged into {person.merged_into} already."
        for person in (kept, merged)
        if person.merged_into_id is not None
    ]
    if not kept.is_active:
        problems.append(f"{kept} is switched off. Switch the account on first, or merge the other way round.")
    if merged.is_administrator and not kept.is_administrator:
        problems.append(f"{merged} is an administrator. Make {kept} one first, or take the right away.")
    return problems


def _roles(kept: User, merged: User) -> tuple[tuple[Membership, ...], tuple[Membership, ...], list[str]]:
    """Roles to move, roles that both hold, and partnerships where the two sit with different partners."""
    held = {(item.partnership_id, item.partner_id is None): item for item in _held(kept)}
    moves, doubles, clashes = [], [], []
    for item in _held(merged):
        there = held.get((item.partnership_id, item.partner_id is None))
        if there is None:
            moves.append(item)
        elif there.partner_id == item.partner_id:
            doubles.append(item)
        else:
            clashes.append(
                f"In {item.partnership} the one sits with {there.partner}, the other with {item.partner}. "
                "End one of the two roles first."
            )
    return tuple(moves), tuple(doubles), clashes


def _held(person: User) -> list[Membership]:
    held = Membership.objects.filter(person=person, ended_at=None).order_by("partnership__name", "pk")
    return list(held.select_related("partnership", "partner__organisation"))


def _asked(person: User) -> list[Participant]:
    asked = Participant.objects.filter(person=person).order_by("round__closes_at", "pk")
    return list(asked.select_related("round__partnership", "partner__organisation", "response"))


def _answered_by_both(kept: User, rounds: tuple[Participant, ...]) -> list[str]:
    own = {item.round_id: item for item in _asked(kept)}
    return [
        f"Both answered “{item.round}” of {item.round.partnership}. Two people’s answers are never made one: "
        "leave the accounts apart, and switch off the one that is not used."
        for item in rounds
        if item.round_id in own and _touched(item) and _touched(own[item.round_id])
    ]


def _touched(participant: Participant) -> bool:
    """Whether anything was answered or written; of anonymous answers that were sent, only this can be seen."""
    response: Response | None = getattr(participant, "response", None)
    if participant.has_answered or response is None:
        return participant.has_answered
    return bool(response.answers or response.importance) or response.comments.exists()


@transaction.atomic
def merge_people(*, kept: User, merged: User, by: User) -> None:
    """Moves everything to `kept` and closes `merged` for good; ValidationError with every reason against it.

    The merged account stays as a name in the audit trail, which shows it beside the one that took it over.
    """
    people = {person.pk: person for person in User.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk])}
    kept, merged = people[kept.pk], people[merged.pk]
    plan = plan_merger(kept=kept, merged=merged, by=by)
    if plan.problems:
        raise ValidationError(list(plan.problems))
    _move_roles(kept, merged, plan)
    _move_rounds(kept, plan)
    _close(kept, merged)
    _tell(kept, merged)
    record_audit("person.merged", by=by, target=kept.email, person=kept.pk, merged=merged.email)
    record_audit("person.merged-away", by=by, target=merged.email, person=merged.pk, into=kept.email)


def _move_roles(kept: User, merged: User, plan: Merger) -> None:
    """Ended roles move as well: they are the person's history. Of a double role the lead's is the one that stays."""
    now = timezone.now()
    for double in plan.doubles:
        if double.role == Role.LEAD:
            own = Membership.objects.filter(person=kept, partner=double.partner, ended_at=None)
            own.update(ended_at=now)
        else:
            Membership.objects.filter(pk=double.pk).update(ended_at=now)
    Membership.objects.filter(person=merged).update(person=kept)
    waiting = Invitation.objects.filter(email=merged.email, accepted_at=None, revoked_at=None)
    waiting.update(email=kept.email)


def _move_rounds(kept: User, plan: Merger) -> None:
    """Where both were asked, the one that nothing was answered with goes."""
    own = {item.round_id: item for item in _asked(kept)}
    for item in plan.rounds:
        there = own.get(item.round_id)
        goes = item if there is not None and not _touched(item) else there
        if goes is not None:
            Response.objects.filter(participant=goes).delete()
            Participant.objects.filter(pk=goes.pk).delete()
        if goes is not item:
            Participant.objects.filter(pk=item.pk).update(person=kept)


def _close(kept: User, merged: User) -> None:
    end_other_sign_ins(person=merged, session_key=None)
    person_switched_off.happened(merged)
    Authenticator.objects.filter(user=merged).delete()
    EmailAddress.objects.filter(user=merged).delete()
    User.objects.filter(merged_into=merged).update(merged_into=kept)
    merged.is_active, merged.is_administrator, merged.merged_into = False, False, kept
    merged.save(update_fields=["is_active", "is_administrator", "merged_into"])


def _tell(kept: User, merged: User) -> None:
    for email in (kept.email, merged.email):
        queue_mail(
            key=f"merged/{merged.pk}/{email}",
            to=email,
            subject="Your two accounts are one now",
            text=(
                f"An administrator merged your accounts in the partnership health check. Sign in as {kept.email} from "
                f"now on; {merged.email} no longer signs you in. Your roles and answers are all there.\n\n"
                "If these were not both yours, tell an administrator at once.\n"
            ),
        )
