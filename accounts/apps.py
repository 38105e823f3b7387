"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the app, and listens for sign-ins."""

    name = "accounts"

    def ready(self) -> None:
        """Connects what notes where somebody is signed in, and by what."""
        from accounts import second_factor, sign_ins  # noqa: F401, PLC0415  # need the models, which exist from here on
