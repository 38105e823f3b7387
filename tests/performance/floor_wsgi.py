"""The bare view of `floors`, served: what this machine and Django give at best for one page of radio buttons."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings


def bare_application() -> Callable[..., Any]:
    """A WSGI application that draws the first section of the only instrument, in a session and behind a sign-in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.wsgi import get_wsgi_application

    from surveys.models import Instrument
    from tests.performance import floors

    settings.ROOT_URLCONF, settings.MIDDLEWARE = floors.__name__, floors.MIDDLEWARE
    definition = Instrument.objects.get().content
    floors.draw_section(definition.sections[0], definition)
    return get_wsgi_application()


application = bare_application()
