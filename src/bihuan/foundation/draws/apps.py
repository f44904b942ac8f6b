"""Draws for Django and for the book."""

from django.apps import AppConfig


class Draws(AppConfig):
    name = "bihuan.foundation.draws"
    label = "draws"
    verbose_name = "抽取"

    def ready(self) -> None:
        from bihuan.foundation.audit.keeping import keep
        from bihuan.foundation.draws import models, policy, workflow

        keep(
            models.Draw, kind="draw", label="抽取", workflow=workflow.DRAW, duties=policy.duties, campaign=lambda row: row.campaign,
        )  # fmt: skip
