"""The rulebook for Django and for the book of records."""

from django.apps import AppConfig


class Rulebook(AppConfig):
    name = "bihuan.foundation.rulebook"
    label = "rulebook"
    verbose_name = "规则"

    def ready(self) -> None:
        from bihuan.foundation.audit.keeping import keep
        from bihuan.foundation.rulebook import models, policy, workflow

        keep(models.RuleSetting, kind="rule_setting", label="规则调整", workflow=workflow.RULE_SETTING, duties=policy.duties)
