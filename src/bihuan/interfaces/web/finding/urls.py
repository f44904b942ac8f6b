"""Addresses of 查摆问题."""

from django.urls import URLPattern

app_name = "finding"
urlpatterns: list[URLPattern] = []
