"""The working-day calendar for Django."""

from django.apps import AppConfig


class Calendar(AppConfig):
    name = "bihuan.foundation.calendar"
    label = "calendar"
    verbose_name = "日历"
