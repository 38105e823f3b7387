"""The project itself as an app, so that its own checks run with Django's."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import Tags, register

from config.checks import demonstration_is_off, no_one_click_sign_in


class ProjectConfig(AppConfig):
    """Holds no models."""

    name = "config"

    def ready(self) -> None:
        """Registers the checks that `manage.py check --deploy` adds."""
        register(demonstration_is_off, Tags.security, deploy=True)
        register(no_one_click_sign_in, Tags.urls, deploy=True)
