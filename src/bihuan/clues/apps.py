"""The clue desk for Django and for the book."""

from typing import Any

from django.apps import AppConfig


class Clues(AppConfig):
    name = "bihuan.clues"
    label = "clues"
    verbose_name = "问题线索"

    def ready(self) -> None:
        from bihuan.clues import models, policy
        from bihuan.clues.vocabulary.clues import ClueWord
        from bihuan.clues.vocabulary.door import DoorWord
        from bihuan.clues.vocabulary.keys import KeyWord
        from bihuan.clues.workflow import away, clues, door, identities, keeping, keys
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
        keep(
            models.IdentityOpening, kind="clue_identity", label="举报人身份查阅", workflow=identities.IDENTITY, duties=policy.duties_of_identity,
            veiled=frozenset({"reason", "refusal", "half", "sealed"}), **numbered,
        )  # fmt: skip
        of_door: dict[str, Any] = {"duties": policy.duties_of_door}
        keep(models.DoorEntry, kind="door_entry", label="举报入口", workflow=door.ENTRY, name=lambda row: row.code, **of_door)
        keep(models.UnitChannel, kind="unit_channel", label="单位举报渠道", workflow=door.CHANNEL, **of_door)
        keep(models.DoorWords, kind="door_words", label="举报入口文字", workflow=door.WORDS, **of_door, **numbered)
        keep(
            models.IssuedDoor, kind="issued_door", label="公布的举报入口内容", workflow=door.DOOR, name=lambda row: f"{row.number}",
            veiled=frozenset({"body"}), **of_door,
        )  # fmt: skip
        keep(models.Tip, kind="tip", label="举报", workflow=clues.TIP, duties=policy.duties_of_tip, **numbered)
        keep(
            models.Clue, kind="clue", label="问题线索", workflow=clues.CLUE, duties=policy.duties_of_clue, unmet=policy.unmet, name=lambda row: row.number,
            veiled=frozenset({"sealed", "disposal", "conclusion", "receipt", "urgent"}),
        )  # fmt: skip
        keep(
            models.ClueAway, kind="clue_away", label="线索回避", workflow=away.AWAY, duties=policy.duties_of_away, veiled=frozenset({"person"}),
            name=lambda row: row.clue.number,
        )  # fmt: skip
        of_keeping: dict[str, Any] = {"duties": policy.duties_of_keeping, "parts": ("clue",), **numbered}
        keep(
            models.ClueHold, kind="clue_hold", label="暂缓销毁", workflow=keeping.HOLD, unmet=policy.unmet_for_keeping,
            veiled=frozenset({"body"}), **of_keeping,
        )  # fmt: skip
        keep(models.ClueEnd, kind="clue_end", label="线索销毁", workflow=keeping.END, unmet=policy.unmet_for_keeping, **of_keeping)
        keep(models.CluePrint, kind="clue_print", label="线索文书", workflow=keeping.PRINT, veiled=frozenset({"lines"}), **of_keeping)
        keep(models.UpperReport, kind="upper_report", label="报送上级的举报", workflow=clues.UPPER, duties=policy.duties_of_tip)
        keep_words(*KeyWord, *ClueWord, *DoorWord)
