"""Addresses of the record."""

from django.urls import path

from record.views import comparing, drafts, reading, signing, starting, taking_out, writing

app_name = "record"
BASE = "partnerships/<slug:slug>/record/"
PART = BASE + "<slug:part>/"
CLAUSE = PART + "draft/<slug:clause>/"
urlpatterns = [
    path(BASE, reading.index, name="index"),
    path(BASE + "checks/", reading.checks, name="checks"),
    path(BASE + "pdf/", taking_out.whole_pdf, name="pdf"),
    path(BASE + "json/", taking_out.whole_json, name="json"),
    path(PART, reading.part, name="part"),
    path(PART + "pdf/", taking_out.one_pdf, name="part-pdf"),
    path(PART + "versions/<int:number>/", reading.version, name="version"),
    path(PART + "compare/", comparing.compare, name="compare"),
    path(PART + "sign/", signing.sign, name="sign"),
    path(PART + "remind/", signing.remind, name="remind"),
    path(PART + "draft/", drafts.draft, name="draft"),
    path(PART + "draft/pdf/", taking_out.one_draft_pdf, name="draft-pdf"),
    path(PART + "draft/start/", starting.start, name="draft-start"),
    path(PART + "draft/start/template/<slug:kind>/", starting.from_template, name="from-template"),
    path(PART + "from-file/", starting.from_file, name="from-file"),
    path(PART + "from-file/<uuid:key>/", starting.from_file_look, name="from-file-look"),
    path(PART + "draft/propose/", drafts.propose, name="propose"),
    path(PART + "draft/discard/", drafts.discard, name="draft-discard"),
    path(CLAUSE, writing.clause, name="clause"),
    path(CLAUSE + "<slug:key>/", writing.row, name="row"),
    path(CLAUSE + "<slug:key>/move/", writing.move, name="row-move"),
    path(CLAUSE + "<slug:key>/remove/", writing.remove, name="row-remove"),
    path(CLAUSE + "<slug:key>/restore/", writing.restore, name="row-restore"),
]
