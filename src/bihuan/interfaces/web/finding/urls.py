"""Addresses of 查摆问题."""

from django.urls import path

from bihuan.interfaces.web.finding.views import coverage

app_name = "finding"
urlpatterns = [
    path("c/<slug:code>/finding/coverage/", coverage.matrix, name="coverage"),
    path("c/<slug:code>/finding/coverage/<int:unit>/", coverage.unit, name="coverage_unit"),
]
