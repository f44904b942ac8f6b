"""Addresses of 处理与申诉."""

from django.urls import path

from bihuan.interfaces.web.accountability import urls_cards, urls_exemplars, urls_own, urls_papers, urls_rights, urls_visits
from bihuan.interfaces.web.accountability.views import appeals, bodies, case, listing, steps

app_name = "accountability"
_AT = "c/<slug:code>/handlings/"
_BODIES, _APPEALS = f"{_AT}bodies/", f"{_AT}appeals/"
urlpatterns = [
    *urls_papers.urlpatterns,
    path(_AT, listing.handlings, name="handlings"),
    path(f"{_AT}new/", listing.new_handling, name="new_handling"),
    path(_BODIES, bodies.bodies, name="bodies"),
    path(f"{_BODIES}new/", bodies.new_body, name="new_body"),
    path(f"{_BODIES}<int:pk>/seat/", bodies.seat, name="seat"),
    path(f"{_BODIES}<int:pk>/end/", bodies.end_body, name="end_body"),
    path(f"{_BODIES}seats/<int:pk>/end/", bodies.unseat, name="unseat"),
    path(_APPEALS, appeals.appeals, name="appeals"),
    path(f"{_APPEALS}<int:pk>/", appeals.appeal, name="appeal"),
    path(f"{_APPEALS}<int:pk>/<slug:action>/", appeals.appeal_step, name="appeal_step"),
    path(f"{_AT}facts/<int:pk>/<slug:what>/", steps.fact_step, name="fact_step"),
    path(f"{_AT}statements/<int:pk>/answer/", steps.answer, name="answer"),
    path(f"{_AT}<int:number>/", case.handling, name="handling"),
    path(f"{_AT}<int:number>/appeal/", steps.take_appeal, name="take_appeal"),
    path(f"{_AT}<int:number>/papers/<int:pk>/", case.paper, name="paper"),
    path(f"{_AT}<int:number>/<slug:action>/", steps.step, name="step"),
    *urls_own.urlpatterns,
    *urls_rights.urlpatterns,
    *urls_visits.urlpatterns,
    *urls_cards.urlpatterns,
    *urls_exemplars.urlpatterns,
]
