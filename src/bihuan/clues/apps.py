"""The clue desk for Django and for the book."""

from typing import Any

from django.apps import AppConfig


class Clues(AppConfig):
    name = "bihuan.clues"
    label = "clues"
    verbose_name = "问题线索"

    def ready(self) -> None:
        from bihuan.clues import models, policy
        from bihuan.clues.vocabulary.keys import KeyWord
        from bihuan.clues.workflow import keys
        from bihuan.foundation.audit.keeping import keep, keep_words

        numbered: dict[str, Any] = {"name": lambda row: f"{row.pk}"}
        keep(
            models.KeyHolder, kind="clue_key", label="受理密钥", workflow=keys.KEY, duties=policy.duties_of_key,
            veiled=frozenset({"wrapped", "recovery"}), **numbered,
        )  # fmt: skip
        keep(
            models.KeyHandover, kind="clue_handover", label="密钥交接", workflow=keys.HANDOVER, duties=policy.duties_of_handover,
            veiled=frozenset({"half", "sealed"}), **numbered,
        )  # fmt: skip
        keep_words(*KeyWord)
