"""Addresses of organisations, partnerships, their people, and invitations."""

from django.urls import path

from partnerships.views import handing_over, invitations, organisations, partnerships, people, people_list

app_name = "partnerships"
urlpatterns = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.create, name="organisation-create"),
    path("organisations/<int:pk>/edit/", organisations.edit, name="organisation-edit"),
    path("organisations/<int:pk>/merge/", organisations.merge, name="organisation-merge"),
    path("partnerships/", partnerships.partnership_list, name="list"),
    path("partnerships/new/", partnerships.create, name="create"),
    path("partnerships/<slug:slug>/edit/", partnerships.edit, name="edit"),
    path("partnerships/<slug:slug>/reopen/", partnerships.reopen, name="reopen"),
    path("partnerships/<slug:slug>/partners/add/", partnerships.partner_add, name="partner-add"),
    path("partnerships/<slug:slug>/partners/<int:pk>/leave/", partnerships.partner_leave, name="partner-leave"),
    path("partnerships/<slug:slug>/people/", people.people, name="people"),
    path("partnerships/<slug:slug>/people/invite/", people.invite, name="invite"),
    path("partnerships/<slug:slug>/people/list/", people_list.add, name="people-list"),
    path("partnerships/<slug:slug>/people/<int:pk>/role/", people.role, name="role"),
    path("partnerships/<slug:slug>/people/<int:pk>/end/", people.end, name="role-end"),
    path("partnerships/<slug:slug>/people/<int:pk>/hand-over/", handing_over.hand, name="hand-over"),
    path("partnerships/<slug:slug>/invitations/<int:pk>/", people.invitation, name="invitation-change"),
    path("invitation/", invitations.accept, name="invitation-accept"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
]
