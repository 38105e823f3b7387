"""Addresses of the page of reports, of packs, and of schedules."""

from django.urls import path

from packs.views import packs, portfolio, reports, schedules

app_name = "packs"
BASE = "partnerships/<slug:slug>/reports/"
urlpatterns = [
    path(BASE, reports.reports, name="reports"),
    path(BASE + "pack/", reports.ask_all, name="ask-all"),
    path(BASE + "pack/<int:pk>/", reports.ask_round, name="ask-round"),
    path(BASE + "schedules/new/", schedules.create, name="schedule-create"),
    path(BASE + "schedules/<int:pk>/", schedules.edit, name="schedule"),
    path(BASE + "schedules/<int:pk>/end/", schedules.end, name="schedule-end"),
    path(BASE + "schedules/<int:pk>/mine/", schedules.mine, name="schedule-mine"),
    path("portfolio/pack/", portfolio.portfolio, name="portfolio"),
    path("packs/<uuid:key>/", packs.page, name="pack"),
    path("packs/<uuid:key>/download/", packs.download, name="download"),
    path("packs/<uuid:key>/again/", packs.again, name="again"),
    path("schedules/<str:token>/", schedules.stop, name="stop"),
]
