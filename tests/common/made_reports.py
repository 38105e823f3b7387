"""Reports as mail servers write them: RFC 3464 with the mail or its head alone, and RFC 5965."""

from __future__ import annotations

STATUS = """Reporting-MTA: dns; mx.test.example

Final-Recipient: rfc822; person@test.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {status} <person@test.example>:
    No such mailbox
"""
FEEDBACK = "Feedback-Type: abuse\nUser-Agent: Test/1\nVersion: 1\n"


def report(kind: str, first_part: str, message_id: str, given_back: str = "message/rfc822") -> bytes:
    """A multipart/report whose last part is the mail it is about."""
    first = "message/feedback-report" if kind == "feedback-report" else "message/delivery-status"
    parts = (
        ("text/plain", "Sorry."),
        (first, first_part),
        (given_back, f"Message-ID: {message_id}\nSubject: Mail\n\nText"),
    )
    body = "".join(f"--edge\nContent-Type: {kind}\n\n{text}\n" for kind, text in parts)
    head = f'MIME-Version: 1.0\nContent-Type: multipart/report; report-type={kind}; boundary="edge"'
    return f"{head}\n\n{body}--edge--\n".encode()


def bounce(message_id: str, action: str = "failed", status: str = "5.1.1", **more: str) -> bytes:
    """A mail that could not be delivered."""
    return report("delivery-status", STATUS.format(action=action, status=status), message_id, **more)


def complaint(message_id: str) -> bytes:
    """Somebody pressed the button for unwanted mail."""
    return report("feedback-report", FEEDBACK, message_id)
