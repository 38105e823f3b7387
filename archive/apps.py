"""The archive app: a whole partnership, or the whole database, leaves the product and comes back."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """Names the app."""

    name = "archive"
