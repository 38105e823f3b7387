"""What cannot be shown, and why: the same for every reader. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reports.results import Results, one_decimal
from reports.words.phrases import isolated, listed, plural, title, upper_first
from reports.words.statements import statements_of
from surveys.words import number_word

NAMED = 5
"""Hidden figures are named one by one up to so many, then counted."""
_NOBODY = "nobody of that partner gave it a score"
SPELT_OUT = 2
"""So many hidden statements are spelt out."""


@dataclass(frozen=True)
class Reason:
    """A word for what is not shown, and the sentence that says what and why."""

    word: str
    sentence: str


def reasons(results: Results) -> list[Reason]:
    """Everything a reader would otherwise look for in vain."""
    found = [
        *_pooled(results),
        *_partners(results),
        *_hidden_sections(results),
        *_hidden_statements(results),
        *_rounded(results),
        *_agreement(results),
    ]
    if results.is_attributed:
        named = "This round was attributed: results are named by organisation, and every answer given is in them."
        if results.is_official:
            named = (
                "This round was attributed: every official answer is shown under its organisation’s name. What its "
                "people answered by themselves is private, and is in no result."
            )
        return [*found, Reason("Nothing is hidden", named)]
    same = "Nothing is hidden from some and shown to others: everybody reads this same page."
    return [*found, Reason("The same for all", same)]


def _names(rows: list[dict[str, Any]]) -> str:
    return listed([isolated(row["name"]) for row in rows])


def _pooled(results: Results) -> list[Reason]:
    pool = next((column for column in results.columns if column["kind"] == "pool"), None)
    if pool is None:
        return []
    if results.facts["view"] == "together":
        return [Reason("Together", f"{_names(pool['partners'])} are one column, as was chosen before the launch.")]
    group = number_word(results.facts["minimum_group"])
    are = plural(len(pool["partners"]), "is", "are")
    return [
        Reason(
            "Pooled",
            f"{_names(pool['partners'])} {are} shown together as “{pool['name']}”. A partner stands alone when {group} "
            "or more of its people answer; a larger one joins the pool where that keeps its members from being told.",
        )
    ]


def _partners(results: Results) -> list[Reason]:
    left_out, silent = results.document["left_out"], results.document["no_answers"]
    found = []
    if left_out:
        why = "too few people answered, even taken together, to show them without giving somebody away."
        found.append(Reason("Left out", f"{_names(left_out)}: {why}"))
    if silent:
        none = "No official answer was sent for" if results.is_official else "Nobody answered for"
        found.append(Reason("No answers", f"{none} {_names(silent)}."))
    return found


def _hidden_sections(results: Results) -> list[Reason]:
    names = [
        f"{title(section)} for {isolated(column['name'])}"
        for column in results.columns
        for section in results.definition.sections
        if results.section(section.key)["columns"][column["key"]]["mean"] is None
    ]
    if not names:
        return []
    parts = f"{results.part_word}s"
    what = upper_first(listed(names)) if len(names) <= NAMED else f"{number_word(len(names))} figures of {parts}"
    why = f"under two thirds of the statements of the {results.part_word} can be shown there."
    word = "Not enough answers" if results.is_attributed else "Hidden"
    return [Reason(word, f"{upper_first(what)}: {why}")]


def _hidden_statements(results: Results) -> list[Reason]:
    figures = [
        f"“{statement.text.rstrip('.')}” for {isolated(column['name'])}"
        for _, statement in statements_of(results)
        for column in results.columns
        if results.statement(statement.key)["columns"][column["key"]]["mean"] is None
    ]
    if not figures:
        return []
    are = plural(len(figures), "figure of a single statement is", "figures of single statements are")
    count = upper_first(number_word(len(figures)))
    which = f": {listed(figures)}" if len(figures) <= SPELT_OUT else ""
    if results.is_attributed:
        why = "that partner’s official answer gives it no score" if results.is_official else _NOBODY
        return [Reason("No score", f"{count} {are} missing, because {why}{which}.")]
    return [Reason("Hidden", f"{count} {are} hidden, because too few of its people gave it a score{which}.")]


def _rounded(results: Results) -> list[Reason]:
    small = [column for column in results.columns if column["detail"] == "small"]
    found = []
    for kind, step, margin in (("partner", "one decimal", 0.3), ("pool", "the nearest half", 0.5)):
        rows = [column for column in small if column["kind"] == kind]
        if rows:
            limits = f"kept between {one_decimal(1 + margin)} and {one_decimal(results.points - margin)}"
            who = _names(rows) if len(rows) <= NAMED else f"{upper_first(number_word(len(rows)))} partners"
            group = plural(len(rows), "a small group", "small groups")
            found.append(
                Reason("Rounded", f"{who}: {group}, so each statement’s mean is rounded to {step} and {limits}.")
            )
    return found


def _agreement(results: Results) -> list[Reason]:
    if results.is_attributed or not results.columns:
        return []
    keys, word = results.document["agreement_of"], "Agreement among all people"
    if keys is None:
        why = "the large groups, whose answers are counted, hold under half of all who answered."
        return [Reason(word, f"Not shown, because {why}")]
    inside = [column for column in results.columns if column["key"] in keys]
    outside = [*(column for column in results.columns if column["key"] not in keys), *results.document["left_out"]]
    if not outside:
        return []
    if len(inside) <= len(outside):
        return [Reason(word, f"Taken over {_names(inside)} only: the other groups are too small to count.")]
    are = plural(len(outside), "is", "are")
    return [Reason(word, f"Taken over all but {_names(outside)}, which {are} too small to count.")]
