"""The reading of plans for Django and for the book."""

from django.apps import AppConfig


class PlanImport(AppConfig):
    name = "bihuan.plan_import"
    label = "plan_import"
    verbose_name = "方案"
