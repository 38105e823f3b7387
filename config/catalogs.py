"""Compiles what translators write (locale/) into what Django reads (build/locale/), without gettext's programs.

`python -m config.catalogs`; set-up calls it.
"""

from __future__ import annotations

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCES, COMPILED = ROOT / "locale", ROOT / "build" / "locale"


def compile_catalogs(sources: Path = SOURCES, compiled: Path = COMPILED) -> list[Path]:
    """Every catalog, in the same folders below another one; the files made."""
    made = []
    for source in sorted(sources.rglob("*.po")):
        target = compiled / source.relative_to(sources).with_suffix(".mo")
        target.parent.mkdir(parents=True, exist_ok=True)
        polib.pofile(str(source)).save_as_mofile(str(target))
        made.append(target)
    return made


if __name__ == "__main__":
    compile_catalogs()
