"""An installation of an earlier release, with data in it, is migrated: figures, record and portfolio are the same."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from partnerships.models import Partnership
from record.exports import record_document
from reports.exports import exported_document
from surveys.models import PortfolioRow, PortfolioSection, Round
from surveys.services.portfolio import differences
from tests.archive.made import everything

OURS = ("common", "accounts", "partnerships", "record", "surveys")
BEFORE = {
    "before the portfolio": [("surveys", "0015_official_answers")],
    "before official answers": [("surveys", "0013_refusals"), ("record", "0001_initial")],
}
"""Where earlier releases left the apps whose tables changed since."""


def migrate(targets):
    """Migrates to these, and gives the models as they are there."""
    MigrationExecutor(connection).migrate(targets)
    loader = MigrationExecutor(connection).loader
    # From what is applied now: what a migration backwards hands back can know later states of other apps.
    return loader.project_state(list(loader.applied_migrations)).apps


def newest():
    return MigrationExecutor(connection).loader.graph.leaf_nodes()


@pytest.fixture
def back_again(transactional_db):
    """Whatever happens, the tests after this one find the tables of now."""
    yield
    migrate(newest())


def all_rows():
    models = [model for model in apps.get_models() if model._meta.app_label in OURS]
    return {model._meta.label_lower: list(model._base_manager.values()) for model in models}


def store(models, rows):
    """The rows that there were tables for then, with the columns that these had."""
    with transaction.atomic():
        for model in models.get_models():
            names = [field.attname for field in model._meta.concrete_fields]
            found = rows.get(model._meta.label_lower, [])
            model._base_manager.bulk_create(
                model(**{name: row[name] for name in names if name in row}) for row in found
            )


def told():
    """What readers are told: every result as it is exported, the record, and the portfolio's rows."""
    partnership = Partnership.objects.get(slug="harbour")
    closed = Round.objects.filter(state=Round.State.CLOSED).order_by("pk")
    kept = [PortfolioRow.objects.order_by("pk"), PortfolioSection.objects.order_by("key")]
    ids = {"id", "row_id"}
    return {
        "results": [exported_document(round_) for round_ in closed],
        "record": {**record_document(partnership), "taken_out_at": ""},
        "portfolio": [[{k: v for k, v in row.items() if k not in ids} for row in rows.values()] for rows in kept],
    }


@pytest.mark.parametrize("release", BEFORE)
def test_nothing_is_lost_or_changed(release, back_again):
    everything()
    before, rows = told(), all_rows()
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    then = migrate(BEFORE[release])
    assert "surveys_portfoliorow" not in connection.introspection.table_names()
    store(then, rows)

    migrate(newest())
    assert told() == before
    assert list(differences()) == []
    counts = {label: len(found) for label, found in rows.items()}
    assert {label: len(found) for label, found in all_rows().items()} == counts
