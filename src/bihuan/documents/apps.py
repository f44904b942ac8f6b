"""Documents for Django and for the book."""

from typing import Any

from django.apps import AppConfig


class Documents(AppConfig):
    name = "bihuan.documents"
    label = "documents"
    verbose_name = "公文"

    def ready(self) -> None:
        from bihuan.documents import models, policy, workflow
        from bihuan.documents.policy import stand_ins
        from bihuan.foundation.audit.keeping import keep

        # The book names a document by its kind and number; its text stays in the register.
        keep(
            models.Document, kind="document", label="公文", replaced=models.DocumentReplaced,
            workflow=workflow.DOCUMENT, duties=policy.duties, unmet=policy.unmet,
            name=_short, campaign=lambda row: row.campaign.code, veiled=frozenset({"content", "figures", "seal"}), stand_ins=stand_ins,
        )  # fmt: skip
        keep(
            models.KeptWording, kind="kept_wording", label="沿用的文字", workflow=workflow.KEPT_WORDING, duties=policy.duties,
            name=lambda row: row.series, campaign=lambda row: row.campaign.code, veiled=frozenset({"text", "runs", "key"}),
            stand_ins=stand_ins,
        )  # fmt: skip
        keep(
            models.SignedCopy, kind="signed_copy", label="签发件", workflow=workflow.SIGNED_COPY, duties=policy.duties_towards_copy,
            name=lambda row: _short(row.document), campaign=lambda row: row.document.campaign.code,
            stand_ins=lambda actor, rows: stand_ins(actor, [row.document for row in rows]),
        )  # fmt: skip


def _short(row: Any) -> str:
    return f"{row.get_kind_display()} {row.number}".strip()
