"""Inspections for Django and for the book."""

from django.apps import AppConfig


class Inspections(AppConfig):
    name = "bihuan.inspections"
    label = "inspections"
    verbose_name = "督导检查"
