"""Addresses of 举一反三与制度."""

from django.urls import URLPattern

app_name = "institutions"
urlpatterns: list[URLPattern] = []
