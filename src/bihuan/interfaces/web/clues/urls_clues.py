"""Addresses of reports and clues."""

from django.urls import path

from bihuan.interfaces.web.clues.views import desk

URLS = [
    path("clues/", desk.desk, name="desk"),
]
