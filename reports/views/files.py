"""A picture as a file to take away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from common.csv import csv_response
from common.text import one_line
from common.typeset import png_of
from reports.charts import ChartSpec
from reports.pictures.standalone import FULL, standalone
from reports.pictures.table import table

MOST_LETTERS = 200


def filters_of(request: HttpRequest) -> dict[str, Any]:
    """What the address asks for, for the audit trail; nothing where it asks for nothing."""
    asked = ((name, value) for name, value in request.GET.items() if value)
    words = one_line(", ".join(f"{name} {value}" for name, value in asked), max_length=MOST_LETTERS)
    return {"filters": words} if words else {}


def picture_file(spec: ChartSpec, kind: str, name: str, source: str) -> HttpResponseBase:
    """The picture as `svg`, `png` or, its figures, `csv`; `source` says whose figures these are."""
    name = f"{name}.{kind}"
    if kind == "csv":
        figures = table(spec)
        return csv_response(name, [figures.header, *figures.rows])
    drawing, height = standalone(spec, source)
    content = drawing if kind == "svg" else png_of(drawing, FULL, height)
    media = "image/svg+xml" if kind == "svg" else "image/png"
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})
