"""`python -m tests.reliability.pack COMMAND`: packs of the database that DATABASE_URL names.

`ask` makes a partnership with a closed round and asks for all of it, `due` lets every claim run out, `state` prints
what is there, `open` also opens the zip, `slow` makes what waits as slowly as a large portfolio is made.
"""

from __future__ import annotations

import json
import sys
import time
from io import BytesIO
from zipfile import ZipFile

import django


def main(command: str) -> None:
    from django.utils import timezone

    from common.models import OutgoingMail
    from packs.models import Pack, PackPiece
    from packs.services.asking import content_of
    from packs.services.making import make_packs

    if command == "ask":
        _ask()
    elif command == "due":
        Pack.objects.going().update(due_at=timezone.now())
    elif command == "slow":
        make_packs(between=lambda: time.sleep(0.5))
    pack = Pack.objects.get()
    told = {"state": pack.state, "done": pack.done, "attempts": pack.attempts}
    if command == "open":
        archive = ZipFile(BytesIO(b"".join(content_of(pack))))
        told["files"] = 0 if archive.testzip() else len(archive.namelist())
        told["tries_kept"] = PackPiece.objects.values("attempt").distinct().count()
        told["mails"] = OutgoingMail.objects.filter(key__startswith="pack/").count()
    print(json.dumps(told))


def _ask() -> None:
    from packs.contents import all_kinds
    from packs.services.asking import ask_for_history
    from tests.factories import PartnerFactory, closed_round, facilitator_of, people_of

    partner = PartnerFactory()
    people_of(partner, 3)
    closed_round(partner.partnership)
    ask_for_history(partnership=partner.partnership, files=all_kinds(), by=facilitator_of(partner.partnership))


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
