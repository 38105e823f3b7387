"""How the figures are made, for those who read them on paper or on slides; domain.md §3 to §5. Pure."""

from __future__ import annotations

from reports.results import VOICE_WORDS, Results
from reports.words.phrases import titles, upper_first
from surveys.agreement import MOVED, NO_SHARED_VIEW, SECTION_FLAG, STATEMENT_FLAG
from surveys.definition import Band
from surveys.words import lower_first, number_word

Told = tuple[str, str]
"""A word, and the sentences that explain it."""
VOICES_TOLD = {
    "partner": "the mean of the partners’ means, so that each counts alike however many of its people answered",
    "person": "the mean over all people who scored it, so that larger groups weigh more",
}


def method(results: Results) -> list[Told]:
    """Every word and sign that stands beside figures."""
    return [
        *(_scores(results), _everyone(results), _sections(results)),
        *([_bands(results)] if results.definition.bands else []),
        *_bad(results),
        *(_agreement(results), _between(results), _no_shared_view(results), _changed(results)),
        *([_importance(results)] if "importance" in results.document["figures"] else []),
    ]


def _scores(results: Results) -> Told:
    scale = results.definition.scale
    whose = "A partner’s mean is over those of its people who gave a score."
    if results.is_official:
        whose = "A partner’s figure is the score of its official answer."
    return "Scores", (
        f"Each statement is answered from 1, “{lower_first(scale.labels[0])}”, to {scale.points}, "
        f"“{lower_first(scale.labels[-1])}”. {whose} “{scale.dont_know}” and “{lower_first(scale.not_applicable)}” are "
        "counted apart, and are never zero."
    )


def _everyone(results: Results) -> Told:
    pooled = " A pool counts as its number of partners." if any(c["kind"] == "pool" for c in results.columns) else ""
    return "All partners", f"Counted {VOICE_WORDS[results.voice]}: {VOICES_TOLD[results.voice]}.{pooled}"


def _sections(results: Results) -> Told:
    part = results.part_word
    sizes = {len(section.statements) for section in results.definition.sections}
    published = ""
    if len(sizes) == 1:
        size = sizes.pop()
        scale = f"{size} to {size * results.points}"
        published = f" Times the {number_word(size)} statements it gives the published scale, {scale}."
    return f"{upper_first(part)}s", (
        f"A {part}’s score is the mean of its statements that are shown, where two thirds of them or more are."
        f"{published} The overall is the mean of the {part}s, each by its number of statements."
    )


def _bands(results: Results) -> Told:
    return "Bands", " ".join(_band(band) for band in results.definition.bands)


def _band(band: Band) -> str:
    where = f"above {float(band.above):g}" if band.above is not None else "below that"
    return f"{band.letter}, {where}: {lower_first(band.meaning or band.name).rstrip('.')}."


def _bad(results: Results) -> list[Told]:
    bad = [section for section in results.definition.sections if section.direction == "high_is_bad"]
    words = f"On {titles(bad)}, a high score is a bad sign, so it stays out of the overall."
    return [("High is bad", words)] if bad else []


def _agreement(results: Results) -> Told:
    points = results.points
    return "Agreement among people", (
        "AD is how far answers lie from their own mean, on average (Burke and Dunlap). People agree where it is "
        f"{points / 8:.2f} or less, are mixed up to {points / 6:.2f}, and split above that. r_wg is 1 less the "
        f"variance of the answers over that of answers by chance, {(points**2 - 1) / 12:.2f} here: 1 is full "
        "agreement, below 0 means two camps. Where answers cannot be counted, the labels of the partners stand in for "
        "them."
    )


def _between(results: Results) -> Told:
    return "Between partners", (
        "The range is the highest partner’s mean less the lowest. A partner’s gap is its mean less the mean of the "
        f"others; {results.cut(float(SECTION_FLAG)):.2f} on a {results.part_word}, or "
        f"{results.cut(float(STATEMENT_FLAG)):.1f} on a statement, is far from the others."
    )


def _no_shared_view(results: Results) -> Told:
    return "No shared view", (
        f"Stands instead of a band where people are split on a {results.part_word}, or a partner’s gap is "
        f"{results.cut(float(NO_SHARED_VIEW)):.1f} or more; of the overall, where that is so on half of the "
        f"{results.part_word}s. The average beside it is not a verdict."
    )


def _changed(results: Results) -> Told:
    return "Changed", (
        "Only partners with figures of their own in both rounds are compared. A figure changed where their mean "
        f"moved by {results.cut(float(MOVED)):.1f} or more, and more than half of them, two at least, moved that much "
        "the same way."
    )


def _importance(results: Results) -> Told:
    return "Importance", (
        f"How much a {results.part_word} matters now, 1 to {results.points}. Priority is importance × "
        f"({results.points} − score): high where much matters and little goes well. It stands beside scores, never "
        "instead."
    )
