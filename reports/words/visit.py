"""Why a partnership may need a visit: rules, each with its sentence, never more certain than the figures. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from record.checks import months_before
from record.document import day_words
from reports.portfolio.facts import Declined, Facts, Health, Late, half_of
from reports.results import LIMIT_WORDS, one_decimal
from reports.words.opening import NEARLY
from reports.words.phrases import isolated, listed, plural, titles, upper_first
from surveys.words import lower_first, number_word

NAMED = 2
"""So many sections or reviews are named; more are counted."""
MONTHS = 12
"""So long without a round is long."""


@dataclass(frozen=True)
class Rule:
    """One reason: `key` in addresses, `words` where it is chosen, and its sentence, empty where it does not hold."""

    key: str
    words: str
    sentence: Callable[[Facts], str]


@dataclass(frozen=True)
class Reason:
    """A rule that holds, by its key, and what is said."""

    key: str
    sentence: str


def reasons(facts: Facts) -> list[Reason]:
    """Every rule that holds, in the order of `RULES`; none for a partnership that is closed."""
    if facts.is_closed:
        return []
    return [Reason(rule.key, sentence) for rule in RULES if (sentence := rule.sentence(facts))]


def part_word(health: Health) -> str:
    """What the field calls a section of the instrument."""
    return "principle" if health.definition.key.startswith("six-principles") else "section"


def year_ago(today: date) -> date:
    """A round that ended before this day is long ago."""
    return months_before(today, MONTHS)


def score_words(mean: float, bound: str) -> str:
    """A mean as it is shown, with the limit it was kept within."""
    return one_decimal(mean) + LIMIT_WORDS.get(bound, "")


def _low(facts: Facts) -> str:
    health = facts.health
    if health is None:
        return ""
    if not health.is_low or health.mean is None or health.band is None:
        return _half_low(health)
    score = score_words(health.mean, health.bound)
    return f"Health is {score} of {health.points}, band {health.letter}: {lower_first(health.band.name)}."


def _half_low(health: Health) -> str:
    """Where the mean of all hides that half of the sections are weak."""
    low = health.low_sections
    if len(low) < half_of(health.definition):
        return ""
    if len(low) <= NAMED:
        return f"{upper_first(titles(low))} {plural(len(low), 'is', 'are')} in the lower bands."
    of = number_word(len(health.definition.sections))
    return f"{upper_first(number_word(len(low)))} of {of} {part_word(health)}s are in the lower bands."


def _apart(facts: Facts) -> str:
    health = facts.health
    if health is None or not health.no_shared_view:
        return ""
    apart, part = health.apart, part_word(health)
    if len(apart) == len(health.known) > 1:
        return f"There is no shared view of any {part}."
    if len(apart) <= NAMED:
        return f"There is no shared view of {titles(apart)}."
    return f"There is no shared view of {number_word(len(apart))} of {number_word(len(health.known))} {part}s."


def _fell(facts: Facts) -> str:
    health = facts.health
    if health is None or health.moved != -1 or health.before is None or health.after is None:
        return ""
    ends = f"from {one_decimal(health.before)} to {one_decimal(health.after)}"
    return f"It fell: the {number_word(health.matched)} partners shown both times went {ends}."


def _few(facts: Facts) -> str:
    health = facts.health
    if health is None or health.invited is None or health.invited <= 2 * health.answered:
        return ""
    of = f"of the {number_word(health.invited)} people invited answered the last round"
    if not health.answered:
        return "The one person invited to the last round did not answer." if health.invited == 1 else f"None {of}."
    return f"Only {number_word(health.answered)} {of}."


def is_unready(readiness: int | None) -> bool:
    """Whether partners that are winding down should look at how they part."""
    return readiness is None or readiness < NEARLY


def _unready(facts: Facts) -> str:
    if not facts.is_winding_down or not is_unready(facts.readiness):
        return ""
    if facts.readiness is None:
        return "It is winding down without an exit strategy."
    return f"It is winding down, and its exit readiness is {facts.readiness} of 100."


def _late(facts: Facts) -> str:
    terms, reviews, steps = ([item for item in facts.late if item.kind == kind] for kind in ("term", "review", "step"))
    words = [f"Its term ended {_days(terms[0])} ago."] if terms else []
    if len(reviews) == 1:
        words.append(f"The review of {reviews[0].what} is {_days(reviews[0])} late.")
    elif reviews:
        what = listed([item.what for item in reviews]) if len(reviews) <= NAMED else number_word(len(reviews))
        whose = f"Reviews of {what}" if len(reviews) <= NAMED else f"{upper_first(what)} reviews"
        words.append(f"{whose} are late, the longest by {_days(reviews[0])}.")
    if len(steps) == 1:
        words.append(f"A step of the exit is {_days(steps[0])} late: {isolated(steps[0].what)}.")
    elif steps:
        words.append(
            f"{upper_first(number_word(len(steps)))} steps of the exit are late, the longest by {_days(steps[0])}."
        )
    return " ".join(words)


def _declined(facts: Facts) -> str:
    return " ".join(
        f"{upper_first(_partners(item))} declined {item.what}, which is put forward." for item in facts.declined
    )


def _partners(item: Declined) -> str:
    if len(item.partners) > NAMED:
        return f"{number_word(len(item.partners))} partners"
    return listed([isolated(name) for name in item.partners])


def _days(item: Late) -> str:
    return f"{number_word(item.days)} {plural(item.days, 'day', 'days')}"


def _long_ago(facts: Facts) -> str:
    last, limit = facts.last_round_on, year_ago(facts.today)
    if last is not None:
        return f"No round has closed since {day_words(last)}." if last < limit else ""
    return (
        f"No round has closed since it was entered on {day_words(facts.entered_on)}."
        if facts.entered_on < limit
        else ""
    )


RULES: tuple[Rule, ...] = (
    Rule("low", "Health, or half of the principles, in the lower bands", _low),
    Rule("apart", "No shared view of half or more", _apart),
    Rule("fell", "Fell since the round before", _fell),
    Rule("few", "Under half of the people answered", _few),
    Rule("unready", f"Winding down, exit readiness under {NEARLY}", _unready),
    Rule("declined", "A partner declined what was put forward", _declined),
    Rule("late", "A review, a step of the exit or the term is overdue", _late),
    Rule("long-ago", "No round for a year", _long_ago),
)


def no_reason(count: int) -> str:
    """What is said of those without a reason."""
    return f"Nothing on record calls for a visit to {plural(count, 'this one', 'these')}:"


def opening(total: int, needing: int, *, is_narrowed: bool) -> str:
    """How many of those selected may need a visit, in a sentence; not for none selected."""
    what = "selected" if is_narrowed else "you look after"
    if not needing:
        which = plural(total, "the one", f"any of the {number_word(total)}")
        return f"Nothing on record calls for a visit to {which} {what}."
    if total == 1:
        return f"The one {what} may need a visit."
    if needing == total:
        return f"All {number_word(total)} {what} may need a visit."
    return f"{upper_first(number_word(needing))} of the {number_word(total)} {what} may need a visit."
