"""Addresses of taking a partnership out and bringing one in."""

from django.urls import path

from archive import views

app_name = "archive"
urlpatterns = [
    path("partnerships/bring-in/", views.into, name="bring-in"),
    path("partnerships/<slug:slug>/take-out/", views.out, name="take-out"),
]
