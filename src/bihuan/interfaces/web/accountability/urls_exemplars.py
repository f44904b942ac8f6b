"""Addresses of examples held up with consent (M157)."""

from django.urls import path

from bihuan.interfaces.web.accountability.views import exemplars

_AT = "c/<slug:code>/examples/"
urlpatterns = [
    path(_AT, exemplars.exemplars, name="exemplars"),
    path(f"{_AT}new/", exemplars.propose, name="new_exemplar"),
    path(f"{_AT}<int:number>/", exemplars.exemplar, name="exemplar"),
    path(f"{_AT}<int:number>/<slug:action>/", exemplars.step, name="exemplar_step"),
]
