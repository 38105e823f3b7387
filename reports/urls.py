"""Addresses of what a partnership's people read, below the partnership's."""

from django.urls import path

from reports.views import overview, reading, results

app_name = "reports"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("rounds/<int:pk>/results/", results.round_results, name="round-results"),
    path("rounds/<int:pk>/results/statements/", reading.statements, name="round-statements"),
    path("rounds/<int:pk>/results/statements/<str:key>/", reading.statement, name="round-statement"),
    path("rounds/<int:pk>/results/partners/<str:key>/", reading.column, name="round-column"),
    path("rounds/<int:pk>/results.json", results.results_json, name="round-results-json"),
    path("rounds/<int:pk>/results.csv", results.results_csv, name="round-results-csv"),
]
