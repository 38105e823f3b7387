"""Addresses of instruments: what is published, and drafts."""

from django.urls import path

from surveys.views import instrument_drafts as drafts
from surveys.views import instrument_pages as pages
from surveys.views import instruments

app_name = "instruments"
urlpatterns = [
    path("", instruments.published, name="list"),
    path("<int:pk>/copy/", instruments.copy, name="copy"),
    path("<int:pk>/file.yaml", instruments.as_file, name="file"),
    path("<int:pk>/look/<slug:section>/", instruments.look, name="look"),
    path("drafts/<int:pk>/", pages.whole, name="draft"),
    path("drafts/<int:pk>/sections/<slug:section>/", pages.section, name="section"),
    path("drafts/<int:pk>/in/<slug:language>/<slug:part>/", pages.translation, name="translation"),
    path("drafts/<int:pk>/remove/<slug:kind>/<slug:key>/", drafts.remove, name="remove"),
    path("drafts/<int:pk>/preview/<slug:section>/", drafts.preview, name="preview"),
    path("drafts/<int:pk>/publish/", drafts.publish, name="publish"),
    path("drafts/<int:pk>/discard/", drafts.discard, name="discard"),
]
