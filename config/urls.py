"""Every address of the product, app by app."""

from __future__ import annotations

from django.urls import include, path

from reports.views.guide import guide
from reports.views.home import home
from surveys.views.merging import merge

urlpatterns = [
    path("", home, name="home"),
    path("help/", guide, name="help"),
    path("people/<int:pk>/merge/", merge, name="person-merge"),
    path("", include("accounts.urls")),
    path("", include("partnerships.urls")),
    path("partnerships/<slug:slug>/", include("surveys.urls")),
    path("partnerships/<slug:slug>/", include("reports.urls")),
]
