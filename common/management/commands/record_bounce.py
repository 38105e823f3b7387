"""`manage.py record_bounce < MAIL`: notes mail that came back or was complained about; for the mail server's pipe."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from common.bounces import LARGEST, read_report, record_report

TRY_AGAIN = 75
"""EX_TEMPFAIL: by this a mail server keeps the report and hands it over later."""


class Command(BaseCommand):
    """Reads one report from standard input."""

    help = (
        "Read a delivery status notification (RFC 3464) or an abuse report (RFC 5965) from standard input, find the "
        "mail by its Message-ID, and record it. Any other mail changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what was recorded; what is no report is no fault, or the mail server would send it back."""
        report = read_report(sys.stdin.buffer.read(LARGEST))
        try:
            mail = record_report(report) if report else None
        except OperationalError as error:
            raise CommandError(
                "The database does not answer: hand the report over again.", returncode=TRY_AGAIN
            ) from error
        if report is None or mail is None:
            self.stdout.write("No report about a mail of ours: nothing recorded")
        else:
            self.stdout.write(f"Recorded, {report.kind} of {mail.to}: {report.reason}")
