"""Help: the guide for users, from docs/guide.md, and the other documents that it leads to."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor


class Topic(NamedTuple):
    """One topic of the guide: its title, the key that its address ends with, its text as HTML."""

    title: str
    key: str
    html: SafeString


class _Tables(Treeprocessor):
    """Tables in the product's own look: on a phone each row becomes a labelled block."""

    def run(self, root: Element) -> None:
        """Gives each table its classes, and each cell after the first its column's name."""
        for table in root.iter("table"):
            table.set("class", "table stack")
            names = ["".join(cell.itertext()) for cell in table.iter("th")]
            for row in table.iterfind("tbody/tr"):
                for name, cell in list(zip(names, row, strict=True))[1:]:
                    cell.set("data-label", name)


@cache
def topics() -> tuple[Topic, ...]:
    """The guide, a topic for each heading of the second level; our own file, so it is trusted."""
    text = (Path(settings.BASE_DIR) / "docs" / "guide.md").read_text(encoding="utf-8")
    return tuple(_topic(part) for part in f"\n{text}".split("\n## ")[1:])


def _topic(part: str) -> Topic:
    title, _, body = part.partition("\n")
    converter = Markdown(extensions=["tables", "fenced_code"])
    converter.treeprocessors.register(_Tables(converter), "tables", 0)
    return Topic(title, slugify(title), mark_safe(converter.convert(body)))  # noqa: S308


@cache
def documents() -> dict[str, Topic]:
    """The documents beside the guide, by their names: formats of files, for those who work with them."""
    paths = sorted((Path(settings.BASE_DIR) / "docs").glob("*.md"))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in paths if path.stem != "guide"}
    return {name: _topic(text.removeprefix("# ")) for name, text in texts.items()}


def guide(request: HttpRequest) -> HttpResponse:
    """The page."""
    return render(request, "reports/guide.html", {"topics": topics()})


def document(request: HttpRequest, name: str) -> HttpResponse:
    """One of the other documents, which lead back to the guide; Http404 for an unknown one."""
    if name == "guide":
        return redirect("help")
    if name not in documents():
        raise Http404
    return render(request, "reports/document.html", {"topic": documents()[name]})
