"""YAML as nodes that know their line, with everything refused that a data file of ours never needs.

Pure: no Django. Reading stops before any value is built, so no tag can run code and no alias can multiply.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from common.file_problems import Problem

MAX_BYTES = 256_000
MAX_NODES = 20_000
MAX_DEPTH = 12


class YamlFileError(ValueError):
    """The text is not YAML that we read; carries the one problem that ended the reading."""

    def __init__(self, message: str, line: int | None = None) -> None:
        self.problem = Problem(message, line)
        super().__init__(str(self.problem))


def line_of(node: yaml.Node) -> int:
    """The line on which the node begins, counted from 1."""
    line: int = node.start_mark.line
    return line + 1


def node_of(value: object) -> yaml.Node:
    """Plain values (dict, list, str, int) as nodes without a line, so that they pass the checks that a file does.

    Empty texts and None among a mapping's values are left out, as they would be in a file.
    """
    mark = yaml.Mark("", 0, -1, 0, "", 0)
    if isinstance(value, dict):
        given = {name: item for name, item in value.items() if item not in ("", None)}
        pairs = [(node_of(name), node_of(item)) for name, item in given.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, mark, mark)
    if isinstance(value, list | tuple):
        return yaml.SequenceNode("tag:yaml.org,2002:seq", [node_of(item) for item in value], mark, mark)
    tag = "tag:yaml.org,2002:int" if isinstance(value, int) else "tag:yaml.org,2002:str"
    return yaml.ScalarNode(tag, str(value), mark, mark)


def read_bytes(path: Path) -> bytes:
    """The file's bytes; YamlFileError when it cannot be read or is larger than an instrument can be."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise YamlFileError(f"the file cannot be read ({error.strerror}); check the name and your access") from error


def compose(source: bytes | str) -> yaml.Node:
    """The one document of a YAML text, as nodes.

    YamlFileError for text that is not UTF-8, too large, too deep, not YAML, empty, or that uses aliases.
    """
    node = _compose(_decoded(source))
    if node is None:
        raise YamlFileError("the file is empty; expected an instrument")
    return node


def _compose(text: str) -> yaml.Node | None:
    try:
        _check_events(text)
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except YamlFileError:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlFileError(f"not valid YAML: {error.problem}", mark.line + 1 if mark else None) from error
    except yaml.YAMLError as error:
        raise YamlFileError("expected plain text; the file holds a character that YAML does not allow") from error
    except (ValueError, OverflowError) as error:
        # The parser lets these out where an escape such as "\UFFFFFFFF" names no character.
        raise YamlFileError("an escape (\\U…) names no character; type the character itself") from error


def _decoded(source: bytes | str) -> str:
    if len(source) > MAX_BYTES:
        raise YamlFileError(f"the file is too large; expected at most {MAX_BYTES // 1000} kB")
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise YamlFileError("expected UTF-8 text; save the file with that encoding", line) from error


def _check_events(text: str) -> None:
    """The parser's events come one by one, so depth and size are known before a tree is built."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent):
            raise YamlFileError("aliases (*) are not read; write the value out", line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH or count > MAX_NODES:
            raise YamlFileError("nested too deeply or too long for an instrument", line)
