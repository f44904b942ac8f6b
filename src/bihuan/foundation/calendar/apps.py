"""The working-day calendar for Django and for the book."""

from django.apps import AppConfig


class Calendar(AppConfig):
    name = "bihuan.foundation.calendar"
    label = "calendar"
    verbose_name = "日历"

    def ready(self) -> None:
        from bihuan.foundation.audit.keeping import keep
        from bihuan.foundation.calendar import models, policy, workflow

        keep(models.SpecialDay, kind="special_day", label="节假日与调休", workflow=workflow.SPECIAL_DAY, duties=policy.duties)
