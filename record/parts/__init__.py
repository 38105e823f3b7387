"""The parts of the record, as data: what a partnership writes down, clause by clause."""

from __future__ import annotations

from record.parts.contributions import CONTRIBUTIONS
from record.parts.exit_strategy import EXIT
from record.parts.governance import GOVERNANCE
from record.parts.identity import IDENTITY
from record.parts.parting import PARTING
from record.parts.purpose import PURPOSE
from record.schema import Part

PARTS: dict[str, Part] = {part.key: part for part in (IDENTITY, PURPOSE, GOVERNANCE, CONTRIBUTIONS, EXIT, PARTING)}
AGREED: tuple[Part, ...] = tuple(part for part in PARTS.values() if part.is_agreed)
