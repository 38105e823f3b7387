"""Queries whose SQL is written once, for the few that nearly every request asks.

Django writes the SQL of a query anew each time, which takes it several times as long as to ask the database and make
objects of the answer: docs/decisions/0081-prepared-queries.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

Row = TypeVar("Row")


class _Slot(Value):
    """The place of a value that is given when the query is asked; `compared` is what it is compared with."""

    compared: Field[Any, Any]

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        return "%s", [self]


class Prepared(Generic[Row]):
    """A query filtered by the given names, which are lookups of one value each (not `__in`); None finds nothing."""

    def __init__(self, queryset: QuerySet[Any, Row], *names: str) -> None:
        self.queryset = queryset.filter(**{name: _Slot(name) for name in names})
        for lookup in self.queryset.query.where.leaves():
            if isinstance(lookup.rhs, _Slot):
                lookup.rhs.compared = lookup.lhs.output_field
        self.written: tuple[SQLCompiler, str, tuple[Any, ...]] | None = None

    def all(self, **values: object) -> list[Row]:
        """What the query finds with these values, as a filter would take them."""
        alias = self.queryset.db
        connection = connections[alias]
        written, sql, params = self.written or self._write(alias)
        if written.query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("Rows are held until a transaction ends, and none has begun.")
        # A copy, since threads ask at the same time, each over a connection of its own.
        compiler: Any = copy(written)
        compiler.connection = connection
        given = tuple(_given(item, values, connection) if isinstance(item, _Slot) else item for item in params)
        compiler.as_sql = lambda: (sql, given)
        # What makes rows of the answer is Django's own.
        query = SimpleNamespace(get_compiler=lambda using: compiler)
        queryset: Any = self.queryset
        asked = SimpleNamespace(db=alias, query=query, _known_related_objects={}, _fields=queryset._fields)
        return list(queryset._iterable_class(asked))

    def first(self, **values: object) -> Row | None:
        """The first row; None where there is none."""
        return next(iter(self.all(**values)), None)

    def get(self, **values: object) -> Row:
        """The one row; the model's DoesNotExist where there is none, MultipleObjectsReturned where there are more."""
        found = self.all(**values)
        if len(found) == 1:
            return found[0]
        model = self.queryset.model
        raise model.MultipleObjectsReturned if found else model.DoesNotExist

    def _write(self, alias: str) -> tuple[SQLCompiler, str, tuple[Any, ...]]:
        compiler = self.queryset.query.clone().get_compiler(alias)
        self.written = (compiler, *compiler.as_sql())
        return self.written


def _given(slot: _Slot, values: Mapping[str, object], connection: BaseDatabaseWrapper) -> Any:
    return slot.compared.get_db_prep_value(values[slot.value], connection)
