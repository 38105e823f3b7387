"""Nothing leaves, or is forgotten, unasked: each field of what is taken out is named, and each model is decided on."""

from __future__ import annotations

import pytest
from django.apps import apps

from archive.tables import LEFT, PARTNERSHIP, TABLES
from partnerships.models import Partnership

STAY = {
    "accounts.ApiReading", "accounts.ApiToken", "accounts.ErasureRequest", "accounts.SignIn", "common.OutgoingMail",
    "packs.Delivery", "packs.Pack", "packs.PackPiece", "packs.Recipient", "packs.Schedule",
    "partnerships.Invitation", "record.CalendarFeed", "record.RecordUpload", "surveys.Comment", "surveys.HandedOn",
    "surveys.InstrumentDraft", "surveys.OwnView", "surveys.Participant", "surveys.PersonalLink",
    "surveys.ReminderLink", "surveys.RoomCode", "surveys.RoundUpload",
}  # fmt: skip
"""Never in an archive."""
OTHERWISE = {
    "accounts.User", "partnerships.Partnership", "surveys.Series", "surveys.PortfolioRow", "surveys.PortfolioSection",
}  # fmt: skip
"""Taken by name, as one file, or made anew from the results."""


def test_every_model_is_taken_or_stays():
    ours = {"common", "accounts", "partnerships", "record", "surveys", "packs"}
    every = {model._meta.label for model in apps.get_models() if model._meta.app_label in ours}
    assert every == {table.model._meta.label for table in TABLES} | STAY | OTHERWISE


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_is_taken_or_left(table):
    fields = {field.name for field in table.model._meta.get_fields() if field.concrete and field.name != "id"}
    named = {*table.fields, *table.refs, *LEFT.get(table.model, {})} - {"id"}
    assert fields == named


def test_every_field_of_the_partnership_is_taken():
    fields = {field.name for field in Partnership._meta.get_fields() if field.concrete}
    assert fields == {"id", *PARTNERSHIP}
