"""The HTML of a mail, made from its text: paragraphs and links, no images, nothing that is fetched. Pure."""

from __future__ import annotations

import re
from html import escape

STYLE = "font-family: system-ui, sans-serif; font-size: 16px; line-height: 1.5; max-width: 36em; margin: 1em auto"


def html_of(subject: str, text: str, *, own: str) -> str:
    """A whole document: a blank line ends a paragraph, a line stays a line.

    Only addresses that begin with `own`, such as "https://health.example", become links: what people write into titles
    and names must not.
    """
    paragraphs = (part.strip("\n") for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    body = "\n".join(f"<p>{_lines(part, own)}</p>" for part in paragraphs if part.strip())
    return (
        f'<!doctype html>\n<html lang="en-GB">\n<head><meta charset="utf-8"><title>{escape(subject)}</title></head>\n'
        f'<body style="{STYLE}">\n{body}\n</body>\n</html>\n'
    )


def _lines(paragraph: str, own: str) -> str:
    return "<br>\n".join(_linked(line, own) for line in paragraph.split("\n"))


def _linked(line: str, own: str) -> str:
    """The line escaped, with its links; what ends a sentence is no part of an address."""
    parts = re.split(rf"({re.escape(own)}(?:/[^\s<>\"]*[^\s<>\".,;:!?)])?(?![\w:@-]|\.\w))", line)
    return "".join(
        f'<a href="{escape(part)}">{escape(part)}</a>' if number % 2 else escape(part)
        for number, part in enumerate(parts)
    )
