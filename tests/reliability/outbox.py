"""`python -m tests.reliability.outbox COMMAND`: the outbox of the database that DATABASE_URL names.

`queue N` puts so many mails in, `due` lets every claim and every wait run out, `state` prints what is there.
"""

from __future__ import annotations

import json
import sys

import django


def main(command: str, *arguments: str) -> None:
    from django.db import transaction
    from django.db.models import Count, Q
    from django.utils import timezone

    from common.mail import queue_mail
    from common.models import OutgoingMail

    if command == "queue":
        with transaction.atomic():
            for number in range(int(arguments[0])):
                queue_mail(key=f"mail/{number}", to=f"person-{number}@test.example", subject="Mail", text="Text")
    elif command == "due":
        OutgoingMail.objects.waiting().update(next_attempt_at=timezone.now())
    counts = OutgoingMail.objects.aggregate(sent=Count("pk", filter=~Q(sent_at=None)), all=Count("pk"))
    print(json.dumps({**counts, "bounced": OutgoingMail.objects.exclude(bounced_at=None).count()}))


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
