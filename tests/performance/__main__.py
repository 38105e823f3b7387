"""Starts Django on a scratch database, then measures."""

from __future__ import annotations

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    from tests.performance.bench import main  # once Django is set up

    main()
