"""Addresses of papers of handlings, of how measures were carried out, and of the Party group's desk."""

from django.urls import path

from bihuan.interfaces.web.accountability.views import papers, party

_AT = "c/<slug:code>/handlings/"
_ONE, _PARTY, _MINE = f"{_AT}<int:number>/", f"{_AT}party/", "me/matters/<int:pk>/"
urlpatterns = [
    path(f"{_ONE}documents/", papers.papers, name="papers"),
    path(f"{_ONE}records/new/", papers.new_record, name="new_record"),
    path(f"{_MINE}documents/", papers.own_papers, name="own_papers"),
    path(f"{_MINE}records/<int:record>/", papers.confirm, name="own_record"),
    path(_PARTY, party.desk, name="party"),
    path(f"{_PARTY}items/<int:number>/", party.decide_item, name="party_item"),
    path(f"{_PARTY}units/new/", party.lay_unit, name="lay_unit"),
    path(f"{_PARTY}units/<int:pk>/", party.unit, name="party_unit"),
    path(f"{_PARTY}<int:pk>/", party.matter, name="party_matter"),
    path(f"{_PARTY}<int:pk>/decide/", party.decide, name="party_decide"),
    path(f"{_PARTY}<int:pk>/pass/", party.pass_by, name="party_pass"),
    path(f"{_PARTY}<int:pk>/file/", party.file, name="party_file"),
]
