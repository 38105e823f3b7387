"""The reference folder beside the project: worked examples and real data that are not ours to copy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference"
MISSING = not REFERENCE.is_dir()

if MISSING and os.environ.get("CI"):
    raise RuntimeError(f"{REFERENCE} is missing, and CI needs it.")

needs_reference = [
    pytest.mark.reference,
    pytest.mark.skipif(MISSING, reason="../shared/reference is not here: worked examples and real data are left out"),
]
