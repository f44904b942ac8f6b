"""Addresses of working copies."""

from django.urls import path

from bihuan.interfaces.web.clues.views import copies

URLS = [path("clues/all/<int:pk>/files/<slug:file>/copy/", copies.clue_copy, name="clue_copy")]
