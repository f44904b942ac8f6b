"""The reading of plans for Django and for the book."""

from django.apps import AppConfig


class PlanImport(AppConfig):
    name = "bihuan.plan_import"
    label = "plan_import"
    verbose_name = "方案"

    def ready(self) -> None:
        from bihuan.foundation.audit.keeping import keep
        from bihuan.plan_import import models, policy, workflow

        keep(
            models.Draft,
            kind="draft",
            label="方案草稿",
            workflow=workflow.DRAFT,
            duties=policy.duties,
            name=lambda row: row.title,
            veiled=frozenset({"answers"}),
        )
