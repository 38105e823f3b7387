"""Words of the record as pages show them."""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from record.places import PLACE

register = template.Library()


@register.filter
def with_places(text: str) -> SafeString:
    """The text with places in brackets marked, so that they are easy to find."""
    return mark_safe(PLACE.sub(r'<mark class="place">\g<0></mark>', escape(text)))  # noqa: S308  # escaped just before
