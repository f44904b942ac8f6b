"""Addresses of the frame."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from bihuan.interfaces.web.shell import health, metrics, views

app_name = "shell"
urlpatterns = [
    path("health/live/", health.live, name="live"),
    path("health/ready/", health.ready, name="ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("style/<slug:mark>.css", views.style, name="style"),
    path("look/", views.set_look, name="look"),
    path("language/", login_not_required(set_language), name="language"),
    path("gallery/", views.gallery, name="gallery"),
    path("gallery/<slug:piece>/", views.gallery, name="gallery_piece"),
]
