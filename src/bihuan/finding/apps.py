"""Finding for Django and for the book."""

from django.apps import AppConfig


class Finding(AppConfig):
    name = "bihuan.finding"
    label = "finding"
    verbose_name = "查摆问题"
