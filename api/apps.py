"""The read-only API as an app: it holds no models."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Above all others: it reads what they hold."""

    name = "api"
