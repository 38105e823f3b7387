"""What the sources say through gettext: every message that a catalog has to hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TRANSLATE = re.compile(r'{% translate "([^"]*)"')
BLOCK = re.compile(r"{% blocktranslate(?: with [^%]*)? %}(.*?){% endblocktranslate %}", re.DOTALL)
VARIABLE = re.compile(r"{{ (\w+) }}")
SPEAKERS = {"say", "gettext"}


def in_templates() -> set[str]:
    """As Django reads them: variables of a block become %(name)s."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")]
    plain = {found for text in texts for found in TRANSLATE.findall(text)}
    return plain | {VARIABLE.sub(r"%(\1)s", found) for text in texts for found in BLOCK.findall(text)}


def in_python() -> set[str]:
    """Constants given to `say` and `gettext` in the surveys app."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "surveys").rglob("*.py"))
    return {text for tree in trees for call in _calls(tree) for text in _constants(call.args[0])}


def in_scripts() -> set[str]:
    """Constants given to `say` (or `words`) by the scripts, and those named before."""
    paths = [
        *(ROOT / "assets" / "answering").glob("*.js"),
        ROOT / "assets/answering.js",
        ROOT / "assets/kept-answers.js",
    ]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    called = {found for text in texts for found in re.findall(r'\b(?:say|words)\("((?:[^"\\]|\\.)+)"', text)}
    return called | {found for text in texts for found in re.findall(r'const late\w* = "([^"]*)"', text)}


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAKERS and node.args:
            yield node


def _constants(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
