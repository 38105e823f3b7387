"""Strict reading of environment variables: a value that cannot be meant stops the start with a sentence."""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def env_flag(name: str, *, default: bool) -> bool:
    """The truth of a variable (1/0, true/false, yes/no, on/off); ImproperlyConfigured for anything else."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in TRUE | FALSE:
        return value.lower() in TRUE
    raise ImproperlyConfigured(f"{name} is “{value}”: set it to 1 or 0.")


def env_text(name: str, *, default: str | None = None) -> str:
    """The text of a variable; ImproperlyConfigured when it is missing or empty and has no default."""
    value = os.environ.get(name, "") or default
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set: docs/operations.md says what it is for.")
    return value


def env_number(name: str, *, default: int) -> int:
    """The whole number in a variable; ImproperlyConfigured for anything else."""
    value = os.environ.get(name, "")
    if not value:
        return default
    if value.isdecimal():
        return int(value)
    raise ImproperlyConfigured(f"{name} is “{value}”: set it to a whole number.")


def env_list(name: str) -> list[str]:
    """The comma-separated parts of a variable, trimmed, empty ones left out."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]
