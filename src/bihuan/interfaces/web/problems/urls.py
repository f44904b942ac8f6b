"""Addresses of the ledger."""

from django.urls import path

from bihuan.interfaces.web.problems.views import choosing, evidence, exporting, grid, importing, many, new, problem, steps

app_name = "problems"
urlpatterns = [
    path("c/<slug:code>/ledger/", grid.ledger, name="ledger"),
    path("c/<slug:code>/ledger/new/", new.new, name="new"),
    path("c/<slug:code>/ledger/people/", new.people, name="people"),
    path("c/<slug:code>/ledger/many/", many.many, name="many"),
    path("c/<slug:code>/ledger/import/", importing.upload, name="import"),
    path("c/<slug:code>/ledger/import/template.xlsx", importing.template, name="template"),
    path("c/<slug:code>/ledger/import/<int:pk>/", importing.preview, name="import_preview"),
    path("c/<slug:code>/ledger/import/<int:pk>/marked/", importing.marked, name="import_marked"),
    path("c/<slug:code>/ledger/export/", exporting.export, name="export"),
    path("c/<slug:code>/ledger/choose/views/", choosing.views, name="views"),
    path("c/<slug:code>/ledger/choose/columns/", choosing.columns, name="columns"),
    path("c/<slug:code>/ledger/choose/<slug:name>/", choosing.choose, name="choose"),
    path("c/<slug:code>/ledger/view/", grid.keep_view, name="keep_view"),
    path("c/<slug:code>/ledger/view/<int:pk>/drop/", choosing.drop_view, name="drop_view"),
    path("c/<slug:code>/ledger/<int:number>/", problem.problem, name="problem"),
    path("c/<slug:code>/ledger/<int:number>/cell/<slug:field>/", problem.cell, name="cell"),
    path("c/<slug:code>/ledger/<int:number>/evidence/", evidence.add, name="add_evidence"),
    path("c/<slug:code>/ledger/<int:number>/evidence/<int:pk>/", evidence.open_one, name="evidence"),
    path("c/<slug:code>/ledger/<int:number>/evidence/<int:pk>/copy/", evidence.working_copy, name="evidence_copy"),
    path("c/<slug:code>/ledger/<int:number>/evidence/<int:pk>/original/", evidence.original, name="evidence_original"),
    path("c/<slug:code>/ledger/<int:number>/evidence/<int:pk>/shot/<int:order>/", evidence.shot, name="evidence_shot"),
    path("c/<slug:code>/ledger/<int:number>/<slug:action>/", steps.step, name="step"),
    path("c/<slug:code>/lists/", grid.lists, name="lists"),
]
