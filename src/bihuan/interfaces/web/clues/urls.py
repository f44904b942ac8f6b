"""Addresses of the clue desk. It serves the whole house, so no campaign stands in them; a file of addresses per part brings its own."""

from django.urls import URLPattern

app_name = "clues"
urlpatterns: list[URLPattern] = []
