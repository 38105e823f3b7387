"""Help: the guide for users, from docs/guide.md."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown


@cache
def _guide() -> tuple[SafeString, SafeString]:
    """The guide and its table of contents as HTML; our own file, so it is trusted."""
    converter = Markdown(extensions=["toc", "tables"], extension_configs={"toc": {"toc_depth": "2-3"}})
    html = converter.convert((Path(settings.BASE_DIR) / "docs" / "guide.md").read_text(encoding="utf-8"))
    return mark_safe(html), mark_safe(converter.toc)  # type: ignore[attr-defined]  # noqa: S308  # set by the extension


def guide(request: HttpRequest) -> HttpResponse:
    """The page."""
    html, contents = _guide()
    return render(request, "reports/guide.html", {"html": html, "contents": contents})
