"""What every template may use."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from accounts.views.demonstration import KINDS


def site(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demonstration (the foot of the page and the sign-in page say so), and where we are."""
    demonstration: bool = settings.DEMONSTRATION
    match = request.resolver_match
    return {
        "DEMONSTRATION": demonstration,
        "demonstration_kinds": KINDS if demonstration else (),
        "section": match.view_name if match else "",
    }
