"""Addresses of what a partnership's people read, below the partnership's."""

from django.urls import path

from reports.answers import KINDS
from reports.formats import FORMATS
from reports.views import (
    answers,
    audit,
    calendar,
    contributions,
    over_time,
    overview,
    pictures,
    reading,
    results,
    say_do,
    tables,
)

app_name = "reports"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("record/contributions/picture.<str:kind>", contributions.contributions_picture, name="contributions-picture"),
    path("over-time/", over_time.over_time, name="over-time"),
    path("over-time/picture.<str:kind>", over_time.over_time_picture, name="over-time-picture"),
    path("say-do/", say_do.say_do, name="say-do"),
    path("say-do/picture.<str:kind>", say_do.say_do_picture, name="say-do-picture"),
    path("audit/", audit.audit, name="audit"),
    path("rounds/<int:pk>/deadline.ics", calendar.deadline, name="round-deadline"),
    path("rounds/<int:pk>/results/", results.round_results, name="round-results"),
    path("rounds/<int:pk>/results/statements/", reading.statements, name="round-statements"),
    path("rounds/<int:pk>/results/statements/<str:key>/", reading.statement, name="round-statement"),
    path("rounds/<int:pk>/results/partners/<str:key>/", reading.column, name="round-column"),
    path("rounds/<int:pk>/results/statements.csv", tables.statements, name="round-statements-csv"),
    path("rounds/<int:pk>/results/statements/<str:key>.csv", tables.statement, name="round-statement-csv"),
    path("rounds/<int:pk>/results/partners/<str:key>.csv", tables.column, name="round-column-csv"),
    path("rounds/<int:pk>/results/pictures/<str:key>.<str:kind>", pictures.picture, name="round-picture"),
    *(
        path(f"rounds/<int:pk>/results.{kind}", results.results_file, {"kind": kind}, name=f"round-results-{kind}")
        for kind in FORMATS
    ),
    path("rounds/<int:pk>/results-dictionary.csv", results.results_dictionary, name="round-results-dictionary"),
    *(
        path(f"rounds/<int:pk>/answers.{kind}", answers.answers_file, {"kind": kind}, name=f"round-answers-{kind}")
        for kind in KINDS
    ),
]
