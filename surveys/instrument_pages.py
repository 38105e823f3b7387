"""The pages on which a draft of an instrument is written: what each shows of the content, and what it puts back. Pure.

Content is what `Definition.to_json` writes. Nothing here changes it in place. Values are the texts of a page's fields.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Protocol

from surveys.definition import Definition
from surveys.translations import kept_translations, places_of_part

Content = dict[str, Any]
Values = dict[str, str]
BAND_FIELDS = ("letter", "name", "meaning", "above")
WHOLE_FIELDS = ("title", "description", "source", "minutes")
SECTION_FIELDS = ("title", "short_title", "description", "direction")
STATEMENT_FIELDS = ("text", "guidance", "ask_when_low", "ask_when_disputed")
SPARE_BANDS = 2
"""So many empty rows for more bands."""


class Page(Protocol):
    """One page of a draft."""

    @property
    def title(self) -> str:
        """Which part of the instrument it is, for the audit trail."""

    def values(self, content: Content) -> Values:
        """The texts of its fields; KeyError when the part is no longer there."""

    def write(self, content: Content, values: Mapping[str, str]) -> Content:
        """The content with these texts in place of those."""


def mark_of(values: Mapping[str, str]) -> str:
    """A digest of a page's texts: a page that was made from other texts than are stored is stale."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def statement_field(key: str, name: str) -> str:
    """The name of a statement's field; keys hold no underscore."""
    return f"{key}__{name}"


@dataclass(frozen=True)
class WholePage:
    """What the instrument is, its answers and its bands."""

    title = "the whole"

    def values(self, content: Content) -> Values:
        """Its texts; answers one a line; rows for bands, with empty ones for more."""
        scale = content["scale"]
        found = {name: str(content[name]) for name in WHOLE_FIELDS}
        found |= {"labels": "\n".join(scale["labels"])}
        found |= {name: scale[name] for name in ("dont_know", "not_applicable")}
        for number in range(1, len(content["bands"]) + SPARE_BANDS + 1):
            band = content["bands"][number - 1] if number <= len(content["bands"]) else {}
            found |= {f"band_{number}_{name}": band.get(name) or "" for name in BAND_FIELDS}
        return found

    def write(self, content: Content, values: Mapping[str, str]) -> Content:
        """Rows of bands that are empty are left out."""
        rows = len(content["bands"]) + SPARE_BANDS
        bands = [{name: values[f"band_{number}_{name}"] for name in BAND_FIELDS} for number in range(1, rows + 1)]
        return _tidy(
            {
                **content,
                **{name: values[name] for name in WHOLE_FIELDS},
                "minutes": int(values["minutes"]),
                "scale": {
                    "labels": [line for line in values["labels"].split("\n") if line],
                    "dont_know": values["dont_know"],
                    "not_applicable": values["not_applicable"],
                },
                "bands": [{**band, "above": band["above"] or None} for band in bands if any(band.values())],
            }
        )


@dataclass(frozen=True)
class SectionPage:
    """One section and its statements."""

    key: str

    @property
    def title(self) -> str:
        """By its key, which stays when its title changes."""
        return f"the section {self.key}"

    def values(self, content: Content) -> Values:
        """Its texts, and those of its statements."""
        section = section_of(content, self.key)
        found = {name: section[name] for name in SECTION_FIELDS}
        for row in section["statements"]:
            found |= {statement_field(row["key"], name): row.get(name, "") for name in STATEMENT_FIELDS}
        return found

    def write(self, content: Content, values: Mapping[str, str]) -> Content:
        """Statements keep their key and their place."""
        changed = deepcopy(content)
        section = section_of(changed, self.key)
        section.update({name: values[name] for name in SECTION_FIELDS})
        for row in section["statements"]:
            row.update({name: values[statement_field(row["key"], name)] for name in STATEMENT_FIELDS})
        return _tidy(changed)


@dataclass(frozen=True)
class TranslationPage:
    """The words of the whole, or of a section, in a further language."""

    language: str
    part: str

    @property
    def title(self) -> str:
        """Language and part by their keys."""
        return f"the words in {self.language} of {self.part}"

    def values(self, content: Content) -> Values:
        """A text for each place that has words in the first language, empty where it is not translated."""
        words = content["translations"][self.language]
        return {place: words.get(place, "") for place in places_of_part(Definition.from_json(content), self.part)}

    def write(self, content: Content, values: Mapping[str, str]) -> Content:
        """Places that are left empty are said in the first language."""
        spoken = content["translations"]
        return _tidy({**content, "translations": {**spoken, self.language: {**spoken[self.language], **values}}})


def section_of(content: Content, key: str) -> dict[str, Any]:
    """The section with this key; KeyError when there is none."""
    for section in content["sections"]:
        if section["key"] == key:
            found: dict[str, Any] = section
            return found
    raise KeyError(key)


def draft_content(definition: Definition, *, key: str, version: int) -> Content:
    """What a copy begins with: all words and all keys of statements."""
    # Through JSON, so that it is now as it will come back from the database: lists, no tuples.
    copied = json.loads(json.dumps({**definition.to_json(), "key": key, "version": version}))
    return {**copied, "translations": copied.get("translations", {})}


def _tidy(content: Content) -> Content:
    """Without translations of what is no longer there."""
    return {**content, "translations": kept_translations(Definition.from_json(content), even_empty=True)}
