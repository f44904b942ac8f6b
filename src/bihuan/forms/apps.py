"""The superior's forms for Django and for the book."""

from django.apps import AppConfig


class Forms(AppConfig):
    name = "bihuan.forms"
    label = "forms"
    verbose_name = "上级报表"

    def ready(self) -> None:
        from bihuan.campaigns.policy import stand_ins
        from bihuan.forms import models, policy, workflow
        from bihuan.foundation.audit.keeping import keep

        keep(
            models.Form, kind="superior_form", label="上级报表", workflow=workflow.FORM, duties=policy.duties,
            name=lambda row: row.name, campaign=lambda row: row.campaign.code, stand_ins=stand_ins,
        )  # fmt: skip
