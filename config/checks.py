"""System checks of our own; config/apps.py registers them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.urls import NoReverseMatch, reverse


def demonstration_is_off(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """A deployed site is no demonstration: its one-click sign-in would let anyone in as anyone."""
    if settings.DEMONSTRATION:
        return [Error("DEMONSTRATION is on: set it to 0 outside a demonstration.", id="config.E001")]
    return []


def no_one_click_sign_in(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Outside a demonstration the one-click route must not exist at all."""
    try:
        reverse("accounts:demonstration-sign-in")
    except NoReverseMatch:
        return []
    return [] if settings.DEMONSTRATION else [Error("The one-click sign-in route exists.", id="config.E002")]
