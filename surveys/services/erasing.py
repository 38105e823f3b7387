"""What is stored about a person, handed to them; and erasing it, as far as others’ records allow.

Here and not beside the accounts, because most of it belongs to partnerships and rounds. What anonymous rounds hold of
somebody cannot be found by anybody, and is neither listed nor erased.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import ApiToken, ErasureRequest, User
from accounts.queries import only_facilitator_of
from accounts.services import person_switched_off
from accounts.sign_ins import end_other_sign_ins, sign_ins_of
from common.audit import record_audit
from common.mail import queue_mail
from common.models import AuditEntry, OutgoingMail
from common.traces import leave_no_trace
from partnerships.models import Invitation, Membership
from record.models import Signature
from surveys.comments import places_of
from surveys.importance import importance_key, importance_words
from surveys.models import Participant, Response, Round, RoundUpload

ERASED = "Erased person"


@dataclass(frozen=True)
class Stored:
    """How much is stored about somebody, by kind; `answers` are rounds whose single answers are still kept."""

    roles: int
    rounds: int
    answers: int
    signatures: int
    acts: int
    mails: int
    sign_ins: int
    tokens: int


def stored_about(person: User) -> Stored:
    """Counts for the page."""
    return Stored(
        roles=person.memberships.count(),
        rounds=Participant.objects.filter(person=person).count(),
        answers=Response.objects.filter(participant__person=person).count(),
        signatures=Signature.objects.filter(signed_by=person).count(),
        acts=AuditEntry.objects.filter(actor=person).count(),
        mails=OutgoingMail.objects.filter(to=person.email).count(),
        sign_ins=len(sign_ins_of(person)),
        tokens=person.api_tokens.count(),
    )


def own_data(person: User) -> dict[str, Any]:
    """Everything of theirs, as plain values for JSON; of anonymous rounds only that they were asked, and answered."""
    return {
        "account": {
            "email": person.email,
            "name": person.name,
            "is_administrator": person.is_administrator,
            "joined": person.date_joined.isoformat(),
        },
        "roles": [_role(item) for item in _roles(person)],
        "rounds": [_asked(item) for item in _participations(person)],
        "signatures": [
            {"signed": str(item), "at": item.signed_at.isoformat(), "answer": item.answer, "note": item.note}
            for item in Signature.objects.filter(signed_by=person).order_by("signed_at", "pk")
        ],
        "acts": [
            {"at": entry.at.isoformat(), "what": entry.action, "target": entry.target}
            for entry in AuditEntry.objects.filter(actor=person)
        ],
        "mails": [
            {"queued": mail.created_at.isoformat(), "subject": mail.subject, "came_back": mail.bounced_at is not None}
            for mail in OutgoingMail.objects.filter(to=person.email)
        ],
        "signed_in": [{"browser": item.browser, "since": item.started_at.isoformat()} for item in sign_ins_of(person)],
        "api_tokens": [_token(item) for item in person.api_tokens.all()],
    }


def _token(item: ApiToken) -> dict[str, Any]:
    return {
        "name": item.name,
        "for": item.scopes,
        "made": item.created_at.isoformat(),
        "expires": item.expires_at.isoformat(),
        "last_used": item.last_used_on.isoformat() if item.last_used_on else None,
        "revoked": item.revoked_at.isoformat() if item.revoked_at else None,
    }


def _roles(person: User) -> list[Membership]:
    return list(person.memberships.select_related("partnership", "partner__organisation").order_by("started_at", "pk"))


def _role(item: Membership) -> dict[str, Any]:
    return {
        "partnership": item.partnership.name,
        "role": item.role,
        "partner": str(item.partner) if item.partner else None,
        "from": item.started_at.isoformat(),
        "until": item.ended_at.isoformat() if item.ended_at else None,
    }


def _participations(person: User) -> list[Participant]:
    asked = Participant.objects.filter(person=person).order_by("round__closes_at", "pk")
    return list(asked.select_related("round__partnership", "round__instrument", "partner__organisation", "response"))


def _asked(item: Participant) -> dict[str, Any]:
    response: Response | None = getattr(item, "response", None)
    told: dict[str, Any] = {
        "partnership": item.round.partnership.name,
        "round": item.round.title,
        "mode": item.round.mode,
        "partner": str(item.partner),
        "sent": item.has_answered,
        "reminders_stopped": item.wants_no_reminders,
        "declined_because": item.reason,
    }
    if response is None:
        return told
    definition = item.round.instrument.content
    texts = {statement.key: statement.text for part in definition.sections for statement in part.statements}
    places = places_of(definition)
    return {
        **told,
        "answers": {texts[key]: definition.scale.label(answer) for key, answer in response.answers.items()},
        "importance": {
            section.title: importance_words(response.importance[importance_key(section)], definition)
            for section in definition.sections
            if importance_key(section) in response.importance
        },
        "comments": [
            {"about": places[comment.place].title, "text": comment.text, "may_be_quoted": comment.may_be_quoted}
            for comment in response.comments.order_by("pk")
        ],
    }


@transaction.atomic
def ask_for_erasure(*, person: User) -> None:
    """Notes the wish and tells every administrator by mail; asking twice changes nothing."""
    request, is_new = ErasureRequest.objects.get_or_create(person=person)
    if not is_new:
        return
    address = settings.SITE_URL + reverse("person-erase", args=[person.pk])
    for administrator in User.objects.filter(is_administrator=True, is_active=True).exclude(pk=person.pk):
        queue_mail(
            key=f"erasure/{request.pk}/{administrator.pk}",
            to=administrator.email,
            subject="Somebody asks to be erased",
            text=f"{person} ({person.email}) asks to be erased. Look at what that means, and do it: {address}\n",
        )
    record_audit("person.erasure-asked", by=person, target=person.email, person=person.pk)


@transaction.atomic
def take_back_erasure(*, person: User) -> None:
    """The wish is gone."""
    if ErasureRequest.objects.filter(person=person).delete()[0]:
        record_audit("person.erasure-taken-back", by=person, target=person.email, person=person.pk)


def against_erasing(person: User, by: User) -> list[str]:
    """What has to be settled before, one sentence each."""
    problems = []
    if person.erased_at is not None:
        problems.append("This person was erased already.")
    if person.pk == by.pk:
        problems.append("You cannot erase the account that you are signed in with. Ask another administrator.")
    if person.is_administrator:
        problems.append(f"{person} is an administrator. Take that right away first.")
    problems += [
        f"{person} is the only facilitator of {role.partnership}. Hand the role over first."
        for role in only_facilitator_of(person)
    ]
    return problems


@transaction.atomic
def erase_person(*, person: User, by: User) -> None:
    """Deletes name, address, sign-ins and single answers for good; ValidationError with every reason against it.

    Results stay, as they hold no single answer of a confidential round, and so does what the person did for others: in
    the record, in signatures and in the audit trail they are an erased person from now on. Texts in which others wrote
    the name down are theirs, and stay.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    problems = against_erasing(person, by)
    if problems:
        raise ValidationError(problems)
    told, nowhere = person.email, f"erased-{uuid.uuid4().hex}@invalid.example"
    _erase_from_rounds(person)
    Membership.objects.filter(person=person, ended_at=None).update(ended_at=timezone.now())
    Invitation.objects.filter(email=told).update(email=nowhere, revoked_at=timezone.now())
    OutgoingMail.objects.filter(to=told).delete()
    _empty_account(person, nowhere)
    leave_no_trace()
    record_audit("person.erased", by=by, target=ERASED, person=person.pk)
    queue_mail(
        key=f"erased/{uuid.uuid4().hex}",
        to=told,
        subject="You were erased from the partnership health check",
        text=(
            "Your name, your address, your sign-ins and your single answers were deleted. Published results stay: "
            "they hold groups, not you. This mail is the last.\n"
        ),
    )


def _erase_from_rounds(person: User) -> None:
    """Single answers go. Where a result counts the person, and where loose answers might be theirs, they stay asked."""
    Response.objects.filter(participant__person=person).delete()
    Participant.objects.filter(person=person).update(reason="")
    asked = Participant.objects.filter(person=person, round__state=Round.State.OPEN)
    asked.exclude(round__mode=Round.Mode.ANONYMOUS, has_answered=True).delete()
    RoundUpload.objects.filter(uploaded_by=person).delete()


def _empty_account(person: User, nowhere: str) -> None:
    """No way to sign in is left, and no name; the row stays for what others' records say of it."""
    end_other_sign_ins(person=person, session_key=None)
    person_switched_off.happened(person)
    ApiToken.objects.filter(person=person).delete()
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    ErasureRequest.objects.filter(person=person).delete()
    person.email, person.name = nowhere, ERASED
    person.is_active, person.erased_at = False, timezone.now()
    person.set_unusable_password()
    person.save()
