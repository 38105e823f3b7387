"""Texts that would do harm in a file that takes them for more than text."""

from __future__ import annotations

TEXTS = (
    '#panic("x") $x$ *b* _i_ @ref <label> \\ ` = // /* [',
    "\\input{/etc/passwd} \\end{document} %~&",
    "<script>alert(1)</script> </text></svg> &amp; ]]> \"'",
    '=HYPERLINK("http://evil.example")',
    "+1+cmd|' /C calc'!A0",
    "http://evil.example/" + "x" * 60,
    "مجلس المدينة \u202eturned\u202c \u2067open",
    "מועצת העיר",
    "👩‍👩‍👧‍👦 👍🏽 張偉 \ufffe\uffff",
    "a\x07\x0b\x1b\x85b\tc\u200b\ufeff",
    "W" * 110,
    "a" + "\u0301" * 90,
    "\u200b",
)
"""Each fits where a name does, and into both databases."""
OUTSIDE = ("\x00 \ud800 alone", "long " * 6553 + "end", "W" * 32768, "line\n" * 900, "")
"""Those that no database takes, or no name: they come by other ways if at all."""
