"""Figures and reports for Django."""

from django.apps import AppConfig


class Reports(AppConfig):
    name = "bihuan.reports"
    label = "reports"
    verbose_name = "报告"
