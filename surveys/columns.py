"""Which partners stand alone, are pooled or left out: the columns of a round. Pure; counts of people only.

The same rules serve the closed round, the preview before launch and the board while a round is open.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import median

OTHER_PARTNERS = "other-partners"
ALL_PARTNERS = "all-partners"
POOL_LESS_LARGEST = 5
FULL_FROM = 10


@dataclass(frozen=True)
class ColumnPlan:
    """One column: a partner's own (its key) or a pool; `is_full` says whether details may be shown."""

    key: str
    partners: tuple[str, ...]
    is_pool: bool
    is_full: bool


@dataclass(frozen=True)
class Plan:
    """All columns, alphabetical with a pool last, and the partners too small for any."""

    columns: tuple[ColumnPlan, ...]
    left_out: tuple[str, ...]

    @property
    def alone(self) -> tuple[str, ...]:
        """Partners with a column of their own."""
        return tuple(column.key for column in self.columns if not column.is_pool)

    @property
    def pooled(self) -> tuple[str, ...]:
        """Partners shown together with others."""
        return tuple(key for column in self.columns if column.is_pool for key in column.partners)


@dataclass(frozen=True)
class Proposal:
    """What the wizard proposes for a partnership of this size; attributed always with one official answer each."""

    mode: str
    minimum_group: int

    @property
    def official(self) -> bool:
        """Whether one official answer from each organisation is proposed."""
        return self.mode == "attributed"


def partition(people: Mapping[str, int], *, names: Mapping[str, str], mode: str, minimum_group: int, view: str) -> Plan:
    """The columns for so many respondents a partner; partners nobody answered for have no part in it.

    `mode` attributed: every partner alone, in full. `view` together: one column if all less the largest partner
    are 5 (k if larger). Otherwise partners of k or more stand alone and the rest are pooled.
    """
    answered = {key: count for key, count in people.items() if count}
    if mode == "attributed":
        return _plan(answered, set(answered), set(), names, minimum_group, attributed=True)
    if view == "together":
        enough = _less_largest(answered, answered) >= max(POOL_LESS_LARGEST, minimum_group)
        return _plan(answered, set(), set(answered) if enough else set(), names, minimum_group, together=True)
    standing = {key for key, count in answered.items() if count >= minimum_group}
    pool = _fill_pool(answered, standing, names, minimum_group)
    return _plan(answered, standing - pool, pool, names, minimum_group)


def _fill_pool(
    answered: Mapping[str, int], standing: Collection[str], names: Mapping[str, str], minimum_group: int
) -> set[str]:
    """The pool, with as many standing partners as it needs to hide its largest; empty when that cannot be met."""
    pool = {key for key in answered if key not in standing}
    if not pool:
        return pool
    full_from = max(FULL_FROM, minimum_group)
    joiners = sorted(
        (key for key in standing if answered[key] < full_from), key=lambda key: (answered[key], names[key], key)
    )
    while _less_largest(answered, pool) < max(POOL_LESS_LARGEST, minimum_group):
        if not joiners:
            return set()
        pool.add(joiners.pop(0))
    return pool


def _less_largest(answered: Mapping[str, int], keys: Collection[str]) -> int:
    counts = [answered[key] for key in keys]
    return sum(counts) - max(counts, default=0)


def _plan(
    answered: Mapping[str, int],
    alone: Collection[str],
    pool: Collection[str],
    names: Mapping[str, str],
    minimum_group: int,
    *,
    attributed: bool = False,
    together: bool = False,
) -> Plan:
    full_from = max(FULL_FROM, minimum_group)

    def by_name(keys: Collection[str]) -> tuple[str, ...]:
        return tuple(sorted(keys, key=lambda key: (names[key], key)))

    columns = [
        ColumnPlan(key, (key,), is_pool=False, is_full=attributed or answered[key] >= full_from)
        for key in by_name(alone)
    ]
    if pool:
        key = ALL_PARTNERS if together else OTHER_PARTNERS
        is_full = _less_largest(answered, pool) >= full_from
        columns.append(ColumnPlan(key, by_name(pool), is_pool=True, is_full=is_full))
    return Plan(tuple(columns), by_name(answered.keys() - set(alone) - set(pool)))


def propose(invited: Mapping[str, int]) -> Proposal:
    """The mode and k for so many people invited a partner.

    k is 3 when the median partner invites under eight, else 5; attributed when most partners invite under four.
    """
    counts = list(invited.values())
    few = sum(count < 4 for count in counts)
    mode = "attributed" if 2 * few > len(counts) else "confidential"
    return Proposal(mode, 3 if not counts or median(counts) < 8 else 5)


def more_needed(*, invited: int, answered: int, minimum_group: int) -> int | None:
    """How many more answers a partner needs for a column of its own; None when it invites too few ever to have one."""
    return None if invited < minimum_group else max(0, minimum_group - answered)
