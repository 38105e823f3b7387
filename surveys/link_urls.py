"""Addresses that mails lead to: personal links, and what can be said on their page."""

from django.urls import path

from surveys.views import links, refusing, room

app_name = "links"
urlpatterns = [
    path("r/<str:token>/", links.open_link, name="open"),
    path("answer/", links.page, name="page"),
    path("answer/begin/", links.begin, name="begin"),
    path("answer/leave/", links.leave, name="leave"),
    path("answer/not-me/", refusing.not_me, name="not-me"),
    path("answer/hand-on/", refusing.pass_on, name="hand-on"),
    path("answer/decline/", refusing.turn_down, name="decline"),
    path("answer/decline/undo/", refusing.undo, name="decline-undo"),
    path("room/", room.code, name="room"),
    path("room/address/", room.address, name="room-address"),
    path("room/<str:code>/", room.scanned, name="room-code"),
]
