"""The accounts room for Django and for the book."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "bihuan.foundation.accounts"
    label = "accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        from bihuan.foundation.accounts import models, policy, workflow
        from bihuan.foundation.audit.keeping import keep

        keep(
            models.User, kind="account", label="账号", workflow=workflow.ACCOUNT, duties=policy.duties, veiled=frozenset({"password"}),
            name=lambda row: f"{row.name}（{row.username}）",
        )  # fmt: skip
        keep(
            models.ActivationCode, kind="activation_code", label="激活码", workflow=workflow.ACTIVATION_CODE,
            duties=policy.duties_towards_code, veiled=frozenset({"digest"}), parts=("user",),
        )  # fmt: skip
