"""The webhooks room for Django and for the book."""

from django.apps import AppConfig


class Webhooks(AppConfig):
    name = "bihuan.foundation.webhooks"
    label = "webhooks"
    verbose_name = "推送"

    def ready(self) -> None:
        from bihuan.foundation.audit.keeping import keep
        from bihuan.foundation.webhooks import models, policy, workflow

        keep(
            models.Subscription, kind="subscription", label="推送", workflow=workflow.SUBSCRIPTION, duties=policy.duties,
            veiled=frozenset({"salt"}),
        )  # fmt: skip
