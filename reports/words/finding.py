"""Who answered, the finding, and what stands behind it. Pure."""

from __future__ import annotations

from fractions import Fraction

from reports.results import CLOSE, Results, one_decimal, shown
from reports.words.ends import both_ends
from reports.words.phrases import isolated, plural, title, titles, upper_first
from reports.words.position import bad_sentence, position, ranked_sections
from surveys.agreement import NO_SHARED_VIEW, response_bounds
from surveys.definition import Section
from surveys.words import lower_first, number_word

ENDS_TOLD = 2
"""Of so many sections both ends are told; the pictures show the others."""


def who_answered(results: Results) -> str:
    """How many answered, of whom, for how many partners."""
    facts = results.facts
    answered, invited = facts["answered"], facts["invited"]
    partners, asked = facts["partners_answered"], facts["partners_invited"]
    if results.is_official:
        return _organisations_answered(answered, invited)
    if not answered:
        return f"None of the {number_word(invited)} people invited answered." if invited else "Nobody answered."
    if invited is None:
        people = f"{upper_first(number_word(answered))} {plural(answered, 'person', 'people')} answered"
    elif answered == invited:
        people = "The one person invited answered" if invited == 1 else f"All {number_word(invited)} people answered"
    else:
        people = f"{upper_first(number_word(answered))} of the {number_word(invited)} people invited answered"
    if partners < asked:
        return f"{people}, for {number_word(partners)} of {number_word(asked)} partners."
    return f"{people}, for {'the one partner' if asked == 1 else f'all {number_word(asked)} partners'}."


def _organisations_answered(answered: int, asked: int) -> str:
    """How many sent an official answer, of those that were asked."""
    if asked == 1:
        return "The one organisation sent its official answer." if answered else "No official answer was sent."
    if answered == asked:
        return f"All {number_word(asked)} organisations sent their official answer."
    if not answered:
        return f"None of the {number_word(asked)} organisations sent an official answer."
    return f"{upper_first(number_word(answered))} of {number_word(asked)} organisations sent their official answer."


def mode_words(results: Results) -> str:
    """What the round's mode means for its readers."""
    group = number_word(results.facts["minimum_group"])
    if results.is_official:
        return "Attributed: one official answer from each organisation, under its name."
    return {
        "attributed": "Attributed: results are named by organisation.",
        "confidential": f"Confidential: groups of {group} people or more are shown, never single people.",
        "anonymous": f"Anonymous: groups of {group} people or more are shown, and no answer is linked to a person.",
    }[results.facts["mode"]]


def finding(results: Results) -> str:
    """The round in a sentence or two, disagreement first."""
    if not results.facts["answered"]:
        return "Nobody answered this round."
    if not results.columns:
        return "Too few people answered for anything to be shown."
    if not results.section_means:
        return f"Too few people scored the statements for any {results.part_word} to be shown."
    apart, low = results.without_shared_view, low_bands(results)
    rest = [pair for pair in results.section_means if pair[0] not in apart]
    if not rest:
        many = len(apart) > 1
        return f"There is no shared view of {f'any {results.part_word}' if many else titles(apart)}."
    view = f"There is no shared view of {titles(apart)}." if apart else ""
    return " ".join(words for words in (view, low, position(results, rest)) if words)


