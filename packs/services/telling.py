"""Mail about packs: always a link that takes a sign-in, never a file."""

from __future__ import annotations

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from common.mail import queue_mail
from packs.models import Pack, Recipient

SIGNER = Signer(salt="packs.stop")


def tell_ready(pack: Pack) -> None:
    """That it can be downloaded, until when, and, where a schedule sent it, how to end that."""
    recipient = pack.recipient
    stop = stop_address(recipient) if recipient else ""
    _tell(
        pack,
        "ready",
        subject=f"Ready to download: {pack.title}",
        text=(
            f"“{pack.title}” is ready.\n\n"
            f"Sign in and download it here, within a day:\n{_address(pack)}\n\n"
            "Only you can download it. Later you can have it made again on the same page.\n"
        ),
        stop=stop,
    )


def tell_failed(pack: Pack, why: str) -> None:
    """That it was not made, why, and where to try again."""
    _tell(
        pack,
        "failed",
        subject=f"Not made: {pack.title}",
        text=f"“{pack.title}” could not be made. {why}\n\nTry again here:\n{_address(pack)}\n",
        stop="",
    )


def _tell(pack: Pack, what: str, *, subject: str, text: str, stop: str) -> None:
    if not pack.person.is_active:
        return
    ending = f"\nIt came by a schedule. To get no more of it, open this and choose Stop:\n{stop}\n" if stop else ""
    queue_mail(
        # By its number of tries: the same pack can be asked for again.
        key=f"pack/{pack.pk}/{pack.attempts}/{what}",
        to=pack.person.email,
        subject=subject,
        text=text + ending,
        unsubscribe_url=stop,
    )


def _address(pack: Pack) -> str:
    return settings.SITE_URL + pack.get_absolute_url()


def stop_address(recipient: Recipient) -> str:
    """Where one click ends a schedule for its recipient, without signing in."""
    return settings.SITE_URL + reverse("packs:stop", args=[SIGNER.sign(str(recipient.pk)).replace(":", ".")])


def recipient_by(token: str) -> Recipient | None:
    """Whom an address of `stop_address` is for; None for any other, and where the schedule was ended."""
    number, _, signature = token.partition(".")
    try:
        key = int(SIGNER.unsign(f"{number}:{signature}"))
    except (BadSignature, ValueError):
        return None
    return Recipient.objects.select_related("person", "schedule__partnership").filter(pk=key).first()
