"""What tests read of PDFs and files that were taken out."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

TEXT_AND_DRAWING = {b"Tj", b"TJ", b"'", b'"', b"S", b"s", b"f", b"F", b"f*", b"B", b"Do"}


def reader(pdf: bytes) -> PdfReader:
    """The file as it reads."""
    return PdfReader(BytesIO(pdf))


def tags(pdf: PdfReader) -> Iterator[tuple[str, Any]]:
    """Every structure element with its tag, in reading order."""
    yield from _tags(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])


def _tags(node: Any) -> Iterator[tuple[str, Any]]:
    node = node.get_object()
    if isinstance(node, list):
        for item in node:
            yield from _tags(item)
    elif hasattr(node, "get") and "/S" in node:
        yield node["/S"], node
        if "/K" in node:
            yield from _tags(node["/K"])


def headings(pdf: PdfReader) -> list[tuple[int, str]]:
    """Level and title of each heading, in order."""
    return [(int(tag[2:]), str(node["/T"])) for tag, node in tags(pdf) if tag in {"/H1", "/H2", "/H3", "/H4"}]


def untagged(pdf: PdfReader) -> list[tuple[int, bytes]]:
    """What pages show outside of any tag and of any artefact: page and operator."""
    found = []
    for number, page in enumerate(pdf.pages):
        depth = 0
        for _, operator in ContentStream(page.get_contents(), pdf).operations:
            depth += (operator in {b"BDC", b"BMC"}) - (operator == b"EMC")
            if operator in TEXT_AND_DRAWING and depth < 1:
                found.append((number, operator))
    return found


def words(pdf: PdfReader) -> str:
    """All text, with line ends as spaces, without what marks where a line may break or must not."""
    found = " ".join(page.extract_text() for page in pdf.pages)
    return " ".join(found.replace("\u200b", "").replace("\u2060", "").split())
