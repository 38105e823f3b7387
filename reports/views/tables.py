"""The tables behind the results page, to take away as CSV: what the page shows, by the same wishes."""

from __future__ import annotations

from django.http import HttpResponseBase

from common.audit import record_audit
from common.csv import csv_response
from partnerships.access import MemberRequest
from reports.column_page import find_column
from reports.explorer import asked_of
from reports.results import Results
from reports.statement_page import find_statement
from reports.tables import Rows, column_table, statement_table, statements_table
from reports.views.files import filters_of
from reports.views.reading import with_results
from surveys.models import Round


@with_results
def statements(request: MemberRequest, round_: Round, results: Results) -> HttpResponseBase:
    """The statements that the page lists, in its order."""
    asked = asked_of(results, *(request.GET.get(name, "") for name in ("q", "principle", "sort")))
    return _file(request, round_, "statements", statements_table(results, asked))


@with_results
def statement(request: MemberRequest, round_: Round, results: Results, key: str) -> HttpResponseBase:
    """One statement, partner by partner."""
    find_statement(results, key)
    return _file(request, round_, f"statement-{key}", statement_table(results, key))


@with_results
def column(request: MemberRequest, round_: Round, results: Results, key: str) -> HttpResponseBase:
    """One partner or pool, statement by statement."""
    find_column(results, key)
    return _file(request, round_, f"partner-{key}", column_table(results, key))


def _file(request: MemberRequest, round_: Round, what: str, rows: Rows) -> HttpResponseBase:
    record_audit(
        "results.exported",
        by=request.user,
        partnership_id=round_.partnership_id,
        target=round_.title,
        format=f"{what}.csv",
        **filters_of(request),
    )
    return csv_response(f"results-{round_.pk}-{what}.csv", rows)
