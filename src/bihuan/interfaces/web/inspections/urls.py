"""Addresses of 督导检查."""

from django.urls import URLPattern

app_name = "inspections"
urlpatterns: list[URLPattern] = []
