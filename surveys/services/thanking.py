"""Thanks by mail to whoever sent answers: never in an anonymous round."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from common.mail import queue_mail
from surveys.models import Round
from surveys.notices import notice_of
from surveys.words import deadline_words


def thank_by_mail(round_: Round, person: User) -> None:
    """Queues the mail, once a round; in the transaction that stores the answers as sent.

    Nothing in an anonymous round: the time of a mail would say when somebody answered.
    """
    if round_.mode == Round.Mode.ANONYMOUS:
        return
    notice = notice_of(round_)
    receipt = settings.SITE_URL + reverse("surveys:receipt", args=[round_.partnership.slug, round_.pk])
    queue_mail(
        key=f"round/{round_.pk}/thanks/{person.pk}",
        to=person.email,
        subject=f"Thank you for your answers: {round_.title}",
        text=(
            f"Thank you for your answers to “{round_.title}” of {round_.partnership}. They were received.\n\n"
            f"Your receipt, with a copy of what you sent: {receipt}\n\n"
            f"{notice.title}. {notice.sentence}\n\n"
            f"The results can be read once the round has closed: {deadline_words(round_.closes_at, round_.zone)}.\n"
        ),
    )
