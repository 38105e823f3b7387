"""Outgoing mail, against a real mail server on loopback."""

from __future__ import annotations

import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core.mail import get_connection

from common.mail import _send, queue_mail, send_outgoing_mail
from common.models import OutgoingMail


class Box(Message):
    """Keeps what arrives; `failing` answers as a server that is out of order."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[object] = []
        self.failing = False

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # the name the library calls
        if self.failing:
            return "451 Out of order"
        return await super().handle_DATA(server, session, envelope)

    def handle_message(self, message) -> None:
        self.mails.append(message)


@pytest.fixture
def box(settings, transactional_db):
    box = Box()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    controller.stop()


def queue(key="test/1"):
    queue_mail(key=key, to="person@test.example", subject="Subject", text="Text")


def test_a_queued_mail_goes_out_after_the_commit(box):
    queue()
    assert [mail["subject"] for mail in box.mails] == ["Subject"]
    assert OutgoingMail.objects.get().sent_at is not None


def test_the_same_key_is_one_mail(box):
    queue()
    queue()
    assert len(box.mails) == 1


def test_a_failure_is_tried_again_later_with_the_same_message_id(box, time_machine):
    box.failing = True
    queue()
    mail = OutgoingMail.objects.get()
    assert (mail.sent_at, "451" in mail.last_error) == (None, True)
    box.failing = False
    assert send_outgoing_mail() == 0
    time_machine.move_to(mail.next_attempt_at)
    assert send_outgoing_mail() == 1
    assert len(box.mails) == 1


def test_message_ids_follow_from_keys(box):
    queue("a")
    queue("b")
    OutgoingMail.objects.filter(key="a").update(sent_at=None, next_attempt_at="2020-01-01T00:00Z")
    send_outgoing_mail()
    ids = [mail["message-id"] for mail in box.mails]
    assert ids[0] == ids[2] != ids[1]


def test_two_senders_at_once_never_send_the_same_mail(box):
    box.failing = True
    queue()
    box.failing = False
    OutgoingMail.objects.update(next_attempt_at="2020-01-01T00:00Z")
    mail = OutgoingMail.objects.get()
    connection = get_connection()
    assert [_send(mail, connection), _send(mail, connection)] == [True, False]
    assert len(box.mails) == 1
