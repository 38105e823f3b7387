"""Addresses of the API, below /api/v1/."""

from django.urls import URLPattern, path, re_path

from api.serving import served
from api.views import api, openapi, unknown

app_name = "api"


def _served(pattern: URLPattern) -> URLPattern:
    pattern.callback = served(pattern.callback)
    return pattern


operations = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"]
urlpatterns = [
    *map(_served, operations),
    path("openapi.json", served(openapi), name="openapi"),
    re_path("", served(unknown), name="unknown"),
]
