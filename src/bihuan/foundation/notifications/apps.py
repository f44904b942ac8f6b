"""The daily digest for Django and for the book."""

from django.apps import AppConfig


class Notifications(AppConfig):
    name = "bihuan.foundation.notifications"
    label = "notifications"
    verbose_name = "每日提醒"

    def ready(self) -> None:
        from bihuan.foundation.audit.keeping import keep
        from bihuan.foundation.notifications import models, policy, workflow

        keep(models.DigestHours, kind="digest_hours", label="每日提醒的时间", workflow=workflow.DIGEST_HOURS, duties=policy.duties_of_hours)
        keep(
            models.DigestChoice, kind="digest_choice", label="收信方式", workflow=workflow.DIGEST_CHOICE, duties=policy.duties_of_choice,
            veiled=frozenset({"address"}),
        )  # fmt: skip
