"""Addresses of tolerance, clearing of names and announcements."""

from django.urls import path

from bihuan.interfaces.web.accountability.views import clarification, publicity, right_steps, tolerance

_AT = "c/<slug:code>/"
urlpatterns = [
    path(f"{_AT}tolerances/", tolerance.tolerances, name="tolerances"),
    path(f"{_AT}tolerances/new/", tolerance.new_tolerance, name="new_tolerance"),
    path(f"{_AT}tolerances/<int:pk>/", tolerance.tolerance, name="tolerance"),
    path(f"{_AT}tolerances/<int:pk>/corrections/<int:item>/", tolerance.correct, name="correct"),
    path(f"{_AT}clarifications/", clarification.clarifications, name="clarifications"),
    path(f"{_AT}clarifications/apply/", clarification.apply, name="ask_clarification"),
    path(f"{_AT}clarifications/new/", clarification.propose, name="new_clarification"),
    path(f"{_AT}clarifications/<int:pk>/", clarification.clarification, name="clarification"),
    path(f"{_AT}announced/", publicity.board, name="announced"),
    path(f"{_AT}announcements/", publicity.announcements, name="announcements"),
    path(f"{_AT}announcements/new/<int:number>/", publicity.new_announcement, name="new_announcement"),
    path(f"{_AT}announcements/<int:pk>/", publicity.announcement, name="announcement"),
    path(f"{_AT}rights/<slug:kind>/<int:pk>/paper/<slug:paper>/", right_steps.paper, name="right_paper"),
    path(f"{_AT}rights/<slug:kind>/<int:pk>/<slug:action>/", right_steps.step, name="right_step"),
]
