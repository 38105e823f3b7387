"""Mail that came back, and complaints."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from hypothesis import given
from hypothesis import strategies as st

from common.bounces import bounced_addresses, complaining_addresses, read_report
from common.mail import mail_digest, queue_mail
from common.management.commands import record_bounce
from common.models import OutgoingMail
from common.sending import send_outgoing_mail
from tests.common.made_reports import bounce, complaint

TO = "person@test.example"


@pytest.fixture
def sent(db):
    """A mail that was sent; gives its Message-ID."""
    return send("sent")


def send(key):
    queue_mail(key=key, to=TO, subject="Mail", text="Text")
    send_outgoing_mail()
    return f"<{mail_digest(key)}@test.example>"


@pytest.fixture
def hand_over(monkeypatch, capsys):
    """Gives a mail to the command, and what the command says."""

    def hand_over(data):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        call_command("record_bounce")
        return capsys.readouterr().out

    return hand_over


@pytest.mark.parametrize("given_back", ["message/rfc822", "text/rfc822-headers"])
def test_a_mail_that_came_back_is_recorded_with_the_reason(sent, hand_over, given_back):
    assert "Recorded, bounce of person@test.example" in hand_over(bounce(sent, given_back=given_back))
    assert bounced_addresses([TO, "other@test.example"]) == {TO: "5.1.1 <person@test.example>: No such mailbox"}


def test_a_delay_is_no_bounce(sent, hand_over):
    assert "nothing recorded" in hand_over(bounce(sent, action="delayed", status="4.4.7"))
    assert bounced_addresses([TO]) == {}


def test_a_complaint_is_recorded(sent, hand_over):
    hand_over(complaint(sent))
    assert complaining_addresses([TO]) == {TO}
    assert bounced_addresses([TO]) == {}


def test_a_report_twice_changes_nothing(sent, hand_over):
    hand_over(bounce(sent))
    before = OutgoingMail.objects.values().get()
    hand_over(bounce(sent, status="5.2.2"))
    assert OutgoingMail.objects.values().get() == before


def test_a_later_mail_that_was_taken_ends_it(sent, hand_over):
    hand_over(bounce(sent))
    send("later")
    assert bounced_addresses([TO]) == {}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Subject: Hello\n\nText",
        bounce("<other@test.example>"),
        bounce(f"<{'0' * 32}@test.example>"),
        b"\xff" * 99,
    ],
)
def test_other_mail_changes_nothing_and_is_no_fault(sent, hand_over, data):
    assert "nothing recorded" in hand_over(data)


def test_a_database_that_does_not_answer_has_the_report_kept(monkeypatch, hand_over):
    def fails(report):
        raise OperationalError

    monkeypatch.setattr(record_bounce, "record_report", fails)
    with pytest.raises(CommandError) as raised:
        hand_over(bounce(f"<{'0' * 32}@test.example>"))
    assert raised.value.returncode == 75


@given(st.integers(0, 700), st.binary(max_size=8))
def test_whatever_arrives_is_read_or_left(place, change):
    data = bounce(f"<{'0' * 32}@test.example>")
    report = read_report(data[:place] + change + data[place:])
    assert report is None or len(report.reason) <= 300
