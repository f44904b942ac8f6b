"""The book for Django."""

from django.apps import AppConfig


class Audit(AppConfig):
    name = "bihuan.foundation.audit"
    label = "audit"
    verbose_name = "操作记录"
