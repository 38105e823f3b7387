"""SPSS syntax that reads a CSV file beside it, with labels for its variables and values. Pure.

Nothing that people wrote stands outside quotation marks in it; quotes are doubled, line ends and control characters
become spaces, and no line is longer than SPSS reads (it takes 251 bytes).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

NAME_BYTES, LABEL_BYTES, VALUE_LABEL_BYTES, LINE_BYTES = 64, 256, 120, 240
MOST_TEXT = 32_767
RESERVED = {"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH", "COMMENT"}
"""Words that cannot be names; a line that begins with the last of them is read as a comment."""


@dataclass(frozen=True)
class Variable:
    """One column of the CSV: its name there, its label, and what its values mean.

    `width` is that of a text in bytes, None for numbers. `codes` are texts among a number's values (dk, na), by the
    number that stands for each: they count as missing. `is_read`: otherwise it is passed over.
    """

    name: str
    label: str
    width: int | None = None
    decimals: int = 0
    values: Mapping[int | str, str] = field(default_factory=dict)
    codes: Mapping[str, int] = field(default_factory=dict)
    is_read: bool = True


def syntax(file: str, about: str, variables: Sequence[Variable], *, only: str = "") -> str:
    """The whole syntax file, which reads the CSV `file` in the directory that SPSS works in.

    `only` selects cases once they are read, by the names in the CSV, which have to be legal ones then.
    """
    names = legal_names([variable.name for variable in variables])
    pairs = list(zip(names, variables, strict=True))
    raw = legal_names([f"raw_{name}" if variable.codes else name for name, variable in pairs])
    lines = [
        "* Encoding: UTF-8.",
        *_comment(about),
        *_comment(f"Keep this file beside {file}, and set the working directory there with CD."),
        "SET DECIMAL=DOT.",
        *_reading(file, variables, raw),
        *([f"SELECT IF ({only})."] if only else []),
        *_recoding(variables, raw, names),
        *_labels(variables, names),
        "EXECUTE.",
    ]
    return "\ufeff" + "\r\n".join(lines) + "\r\n"


def legal_names(wanted: Iterable[str]) -> list[str]:
    """Names of variables that SPSS takes: a letter first, then letters, digits and _; at most 64 bytes, each once."""
    found: list[str] = []
    for name in wanted:
        legal = re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_") or "v"
        if not legal[0].isalpha() or legal.upper() in RESERVED:
            legal = f"v_{legal}"
        legal, number = legal[:NAME_BYTES].rstrip("_"), 1
        taken, base = {item.casefold() for item in found}, legal
        while legal.casefold() in taken:
            number += 1
            legal = f"{base[: NAME_BYTES - 6]}_{number}"
        found.append(legal)
    return found


def quoted(text: str, most: int) -> list[str]:
    """The text in quotation marks, in pieces that fit a line; at most so many bytes, no part of a letter cut off."""
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    pieces, piece, total, size = [], "", 0, 0
    for letter in plain:
        bytes_ = len(letter.encode())
        if total + bytes_ > most:
            break
        if size + 2 * bytes_ > LINE_BYTES // 2:
            pieces.append(piece)
            piece, size = "", 0
        piece, size, total = piece + letter, size + bytes_ * (2 if letter == '"' else 1), total + bytes_
    return [f'"{item.replace(chr(34), chr(34) * 2)}"' for item in [*pieces, piece]]


def _said(text: str, most: int) -> str:
    """A text as one value, over several lines where it is long."""
    return "\n    + ".join(quoted(text, most)).replace("\n", "\r\n")


def _comment(text: str) -> Iterator[str]:
    """As comments of a line each, since a full stop at the end of a line ends a comment."""
    for piece in quoted(text.replace('"', "'"), 2_000):
        yield f"* {piece[1:-1].strip(' .')}."


def _reading(file: str, variables: Sequence[Variable], raw: Sequence[str]) -> Iterator[str]:
    yield "GET DATA /TYPE=TXT"
    yield f"  /FILE={_said(file, 200)}"
    yield "  /ENCODING='UTF8'"
    yield "  /ARRANGEMENT=DELIMITED /DELCASE=LINE /FIRSTCASE=2"
    yield '  /DELIMITERS="," /QUALIFIER=\'"\''
    yield "  /VARIABLES="
    for name, variable in zip(raw, variables, strict=True):
        yield f"    {name} {_format(variable)}"
    yield "  ."


def _format(variable: Variable) -> str:
    if variable.codes:
        return "A2"
    return f"F{12 if variable.decimals else 8}.{variable.decimals}" if variable.width is None else f"A{variable.width}"


def _recoding(variables: Sequence[Variable], raw: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    """Texts among numbers become numbers that count as missing; an empty cell is missing by itself."""
    coded = [(old, new, item) for old, new, item in zip(raw, names, variables, strict=True) if item.codes]
    for old, new, variable in coded:
        codes = " ".join(f'("{text}"={number})' for text, number in variable.codes.items())
        yield f"RECODE {old} {codes} (CONVERT) INTO {new}."
        yield f"FORMATS {new} (F4.0)."
        yield f"MISSING VALUES {new} ({', '.join(map(str, variable.codes.values()))})."
    gone = [old for old, item in zip(raw, variables, strict=True) if item.codes or not item.is_read]
    if gone:
        yield "EXECUTE."
    for old in gone:
        yield f"DELETE VARIABLES {old}."


def _labels(variables: Sequence[Variable], names: Sequence[str]) -> Iterator[str]:
    for name, variable in ((name, item) for name, item in zip(names, variables, strict=True) if item.is_read):
        yield f"VARIABLE LABELS {name}"
        yield f"    {_said(variable.label, LABEL_BYTES)}."
        if variable.values:
            yield f"VALUE LABELS {name}"
            for value, label in variable.values.items():
                yield f"    {value if isinstance(value, int) else quoted(value, 60)[0]}"
                yield f"    {_said(label, VALUE_LABEL_BYTES)}"
            yield "  ."
