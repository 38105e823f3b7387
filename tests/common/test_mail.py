"""Outgoing mail, against a real mail server on loopback."""

from __future__ import annotations

import asyncio
import socket
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.urls import reverse
from django.utils import timezone

from common.mail import queue_mail
from common.models import OutgoingMail
from common.sending import GIVE_UP, _claim, send_outgoing_mail
from tests.factories import UserFactory

DUE = "2020-01-01T00:00Z"


class Box(Message):
    """Keeps what arrives; `answer` and `to` are what a server says that is out of order, or does not know somebody."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[object] = []
        self.answer = self.to = ""
        self.stalls = 0.0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  # the library's name
        if self.to:
            return self.to
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        await asyncio.sleep(self.stalls)
        return self.answer or await super().handle_DATA(server, session, envelope)

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


def queue(key="test/1", **more):
    queue_mail(**{"key": key, "to": "person@test.example", "subject": "Subject", "text": "Text", **more})


def make_due():
    OutgoingMail.objects.update(next_attempt_at=DUE)


def test_a_queued_mail_goes_out_after_the_commit(box):
    queue()
    assert [mail["subject"] for mail in box.mails] == ["Subject"]
    assert OutgoingMail.objects.get().sent_at is not None


def test_a_mail_is_plain_text_and_html_of_the_same_words(box):
    queue(text="First.\n\nSecond.\n")
    plain, html = box.mails[0].get_payload()
    assert box.mails[0].get_content_type() == "multipart/alternative"
    assert plain.get_payload(decode=True).decode().split() == ["First.", "Second."]
    assert "<p>First.</p>\n<p>Second.</p>" in html.get_payload(decode=True).decode().replace("\r\n", "\n")


def test_what_was_sent_keeps_neither_its_text_nor_its_link(box):
    queue(text="https://test.example/a-secret", unsubscribe_url="https://test.example/another")
    assert box.mails[0]["List-Unsubscribe"] == "<https://test.example/another>"
    assert box.mails[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.text, mail.unsubscribe_url) == ("person@test.example", "", "")


def test_a_long_title_is_cut_and_stays_one_line(box):
    queue(subject="Long\r\nBcc: x@test.example " + "x" * 300)
    assert OutgoingMail.objects.get().subject.startswith("Long Bcc: x@test.example xxx")
    assert len(OutgoingMail.objects.get().subject) == 200
    assert box.mails[0]["Bcc"] is None


def test_the_same_key_is_one_mail(box):
    queue()
    queue()
    assert len(box.mails) == 1


def test_a_failure_is_tried_again_later(box, time_machine):
    box.answer = "451 Out of order"
    queue()
    mail = OutgoingMail.objects.get()
    assert (mail.sent_at, mail.text, "451" in mail.last_error) == (None, "Text", True)
    box.answer = ""
    assert send_outgoing_mail() == 0
    time_machine.move_to(mail.next_attempt_at)
    assert send_outgoing_mail() == 1
    assert len(box.mails) == 1


def test_a_refused_recipient_is_not_tried_again(box):
    box.to = "550 5.1.1 No such\tmailbox"
    queue()
    make_due()
    assert send_outgoing_mail() == 0
    mail = OutgoingMail.objects.get()
    assert (mail.attempts, mail.bounce, mail.text) == (1, "550 5.1.1 No such mailbox", "")
    assert mail.bounced_at is not None


@pytest.mark.parametrize("answer", ["450 Mailbox busy", "550 5.7.1 Relaying denied"])
def test_what_may_pass_or_be_our_own_fault_is_tried_again(box, answer):
    box.to = answer
    queue()
    box.to = ""
    make_due()
    assert send_outgoing_mail() == 1


def test_after_five_days_it_is_given_up_and_emptied(box, time_machine):
    box.answer = "451 Out of order"
    queue()
    time_machine.move_to(timezone.now() + GIVE_UP + timedelta(seconds=1))
    send_outgoing_mail()
    mail = OutgoingMail.objects.get()
    assert mail.bounce.startswith("Not delivered within five days. SMTPDataError")
    assert mail.text == ""


def test_a_server_that_stalls_is_left_and_asked_again(box, settings):
    settings.EMAIL_TIMEOUT, box.stalls = 0.3, 2
    box.answer = "451 Too slow anyway"
    queue()
    assert "Connection unexpectedly closed" in OutgoingMail.objects.get().last_error
    box.stalls, box.answer = 0, ""
    settings.EMAIL_TIMEOUT = 10
    make_due()
    assert send_outgoing_mail() == 1


def test_one_refusal_does_not_hold_up_the_others(box):
    box.answer = "451 Out of order"
    for key in "abcd":
        queue(key)
    box.answer, box.to = "", "550 5.1.1 Nobody"
    OutgoingMail.objects.filter(key="a").update(next_attempt_at=DUE)
    assert send_outgoing_mail() == 0
    box.to = ""
    make_due()
    assert send_outgoing_mail() == len(box.mails) == 3


def test_where_no_server_answers_the_rest_stays_due(transactional_db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    OutgoingMail.objects.bulk_create(
        OutgoingMail(key=str(number), digest=str(number), to="person@test.example", text="x") for number in range(5)
    )
    assert send_outgoing_mail() == 0
    assert sorted(OutgoingMail.objects.values_list("attempts", flat=True)) == [0, 0, 1, 1, 1]


def test_message_ids_follow_from_keys_and_cannot_be_guessed(box):
    queue("a")
    queue("b")
    OutgoingMail.objects.filter(key="a").update(sent_at=None, next_attempt_at=DUE)
    send_outgoing_mail()
    ids = [mail["message-id"] for mail in box.mails]
    assert ids[0] == ids[2] != ids[1]
    assert OutgoingMail.objects.get(key="a").digest in ids[0]


def test_what_somebody_waits_for_goes_before_what_was_queued_earlier(box):
    box.answer = "451 Out of order"
    queue("a", subject="An invitation")
    queue("b", subject="Your code", urgent=True)
    box.answer = ""
    make_due()
    send_outgoing_mail()
    assert [mail["subject"] for mail in box.mails] == ["Your code", "An invitation"]


def test_a_page_that_sends_a_code_does_not_fail_with_the_mail_server(client, transactional_db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    UserFactory(email="person@test.example")
    response = client.post(reverse("account_request_login_code"), {"email": "person@test.example"})
    assert response.status_code == 302
    assert OutgoingMail.objects.waiting().get().urgent


def test_two_senders_at_once_never_claim_the_same_mail(db):
    queue()
    mail = OutgoingMail.objects.get()
    assert [_claim(mail), _claim(mail)] == [True, False]
