"""Institutions for Django and for the book."""

from django.apps import AppConfig


class Institutions(AppConfig):
    name = "bihuan.institutions"
    label = "institutions"
    verbose_name = "举一反三与制度"
