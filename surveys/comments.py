"""Comments: where they stand, what is saved of one, and how many people it takes before any can be released. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.definition import Definition, Section, Statement

LENGTH = 2000
PEOPLE = 10
WHOLE = "section_"
"""Begins the place of a comment on a whole section; the keys of an instrument hold no underscore."""


@dataclass(frozen=True)
class Written:
    """What stands in one place, and whether it may be quoted; without text there is nothing to quote.

    One value, so that leave given for one text never passes to another.
    """

    text: str = ""
    may_be_quoted: bool = False


@dataclass(frozen=True)
class Place:
    """What a comment is about: a statement, or, where that is None, the section as a whole."""

    key: str
    section: Section
    statement: Statement | None

    @property
    def title(self) -> str:
        """In words."""
        return self.statement.text if self.statement else self.section.title


def whole(section: Section) -> str:
    """The place of comments on a section as a whole."""
    return WHOLE + section.key


def places_of(definition: Definition) -> dict[str, Place]:
    """Every place by its key, in the order asked: a section's statements, then the section as a whole."""
    found: dict[str, Place] = {}
    for section in definition.sections:
        found |= {item.key: Place(item.key, section, item) for item in section.statements}
        found[whole(section)] = Place(whole(section), section, None)
    return found


def people_needed(minimum_group: int) -> int:
    """How many people have to take part before a comment can be released; domain.md §5."""
    return max(PEOPLE, minimum_group)
