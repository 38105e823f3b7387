"""Contributions in words. Pure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from record.document import money_words
from record.totals import Sum, Totals
from reports.words.answers import percent
from reports.words.phrases import isolated, listed, plural, upper_first
from surveys.words import number_word


def given_words(found: Sum) -> str:
    """What was given, as far as it is told."""
    if not found.rows:
        return "nothing written down"
    if not found.told:
        return "not yet told"
    return f"{money_words(found.given)}{'' if found.is_told else ' so far'}"


def headline(totals: Totals, year: int | None) -> str:
    """Who pledges most of how much, and whether it was given."""
    whole = totals.sum(year=year)
    if not whole.pledged:
        return "Nothing is pledged." + (f" {upper_first(given_words(whole))} was given." if whole.given else "")
    pledged = {name: totals.sum(partner=partner, year=year).pledged for partner, name in totals.names.items()}
    givers = [name for name, amount in pledged.items() if amount]
    top = [name for name in givers if pledged[name] == max(pledged.values())]
    count = f"{upper_first(number_word(len(givers)))} {plural(len(givers), 'partner pledges', 'partners pledge')}"
    return f"{count} {money_words(whole.pledged)}{_most(top, givers, pledged, whole)}. {_kept(whole)}"


def _most(top: list[str], givers: list[str], pledged: dict[str, Decimal], whole: Sum) -> str:
    if len(givers) == 1:
        return f": {isolated(givers[0])}"
    if len(top) == len(givers):
        return ", each the same"
    share = percent(pence(pledged[top[0]]), pence(whole.pledged))
    names = listed([isolated(name) for name in top[:3]]) if len(top) <= 3 else f"{number_word(len(top))} of them"
    return f", {names} the most: {share}{'' if len(top) == 1 else ' each'}"


def _kept(whole: Sum) -> str:
    """What came of it, where that is told."""
    if not whole.told:
        return "Nothing is told yet of what was given."
    where = "" if whole.is_told else "Where it is told, "
    if not whole.short:
        words = "everything that was pledged was given"
    else:
        words = f"{money_words(abs(whole.short))} {'less' if whole.short > 0 else 'more'} was given than was pledged"
    return f"{where}{words}." if where else f"{upper_first(words)}."


def pence(amount: Decimal) -> int:
    """The sum in pence."""
    return int((100 * amount).to_integral_value())


def short_money(amount: float) -> str:
    """A sum that fits into a picture: £940, £84k, £1.2m."""
    for size, letter in ((1_000_000_000, "bn"), (1_000_000, "m"), (1_000, "k")):
        if amount >= size:
            parts = Decimal(amount) / size
            digits = Decimal("0.1") if parts < 10 else Decimal(1)
            return f"£{parts.quantize(digits, ROUND_HALF_UP).normalize():f}{letter}"
    return f"£{Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP)}"
