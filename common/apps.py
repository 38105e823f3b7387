"""The common app."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Names the app."""

    name = "common"
