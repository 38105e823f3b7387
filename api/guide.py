"""The page that lists what the API can be asked for, made from its own description."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import ApiToken
from api.tokens import REQUESTS_A_MINUTE
from api.views import PREFIX, api

SCOPE_WORDS = dict(ApiToken.Scope.choices)
STATUS_WORDS = {
    304: "Nothing has changed since the ETag that you sent as If-None-Match.",
    400: "A parameter is not as described.",
    401: "The token is missing, mistyped, expired or revoked.",
    403: "The token is not for this, or your role needs a second factor.",
    404: "There is nothing there that you may read, or a round is not closed yet.",
    405: "The API only reads.",
    429: "Too many requests; Retry-After says for how many seconds to wait.",
    503: "The database is away for a moment; try again after Retry-After. This one answer is a page, not JSON.",
}


KINDS = {"date-time": "moment", "date": "day", "array": "list"}


class Operation(NamedTuple):
    """One thing that can be asked for; parameters and fields as name, kind and words."""

    key: str
    address: str
    title: str
    words: str
    scope: str
    parameters: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str, str], ...]


@cache
def operations() -> tuple[Operation, ...]:
    """All of them, in the order of the addresses."""
    schema = api.get_openapi_schema(path_prefix=PREFIX)
    return tuple(_operation(path, methods["get"], schema) for path, methods in schema["paths"].items())


def _operation(path: str, told: Mapping[str, Any], schema: Mapping[str, Any]) -> Operation:
    answer = told["responses"][200]["content"]["application/json"]["schema"]
    return Operation(
        key=told["operationId"],
        address=path,
        title=told["summary"],
        words=told["description"],
        scope=SCOPE_WORDS[told["x-scope"]],
        parameters=tuple(_parameter(item) for item in told["parameters"]),
        fields=tuple(_fields(_resolved(answer, schema), schema)),
    )


def _parameter(told: Mapping[str, Any]) -> tuple[str, str]:
    schema = told["schema"]
    if told["name"] != "limit":
        return told["name"], told["description"]
    limits = f"From {schema['minimum']} to {schema['maximum']}; {schema['default']} unless you say."
    return told["name"], f"{told['description']} {limits}"


def _fields(model: Mapping[str, Any], schema: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str, str]]:
    """Each field, and after it those of what it holds."""
    for name, told in model["properties"].items():
        yield f"{before}{name}", _kind(told, schema), told.get("description", "")
        is_list = told.get("type") == "array"
        held = told["items"] if is_list else next((item for item in told.get("anyOf", ()) if "$ref" in item), told)
        inner = _resolved(held, schema)
        if "properties" in inner:
            yield from _fields(inner, schema, f"{before}{name}{'[]' * is_list}.")


def _kind(told: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """What a field holds, in a word or two; of a choice what can be chosen."""
    if "anyOf" in told:
        return " or ".join("null" if item.get("type") == "null" else _kind(item, schema) for item in told["anyOf"])
    told = _resolved(told, schema)
    if "enum" in told:
        return " | ".join(told["enum"])
    return KINDS.get(told.get("format", told["type"]), str(told["type"]))


def _resolved(told: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = told.get("$ref")
    found: Mapping[str, Any] = schema["components"]["schemas"][reference.rsplit("/", 1)[-1]] if reference else told
    return found


def api_guide(request: HttpRequest) -> HttpResponse:
    """The page."""
    context = {
        "operations": operations(),
        "site": settings.SITE_URL,
        "statuses": STATUS_WORDS.items(),
        "requests_a_minute": REQUESTS_A_MINUTE,
    }
    return render(request, "api/guide.html", context)
