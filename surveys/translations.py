"""The words of an instrument in another language, place by place. Pure.

A place names one text as the instrument file does: `title`, `scale.labels.1` (counted from 1), `bands.A.name`,
`sections.need.title`, `sections.need.statements.need-choice.text`. What is not translated is said in the first one.
Questions for discussion are not among them: they belong to the results, which stay in the first language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from surveys.definition import Band, Definition, Scale, Section
from surveys.languages import ENGLISH, interface_of, is_english

WHOLE = "whole"
"""The part of an instrument that is no section: its title, scale and bands. No section has this key in a draft."""


def section_place(section: Section) -> str:
    """Where a section's words begin."""
    return f"sections.{section.key}"


def statement_place(section: Section, key: str) -> str:
    """Where a statement's words begin."""
    return f"sections.{section.key}.statements.{key}"


def places(definition: Definition) -> dict[str, str]:
    """Every place that has words, with those of the first language, in the order read."""
    return {place: words for place, words in _all(definition) if words}


def places_of_part(definition: Definition, part: str) -> dict[str, str]:
    """Those of `WHOLE` or of the section with this key; KeyError when there is none."""
    found = _of_whole(definition) if part == WHOLE else _of_section(definition.section(part))
    return {place: words for place, words in found if words}


def _all(definition: Definition) -> Iterator[tuple[str, str]]:
    yield from _of_whole(definition)
    for section in definition.sections:
        yield from _of_section(section)


def _of_whole(definition: Definition) -> Iterator[tuple[str, str]]:
    yield "title", definition.title
    yield "description", definition.description
    for score, label in enumerate(definition.scale.labels, 1):
        yield f"scale.labels.{score}", label
    yield "scale.dont_know", definition.scale.dont_know
    yield "scale.not_applicable", definition.scale.not_applicable
    for band in definition.bands:
        yield f"bands.{band.letter}.name", band.name
        yield f"bands.{band.letter}.meaning", band.meaning


def _of_section(section: Section) -> Iterator[tuple[str, str]]:
    start = section_place(section)
    yield f"{start}.title", section.title
    yield f"{start}.short_title", section.short_title
    yield f"{start}.description", section.description
    for statement in section.statements:
        yield f"{start}.statements.{statement.key}.text", statement.text
        yield f"{start}.statements.{statement.key}.guidance", statement.guidance


def kept_translations(definition: Definition, *, even_empty: bool = False) -> dict[str, dict[str, str]]:
    """The translations without those of places that are no longer there, or have no words in the first language.

    `even_empty` keeps the latter: in a draft the words may come back.
    """
    known = {place for place, words in _all(definition) if words or even_empty}
    return {
        language: {place: text for place, text in words.items() if place in known and text}
        for language, words in definition.translations.items()
    }


def in_language(definition: Definition, language: str) -> Definition:
    """The same instrument with its words in a language, in the first one where they are missing; keys are the same."""
    words = definition.translations.get(language, {})

    def word(place: str, original: str) -> str:
        return words.get(place) or original

    return replace(
        definition,
        title=word("title", definition.title),
        description=word("description", definition.description),
        scale=Scale(
            tuple(word(f"scale.labels.{score}", label) for score, label in enumerate(definition.scale.labels, 1)),
            word("scale.dont_know", definition.scale.dont_know),
            word("scale.not_applicable", definition.scale.not_applicable),
        ),
        bands=tuple(
            Band(
                band.letter,
                word(f"bands.{band.letter}.name", band.name),
                word(f"bands.{band.letter}.meaning", band.meaning),
                band.above,
            )
            for band in definition.bands
        ),
        sections=tuple(_section_in(section, words) for section in definition.sections),
    )


def _section_in(section: Section, words: Mapping[str, str]) -> Section:
    start = section_place(section)

    def word(name: str, original: str) -> str:
        return words.get(f"{start}.{name}") or original

    return replace(
        section,
        title=word("title", section.title),
        short_title=word("short_title", section.short_title),
        description=word("description", section.description),
        statements=tuple(
            replace(
                statement,
                text=word(f"statements.{statement.key}.text", statement.text),
                guidance=word(f"statements.{statement.key}.guidance", statement.guidance),
            )
            for statement in section.statements
        ),
    )


@dataclass(frozen=True)
class Worded:
    """An instrument as somebody reads it: its words, what the page around them speaks, and what is said otherwise.

    `marks` tells the language of each place that is not in the language of the page.
    """

    definition: Definition
    language: str
    interface: str
    marks: Mapping[str, str]

    @property
    def is_english(self) -> bool:
        """Whether the page around the words speaks English."""
        return self.interface == ENGLISH


def worded(definition: Definition, language: str) -> Worded:
    """The instrument in one of its languages."""
    interface = interface_of(language)
    marks = {}
    for place in places(definition):
        is_translated = language != definition.language and definition.translations.get(language, {}).get(place)
        spoken = language if is_translated else definition.language
        if spoken != interface and not (is_english(spoken) and interface == ENGLISH):
            marks[place] = spoken
    return Worded(in_language(definition, language), language, interface, marks)
