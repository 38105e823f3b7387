"""The fields of a YAML mapping, read by type; what is wrong is collected with its line, never raised.

Pure: no Django. A field that is wrong or missing reads as an empty value, so that reading goes on and finds the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

import yaml

from common.file_problems import Problem, excerpt, has_control_characters
from surveys.yaml_positions import line_of

TEXT_TAG = "tag:yaml.org,2002:str"
WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
FRACTION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,6}|/[1-9][0-9]{0,3})?")


class Fields:
    """One mapping of the file; `path` says where it is, such as sections[2], counted from 1."""

    def __init__(self, node: yaml.Node, path: str, problems: list[Problem], known: tuple[str, ...]) -> None:
        self.line = line_of(node)
        self.path = path
        self.problems = problems
        self.nodes: dict[str, yaml.Node] = {}
        self.is_mapping = isinstance(node, yaml.MappingNode)
        if not self.is_mapping:
            self.refuse("", f"expected fields ({', '.join(known)}), one a line, each as “name: value”")
            return
        for key, value in node.value:
            self._take(key, value, known)

    def _take(self, key: yaml.Node, value: yaml.Node, known: tuple[str, ...]) -> None:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name in self.nodes:
            self.refuse(name, f"given twice, first on line {line_of(self.nodes[name])}; keep one", line_of(key))
        elif name not in known:
            self.refuse(excerpt(name), f"not a field we know here; expected one of {', '.join(known)}", line_of(key))
        else:
            self.nodes[name] = value

    def place(self, name: str) -> str:
        """Where a field is, such as sections[2].title."""
        return ".".join(part for part in (self.path, name) if part)

    def line_at(self, name: str) -> int:
        """The line of a field's value, or of the mapping when the field is missing."""
        return line_of(self.nodes[name]) if name in self.nodes else self.line

    def refuse(self, name: str, message: str, line: int | None = None) -> None:
        """Notes what is wrong with a field."""
        self.problems.append(Problem(message, line or self.line_at(name), self.place(name)))

    def once(self, name: str, value: str, seen: dict[str, int]) -> None:
        """Notes a value that was `seen` before (value to line); an empty value has its own problem already."""
        if value and value in seen:
            where = f"on line {seen[value]}" if seen[value] else "before this one"
            self.refuse(name, f"{excerpt(value)} is used already {where}; expected one of its own")
        seen.setdefault(value, self.line_at(name))

    def text(self, name: str, *, most: int, required: bool = True) -> str:
        """A text of 1 to `most` characters with its spaces and line ends folded; "" when left out."""
        if name not in self.nodes:
            if required:
                self.missing(name, "expected text")
            return ""
        return self._text_of(self.nodes[name], name, most)

    def pattern(self, name: str, pattern: re.Pattern[str], expected: str) -> str:
        """A text that matches the whole pattern; `expected` says in words what that is."""
        value = self.text(name, most=60)
        if value and not pattern.fullmatch(value):
            self.refuse(name, f"expected {expected}, not {excerpt(value)}")
            return ""
        return value

    def texts(self, name: str, *, most: int) -> tuple[str, ...]:
        """A list of texts."""
        nodes = self.items(name)
        return tuple(self._text_of(node, f"{name}[{count}]", most) for count, node in enumerate(nodes, start=1))

    def items(self, name: str) -> list[yaml.Node]:
        """The items of a list that holds one at least; [] when there is none."""
        if name not in self.nodes:
            self.missing(name, "expected a list")
            return []
        node = self.nodes[name]
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            how = ", each line beginning with “- ”" if self.line else ""
            self.refuse(name, f"expected a list with one item at least{how}")
            return []
        return list(node.value)

    def whole(self, name: str, low: int, high: int) -> int:
        """A whole number from low to high; 0 when it is wrong."""
        expected = f"expected a whole number from {low} to {high}"
        if name not in self.nodes:
            self.missing(name, expected)
            return 0
        value = self._plain(name)
        if not WHOLE_NUMBER.fullmatch(value) or not low <= int(value) <= high:
            self.refuse(name, f"{expected}{', without quotes' if self._is_quoted(name) else ''}")
            return 0
        return int(value)

    def fraction(self, name: str) -> Fraction | None:
        """An exact number such as 3, 2.5 or 7/3; None when it is left out or wrong."""
        if name not in self.nodes:
            return None
        node = self.nodes[name]
        if not isinstance(node, yaml.ScalarNode) or not FRACTION.fullmatch(node.value):
            self.refuse(name, "expected a number such as 3, 2.5 or 7/3")
            return None
        return Fraction(node.value)

    def choice(self, name: str, choices: Iterable[str], default: str) -> str:
        """One of the choices; the default when it is left out."""
        value = self.text(name, most=40) if name in self.nodes else default
        if value and value not in choices:
            self.refuse(name, f"expected {' or '.join(choices)}, not {excerpt(value)}")
            return default
        return value

    def missing(self, name: str, expected: str) -> None:
        """Notes a field that is not there, unless there are no fields at all, which is noted already."""
        if self.is_mapping:
            self.refuse(name, f"missing; {expected}")

    def _plain(self, name: str) -> str:
        node = self.nodes[name]
        return node.value if isinstance(node, yaml.ScalarNode) and node.tag != TEXT_TAG else ""

    def _is_quoted(self, name: str) -> bool:
        return self.nodes[name].tag == TEXT_TAG

    def _text_of(self, node: yaml.Node, name: str, most: int) -> str:
        message = ""
        value = node.value if isinstance(node, yaml.ScalarNode) else ""
        folded = " ".join(value.split())
        if not isinstance(node, yaml.ScalarNode) or node.tag not in (TEXT_TAG, "tag:yaml.org,2002:null"):
            message = "expected text; put quotes around it if it is"
        elif not folded:
            message = "empty; expected text"
        elif len(folded) > most:
            message = f"too long by {len(folded) - most}; expected at most {most} characters"
        elif has_control_characters(folded):
            message = "holds a character that cannot be shown; type the text again without it"
        if message:
            self.refuse(name, message, line_of(node))
            return ""
        return folded
