"""What a story of the demonstration is made of: data alone. Everything in it is invented.

Levels are mean answers on the four-point scale. A story gives each section's level round by round and says
which partner stands apart on what; `surveys.demonstration.answers` turns that into people's answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PartnerStory:
    """One partner: how many people it invites, how it leans overall, and where it stands apart.

    `leaning` is added to every level; `apart` to single sections; `from_round` (0 is the first) is when it joined,
    `until_round` the last one before it left.
    """

    name: str
    sector: str
    people: int
    leaning: float = 0.0
    apart: Mapping[str, float] = field(default_factory=dict)
    from_round: int = 0
    until_round: int | None = None


@dataclass(frozen=True)
class OpenRound:
    """A round that takes answers: since how many days, for how many more, and the shares that have sent and begun."""

    since: int
    closes_in: int
    sent: float
    begun: float


@dataclass(frozen=True)
class CommentStory:
    """What somebody wrote in the last closed round, and what became of it; no decision where it still waits for one."""

    place: str
    text: str
    decision: str = ""
    marked: str = ""
    reason: str = ""


@dataclass(frozen=True)
class PartnershipStory:
    """One partnership and its rounds.

    `levels` holds, for each section, one level a closed round; `together` puts all partners into one column;
    `drafted_round` adds a round that is still being prepared; `importance` holds, for each section, how much it matters
    on average, and is empty where that is not asked. `pulses_ago` are rounds with the isolation and collaboration
    pulse, in months as `months_ago`; its two sections have one level each of them. With `official_pulse` the last of
    them asked for official answers; `official_round` is an open one that does.
    `told` is what people heard of what follows from a round, by the round's number from 0.
    """

    name: str
    slug: str
    kind: str
    stage: str
    summary: str
    mode: str
    minimum_group: int
    partners: tuple[PartnerStory, ...]
    levels: Mapping[str, tuple[float, ...]]
    months_ago: tuple[int, ...]
    spread: float = 0.55
    response_rate: float = 0.85
    together: bool = False
    open_round: OpenRound | None = None
    drafted_round: bool = False
    comments: tuple[CommentStory, ...] = ()
    importance: Mapping[str, float] = field(default_factory=dict)
    pulses_ago: tuple[int, ...] = ()
    told: Mapping[int, str] = field(default_factory=dict)
    official_pulse: bool = False
    official_round: OpenRound | None = None
