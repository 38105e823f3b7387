"""Addresses of rounds, below a partnership's."""

from django.urls import path

from surveys.views import answering, asking, rounds, saving, sending

app_name = "surveys"
urlpatterns = [
    path("rounds/", rounds.round_list, name="rounds"),
    path("rounds/new/", rounds.create, name="round-create"),
    path("rounds/<int:pk>/", rounds.detail, name="round"),
    path("rounds/<int:pk>/edit/", rounds.edit, name="round-edit"),
    path("rounds/<int:pk>/delete/", rounds.delete, name="round-delete"),
    path("rounds/<int:pk>/launch/", rounds.launch, name="round-launch"),
    path("rounds/<int:pk>/extend/", rounds.extend, name="round-extend"),
    path("rounds/<int:pk>/ask/", asking.ask, name="round-ask"),
    path("rounds/<int:pk>/close/", rounds.close, name="round-close"),
    path("rounds/<int:pk>/answers/", answering.tasks, name="tasks"),
    path("rounds/<int:pk>/answers/save/", saving.save, name="save"),
    path("rounds/<int:pk>/answers/check/", sending.check, name="check"),
    path("rounds/<int:pk>/answers/send/", sending.send, name="send"),
    path("rounds/<int:pk>/answers/receipt/", sending.receipt_page, name="receipt"),
    path("rounds/<int:pk>/answers/copy.csv", sending.copy, name="answers-copy"),
    path("rounds/<int:pk>/answers/<slug:section>/", answering.section, name="section"),
]
