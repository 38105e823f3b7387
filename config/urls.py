"""Every address of the product, app by app."""

from __future__ import annotations

from django.urls import include, path

from api.guide import api_guide
from reports.views import calendar, organisation, portfolio
from reports.views.contributions import contributions
from reports.views.guide import document, guide
from reports.views.home import home
from surveys.views import own_data, reminders
from surveys.views.merging import merge
from surveys.views.own_answers import own_answers

handler403 = "config.errors.refused"
handler400 = "config.errors.not_understood"
handler500 = "config.errors.broken"
urlpatterns = [
    path("", home, name="home"),
    path("help/", guide, name="help"),
    path("help/<slug:name>.md", document, name="help-document"),
    path("api/", api_guide, name="api-guide"),
    path("api/v1/", include("api.urls")),
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/beside-others/", portfolio.beside, name="portfolio-beside"),
    path("portfolio/picture.<str:kind>", portfolio.picture, name="portfolio-picture"),
    path("organisations/<int:pk>/", organisation.organisation, name="organisation"),
    path("organisations/<int:pk>/picture.<str:kind>", organisation.picture, name="organisation-picture"),
    path("profile/answers/", own_answers, name="own-answers"),
    path("profile/data/", own_data.page, name="own-data"),
    path("profile/data/download/", own_data.download, name="own-data-download"),
    path("profile/data/erase/", own_data.erasure, name="own-data-erase"),
    path("profile/calendar/", calendar.page, name="calendar"),
    path("profile/calendar/make/", calendar.make, name="calendar-make"),
    path("profile/calendar/off/", calendar.switch_off, name="calendar-off"),
    path("calendar/<str:token>.ics", calendar.feed, name="calendar-feed"),
    path("reminders/<str:token>/", reminders.stop, name="reminders-stop"),
    path("people/<int:pk>/merge/", merge, name="person-merge"),
    path("r/<str:token>/deadline.ics", calendar.deadline_by_link, name="deadline-by-link"),
    path("", include("surveys.link_urls")),
    path("people/<int:pk>/erase/", own_data.erase, name="person-erase"),
    path("instruments/", include("surveys.instrument_urls")),
    path("", include("accounts.urls")),
    path("", include("archive.urls")),
    path("", include("partnerships.urls")),
    # The record’s page of this part, with figures that only reports, above it, can draw.
    path("partnerships/<slug:slug>/record/contributions/", contributions, name="contributions"),
    path("", include("record.urls")),
    path("", include("packs.urls")),
    path("partnerships/<slug:slug>/", include("surveys.urls")),
    path("partnerships/<slug:slug>/", include("reports.urls")),
]
