"""The read-only API, version 1: its operations, and the page that lists them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from inspect import signature
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Path, Query
from ninja.errors import AuthenticationError, ValidationError

from accounts.models import ApiToken
from accounts.tokens import has_read, note_reading
from api.answers import page_of, partnership_out, round_in_full, round_out
from api.problems import ProblemError, no_token, not_found, problem_response
from api.queries import partnership_for, partnerships_for, round_for, rounds_for
from api.schemas import (
    PartnershipOut,
    PartnershipsOut,
    ProblemOut,
    RecordOut,
    ResultsOut,
    RoundInFullOut,
    RoundsOut,
)
from api.tokens import Token, TokenRequest
from common.audit import record_audit
from common.text import one_line
from partnerships.models import Partnership
from partnerships.rules import Permission
from record.exports import record_document
from reports.exports import exported_document, results_json
from surveys.models import Round

Scope = ApiToken.Scope
PREFIX = "api/v1/"
PARAMETERS = {"limit", "after"}
Operation = Callable[..., Any]
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 405, 429), ProblemOut)

Slug = Annotated[str, Path(pattern=r"^[-a-zA-Z0-9_]+$", description="Of the partnership, as its list gives it.")]
RoundId = Annotated[int, Path(ge=1, description="As the list of rounds gives it.")]
Limit = Annotated[int, Query(50, ge=1, le=100, description="How many to answer with at most.")]
AfterSlug = Annotated[
    str, Query("", max_length=60, pattern=r"^[-a-zA-Z0-9_]*$", description="Only those after this slug.")
]
AfterId = Annotated[int, Query(0, ge=0, le=2**53, description="Only those after this id.")]

api = NinjaAPI(
    title="Partnership health check",
    version="1",
    description=(
        "Reads what the person who made the token may read in the pages, and changes nothing. Send the token as the "
        "header “Authorization: Bearer TOKEN”."
    ),
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)


def reads(path: str, name: str, scope: Scope, answer: type, title: str) -> Callable[[Operation], Operation]:
    """Registers an operation: a GET at the path for tokens with the scope, which answers with this."""
    register = api.get(
        path,
        url_name=name,
        operation_id=name,
        summary=title,
        auth=Token(scope),
        response={200: answer, 304: None, **PROBLEMS},
        openapi_extra={"x-scope": scope.value},
    )

    def decorate(operation: Operation) -> Operation:
        register(_strict(operation))
        return operation

    return decorate


def _strict(operation: Operation) -> Operation:
    """Refuses parameters that it does not have: a misspelt one would otherwise be left out in silence."""
    known = PARAMETERS & set(signature(operation).parameters)

    @wraps(operation)
    def wrapper(request: TokenRequest, **values: Any) -> Any:
        for name in request.GET:
            if name not in known:
                named = one_line(name, max_length=60)
                told = f"it has {' and '.join(sorted(known))}" if known else "it has none"
                raise ProblemError(400, f"There is no parameter “{named}” at this address: {told}. Leave it out.")
        return operation(request, **values)

    return wrapper


@api.exception_handler(ProblemError)
def _problem(request: HttpRequest, error: ProblemError) -> HttpResponse:
    return problem_response(error)


@api.exception_handler(AuthenticationError)
def _no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem_response(no_token())


@api.exception_handler(ValidationError)
def _bad_parameters(request: HttpRequest, error: ValidationError) -> HttpResponse:
    told = "; ".join(f"{item['loc'][-1]}: {item['msg'][:1].lower()}{item['msg'][1:]}" for item in error.errors)
    return problem_response(ProblemError(400, f"Put the address right: {told}."))


@reads("partnerships/", "partnerships", Scope.PARTNERSHIPS, PartnershipsOut, "Partnerships that you may see")
def partnerships(request: TokenRequest, limit: Limit, after: AfterSlug) -> PartnershipsOut:
    """Those in which you hold a role, closed ones too; all of them for an administrator."""
    found, following = page_of(request, partnerships_for(request.auth.person, after), limit, lambda row: row.slug)
    return PartnershipsOut(items=[partnership_out(row) for row in found], next=following)


@reads("partnerships/{slug:slug}/", "partnership", Scope.PARTNERSHIPS, PartnershipOut, "One partnership")
def partnership(request: TokenRequest, slug: Slug) -> PartnershipOut:
    """What it is, and its partners."""
    found, _ = partnership_for(request.auth.person, slug, Permission.SEE_PARTNERSHIP)
    return partnership_out(found)


@reads("partnerships/{slug:slug}/record/", "record", Scope.RECORD, RecordOut, "The record of a partnership")
def record(request: TokenRequest, slug: Slug) -> HttpResponse:
    """Every version of every part, drafts too, with the answers of partners; no person is named."""
    found, _ = partnership_for(request.auth.person, slug, Permission.EXPORT_RECORD)
    document = record_document(found)
    _note_reading(request.auth, found, "record.exported", f"record/{found.pk}", "all parts")
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False})
    # Weak, since the moment it was taken out is always another one; nothing else differs.
    lasting = json.dumps({**document, "taken_out_at": None}, sort_keys=True)
    response["ETag"] = f'W/"{sha256(lasting.encode()).hexdigest()[:32]}"'
    return response


@reads("partnerships/{slug:slug}/rounds/", "rounds", Scope.PARTNERSHIPS, RoundsOut, "Rounds of a partnership")
def rounds(request: TokenRequest, slug: Slug, limit: Limit, after: AfterId) -> RoundsOut:
    """The oldest first; drafts only for those who look after rounds."""
    found, standing = partnership_for(request.auth.person, slug, Permission.SEE_ROUND)
    rows, following = page_of(request, rounds_for(found, standing, after), limit, lambda row: row.pk)
    return RoundsOut(items=[round_out(row) for row in rows], next=following)


@reads("partnerships/{slug:slug}/rounds/{int:round_id}/", "round", Scope.PARTNERSHIPS, RoundInFullOut, "One round")
def round_(request: TokenRequest, slug: Slug, round_id: RoundId) -> RoundInFullOut:
    """With how many have answered, as far as its page would tell you."""
    found, standing = partnership_for(request.auth.person, slug, Permission.SEE_ROUND)
    return round_in_full(round_for(found, standing, round_id), standing)


@reads(
    "partnerships/{slug:slug}/rounds/{int:round_id}/results/",
    "results",
    Scope.RESULTS,
    ResultsOut,
    "Results of a round",
)
def results(request: TokenRequest, slug: Slug, round_id: RoundId) -> HttpResponse:
    """The published figures of a closed round."""
    found, standing = partnership_for(request.auth.person, slug, Permission.EXPORT_RESULTS)
    wanted = round_for(found, standing, round_id)
    if wanted.state != Round.State.CLOSED:
        raise ProblemError(404, "This round has no results: there are some once it is closed. Ask again then.")
    content = results_json(exported_document(wanted))
    _note_reading(request.auth, found, "results.exported", f"results/{wanted.pk}", wanted.title)
    return HttpResponse(content, content_type="application/json; charset=utf-8")


def _note_reading(token: ApiToken, partnership: Partnership, action: str, key: str, target: str) -> None:
    """One entry a day in the audit trail, so that a program that asks each minute does not flood it."""
    today = timezone.localdate()
    if has_read(token=token, target=key, day=today):
        return
    with transaction.atomic():
        if note_reading(token=token, target=key, day=today):
            record_audit(
                action, by=token.person, partnership_id=partnership.pk, target=target, format="api", token=token.name
            )


def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the API for programs; it holds nothing of anybody."""
    if request.method != "GET":
        return HttpResponse(status=405)
    return JsonResponse(api.get_openapi_schema(path_prefix=PREFIX))


def unknown(request: HttpRequest) -> HttpResponse:
    """Every other address below the API's."""
    return problem_response(not_found())
