"""The tokens room for Django and for the book."""

from django.apps import AppConfig


class Tokens(AppConfig):
    name = "bihuan.foundation.tokens"
    label = "tokens"
    verbose_name = "接口令牌"

    def ready(self) -> None:
        from bihuan.foundation.audit.keeping import keep
        from bihuan.foundation.tokens import models, policy, workflow

        keep(
            models.Token, kind="token", label="接口令牌", workflow=workflow.TOKEN, duties=policy.duties, veiled=frozenset({"digest"}),
            name=lambda row: row.mark,
        )  # fmt: skip
