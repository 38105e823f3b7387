"""Lock files: versions and hashes, no addresses, nothing that must stay out."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"]


@pytest.mark.parametrize("name", PYTHON)
def test_no_address_in_a_lock_file(name):
    assert "://" not in (ROOT / name).read_text()


def test_no_address_of_a_registry_for_npm():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


@pytest.mark.parametrize("name", PYTHON)
def test_every_package_has_a_hash(name):
    entries = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
    packages = [entry for entry in entries if "==" in entry and not entry.lstrip().startswith("#")]
    assert packages
    assert [entry for entry in packages if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", PYTHON)
def test_psycopg_3_stays_out(name):
    # Django would prefer it to psycopg2 without a word.
    assert "\npsycopg==" not in (ROOT / name).read_text()


def test_the_developers_lock_has_the_same_versions():
    def versions(name: str) -> set[str]:
        lines = (ROOT / name).read_text().splitlines()
        return {line.split()[0].lower() for line in lines if "==" in line and not line.startswith((" ", "#"))}

    assert versions("requirements.lock") <= versions("requirements-dev.lock")
