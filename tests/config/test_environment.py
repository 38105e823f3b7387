"""Settings from the environment: read strictly, refused in words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from config.checks import no_one_click_sign_in
from config.environment import env_flag, env_list, env_number, env_text

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {"SECRET_KEY": "k9-" * 30 + "abcdefgh", "ALLOWED_HOSTS": "health.example"}


@pytest.mark.parametrize("text", ["1", "true", "Yes", "on"])
def test_true(monkeypatch, text):
    monkeypatch.setenv("FLAG", text)
    assert env_flag("FLAG", default=False)


@pytest.mark.parametrize("text", ["0", "false", "NO", "off", ""])
def test_false(monkeypatch, text):
    monkeypatch.setenv("FLAG", text)
    assert not env_flag("FLAG", default=True)


def test_a_flag_that_cannot_be_meant(monkeypatch):
    monkeypatch.setenv("FLAG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="FLAG is “maybe”: set it to 1 or 0"):
        env_flag("FLAG", default=False)


def test_a_text_that_is_required():
    with pytest.raises(ImproperlyConfigured, match=r"NOWHERE is not set: docs/operations\.md"):
        env_text("NOWHERE")


def test_a_number(monkeypatch):
    monkeypatch.setenv("NUMBER", "587")
    assert env_number("NUMBER", default=25) == 587


def test_a_number_that_is_none(monkeypatch):
    monkeypatch.setenv("NUMBER", "2,5")
    with pytest.raises(ImproperlyConfigured, match="NUMBER is “2,5”"):
        env_number("NUMBER", default=25)


def test_a_list(monkeypatch):
    monkeypatch.setenv("LIST", " a.example, ,b.example ")
    assert env_list("LIST") == ["a.example", "b.example"]


def check(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`manage.py check` as on a server, whatever this test runs under."""
    ours = {"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite://:memory:"} | environment
    command = [sys.executable, "manage.py", "check", *arguments]
    return subprocess.run(command, cwd=ROOT, env=ours, capture_output=True, text=True, check=False)


def test_production_passes_the_deploy_check():
    done = check("--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_demonstration_cannot_be_deployed():
    done = check("--deploy", **PRODUCTION, DEMONSTRATION="1")
    assert done.returncode == 1
    assert "config.E001" in done.stderr


def test_what_is_wrong_with_the_settings_is_one_sentence():
    done = check(**PRODUCTION, DATABASE_URL="mysql://127.0.0.1/health")
    assert done.stderr == "DATABASE_URL has to begin with postgres:// or sqlite:// (docs/operations.md).\n"
    assert done.returncode == 1


def test_no_secret_key_no_start():
    done = check(ALLOWED_HOSTS="health.example")
    assert done.returncode == 1
    assert "SECRET_KEY is not set" in done.stderr


def test_one_click_sign_in_does_not_exist_outside_a_demonstration():
    script = "import django; django.setup(); from django.urls import reverse; reverse('accounts:demonstration-sign-in')"
    ours = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", **PRODUCTION}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=ours, capture_output=True, text=True, check=False
    )
    assert "NoReverseMatch" in done.stderr


def test_a_route_that_slipped_through_is_found(settings):
    reverse("accounts:demonstration-sign-in")  # loads the addresses while this still is a demonstration
    settings.DEMONSTRATION = False
    assert [error.id for error in no_one_click_sign_in(None)] == ["config.E002"]
