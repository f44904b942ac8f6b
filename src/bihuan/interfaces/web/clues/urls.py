"""Addresses of the clue desk. It serves the whole house, so no campaign stands in them; a file of addresses per part brings its own."""

from django.urls import URLPattern

from bihuan.interfaces.web.clues import urls_clues, urls_copies, urls_door, urls_keys, urls_life

app_name = "clues"
urlpatterns: list[URLPattern] = [*urls_clues.URLS, *urls_copies.URLS, *urls_life.URLS, *urls_keys.URLS, *urls_door.URLS]
