"""Accountability for Django and for the book."""

from typing import Any

from django.apps import AppConfig


class Accountability(AppConfig):
    name = "bihuan.accountability"
    label = "accountability"
    verbose_name = "处理与申诉"

    def ready(self) -> None:
        from bihuan.accountability import models, policy
        from bihuan.accountability.vocabulary.handling import HandlingWord
        from bihuan.accountability.workflow import appeals, bodies, handling
        from bihuan.accountability.queries.desk import asks
        from bihuan.campaigns.queries.desk import when_asked_what_waits
        from bihuan.foundation.audit.keeping import keep, keep_words

        when_asked_what_waits(asks)
        keep(
            models.DecisionBody, kind="decision_body", label="办理机构", workflow=bodies.BODY, duties=policy.duties_of_body,
            name=lambda row: row.name, campaign=lambda row: row.campaign.code,
        )  # fmt: skip
        shared: dict[str, Any] = {"steady": ("campaign", "unit", "person", "handler", "body")}
        keep(
            models.Handling, kind="handling", label="处理", workflow=handling.HANDLING, duties=policy.duties_of_handling,
            unmet=policy.unmet_of_handling, name=lambda row: f"{row.number}", campaign=lambda row: row.campaign.code, veiled=_WORDS, **shared,
        )  # fmt: skip
        keep(
            models.Appeal, kind="appeal", label="申诉", workflow=appeals.APPEAL, duties=policy.duties_of_appeal, unmet=policy.unmet_of_appeal,
            name=lambda row: f"{row.handling.number}", campaign=lambda row: row.handling.campaign.code, veiled=frozenset({"text", "outcome"}),
            steady=("handling", "body"),
        )  # fmt: skip
        keep_words(*HandlingWord)


_WORDS = frozenset({
    "matter", "unchanged", "class_reason", "circumstances", "effect", "origin_text", "tolerance", "rule", "weight_reason", "after_training",
    "decision", "reason", "heard_text", "present", "health", "workload", "orders", "case_class", "measure",
})  # fmt: skip
"""What is said about a person never enters the book; that it was written, by whom and when, does."""