def low_bands(results: Results) -> str:
    """Which sections are in the lower half of the bands; where they are many, how many. Empty for none."""
    sentences, bands = [], results.definition.bands
    for band in bands[(len(bands) + 1) // 2 :]:
        figures = [(section, results.all(results.section(section.key))) for section in results.definition.sections]
        inside = [section for section, figure in figures if figure["band"] == band.letter]
        if inside:
            many = f"{number_word(len(inside))} of {number_word(len(figures))} {results.part_word}s"
            who = many if 2 * len(inside) >= len(figures) > 2 else titles(inside)
            stands = plural(len(inside), "is", "are")
            sentences.append(f"{upper_first(who)} {stands} in band {band.letter}: {lower_first(band.name)}.")
    return " ".join(sentences)


def paragraph(results: Results) -> list[str]:
    """What stands behind the finding, in sentences: the overall, who differs, where nobody scores high."""
    if not results.section_means:
        return []
    sentences = [_overall(results)]
    sentences += _apart(results)
    sentences += [_ceiling(results)]
    if any(section.direction == "high_is_good" for section, _ in results.section_means):
        bad = [pair for pair in results.section_means if pair[0].direction == "high_is_bad"]
        sentences += [bad_sentence(results, *pair) for pair in bad]
    sentences += [_whose(results)]
    return [sentence for sentence in sentences if sentence]


def _overall(results: Results) -> str:
    figure = results.all(results.overall)
    counted = [section for section in results.definition.sections if section.direction == "high_is_good"]
    if figure["mean"] is None:
        missing = [item for item in counted if results.all(results.section(item.key))["mean"] is None]
        if not missing:
            return ""
        return f"There is no overall score, because too few statements can be shown on {titles(missing)}."
    score = f"Overall {shown(figure)} of {results.points}" if not figure["bound"] else f"Overall {shown(figure)}"
    if results.overall["all"]["no_shared_view"]:
        return f"{score}, without a band: half of the {results.part_word}s or more have no shared view."
    band = results.band(figure)
    return f"{score}, band {band.letter}: {lower_first(band.name)}." if band else f"{score}."


def _apart(results: Results) -> list[str]:
    """Who stands apart on the sections without a shared view, and on which people are split."""
    sections = results.without_shared_view
    far = [section for section in sections if _has_far_partner(results, section)]
    split = [section for section in sections if section not in far]
    sentences = [_ends(results, section) for section in far[:ENDS_TOLD]]
    if split:
        sentences.append(
            f"On {titles(split)}, {results.people_word} are split: their answers lie far from their own average."
        )
    return sentences


def _has_far_partner(results: Results, section: Section) -> bool:
    """Whether a partner stands a point (of four) or more from the mean of the others."""
    gaps = [figure["gap"] for figure in results.section(section.key)["columns"].values()]
    cut = results.cut(float(NO_SHARED_VIEW)) - CLOSE
    return any(abs(gap) >= cut for gap in gaps if gap is not None)


def far_ends(results: Results, section: Section) -> str:
    """Who stands at both ends of a section on which a partner stands far apart; empty where none does."""
    return both_ends(results, results.section(section.key)) if _has_far_partner(results, section) else ""


def _ends(results: Results, section: Section) -> str:
    return f"On {title(section)}, {both_ends(results, results.section(section.key))}."


def _ceiling(results: Results) -> str:
    """That no column’s mean on the weakest section is above a value below the overall; only where several are shown.

    Not where a mean may lie higher than it is shown.
    """
    overall = results.all(results.overall)["mean"]
    apart = results.without_shared_view
    good = [pair for pair in results.section_means if pair[0].direction == "high_is_good" and pair[0] not in apart]
    if overall is None or len(good) < 2:
        return ""
    weakest = ranked_sections(results, good)[-1][0]
    shown_ = [row for row in results.section(weakest.key)["columns"].values() if row["mean"] is not None]
    known = [row["mean"] for row in shown_]
    if len(known) < 3 or max(known) >= overall - CLOSE or any(row["bound"] == "or_above" for row in shown_):
        return ""
    pooled = ", alone or pooled," if any(column["kind"] == "pool" for column in results.columns) else ""
    return f"No partner{pooled} averages above {one_decimal(max(known))} on {title(weakest)}."


def _whose(results: Results) -> str:
    if len(results.columns) != 1:
        return ""
    column = results.columns[0]
    if column["kind"] == "pool":
        return "All partners that answered are shown together." if not results.document["left_out"] else ""
    return f"Only {isolated(column['name'])} can be shown, so these are its figures alone."


def bounds_words(results: Results) -> str:
    """Between what the overall would lie, had all who are missing answered; attributed rounds only, else empty.

    Counted one person, one voice, because only people can be missing; or organisations, which have one voice each.
    """
    facts, mean = results.facts, results.overall["all"]["one_person_one_voice"]["mean"]
    if not results.is_attributed or mean is None or facts["invited"] is None or facts["invited"] <= facts["answered"]:
        return ""
    missing = facts["invited"] - facts["answered"]
    low, high = response_bounds(Fraction(mean), answered=facts["answered"], missing=missing, points=results.points)
    who, counted = "one person who" if missing == 1 else f"{number_word(missing)} people who", True
    if results.is_official:
        who, counted = f"{number_word(missing)} {plural(missing, 'organisation', 'organisations')} that", False
    return (
        f"Had the {who} did not answer scored everything 1, or everything {results.points}, the overall would lie "
        f"between {one_decimal(float(low))} and {one_decimal(float(high))}"
        f"{', counted one person, one voice' if counted else ''}."
    )
