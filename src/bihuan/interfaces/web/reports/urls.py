"""Addresses of cockpit and reports."""

from django.urls import path

from bihuan.interfaces.web.reports import views

app_name = "reports"
urlpatterns = [
    path("c/<slug:code>/cockpit/", views.cockpit, name="cockpit"),
    path("c/<slug:code>/figures/", views.figures, name="figures"),
]
