"""Institutions for Django and for the book."""

from typing import Any

from django.apps import AppConfig


class Institutions(AppConfig):
    name = "bihuan.institutions"
    label = "institutions"
    verbose_name = "举一反三与制度"

    def ready(self) -> None:
        from bihuan.campaigns.policy import duties, stand_ins
        from bihuan.campaigns.queries.desk import when_asked_what_waits
        from bihuan.foundation.audit.keeping import keep, keep_words
        from bihuan.institutions import models, policy
        from bihuan.institutions.queries.desk import asks
        from bihuan.institutions.vocabulary.checks import CheckWord
        from bihuan.institutions.vocabulary.register import InstitutionWord
        from bihuan.institutions.workflow import checks, register

        shared: dict[str, Any] = {
            "name": lambda row: f"{row.number}",
            "campaign": lambda row: row.campaign.code,
            "in_person": policy.IN_PERSON,
        }
        keep(
            models.Institution, kind="institution", label="制度", workflow=register.INSTITUTION, duties=policy.duties_of_unit_row,
            unmet=policy.unmet, stand_ins=policy.stand_ins, veiled=frozenset({"because"}), **shared,
        )  # fmt: skip
        keep(
            models.CheckOrder, kind="check_order", label="举一反三", workflow=checks.CHECK_ORDER, duties=duties, stand_ins=stand_ins,
            veiled=frozenset({"text"}), **shared,
        )  # fmt: skip
        keep(
            models.CheckAnswer, kind="check_answer", label="举一反三的答复", workflow=checks.CHECK_ANSWER, duties=policy.duties_of_answer,
            duties_of_many=policy.duties_of_answers, stand_ins=policy.stand_ins_of_answer, veiled=frozenset({"how"}), name=lambda row: f"{row.order.number}",
            campaign=lambda row: row.order.campaign.code,
        )  # fmt: skip
        keep_words(*InstitutionWord, *CheckWord)
        when_asked_what_waits(asks)
