"""Inspections for Django and for the book."""

from typing import Any

from django.apps import AppConfig


class Inspections(AppConfig):
    name = "bihuan.inspections"
    label = "inspections"
    verbose_name = "督导检查"

    def ready(self) -> None:
        from bihuan.campaigns.queries.desk import when_asked_what_waits
        from bihuan.foundation.audit.keeping import keep
        from bihuan.inspections import models, policy, workflow
        from bihuan.inspections.queries.desk import asks

        words = frozenset({"text", "answer", "settled_reason", "purpose", "place", "summary", "reply", "record", "grounds", "outcome"})
        shared: dict[str, Any] = {"stand_ins": policy.stand_ins, "in_person": policy.IN_PERSON, "name": lambda row: f"{row.pk}"}
        for model, kind, label, table, duties, more in (
            (models.InspectionPlan, "inspection_plan", "督查方案", workflow.INSPECTION_PLAN, policy.duties_of_plan,
             {"unmet": policy.unmet_of_plan, "name": lambda row: row.title}),
            (models.PlanDraw, "plan_draw", "督查抽取", workflow.PLAN_DRAW, policy.duties_of_unit_row, {}),
            (models.Checklist, "checklist", "检查单", workflow.CHECKLIST, policy.duties_of_unit_row, {"name": lambda row: row.title}),
            (models.Visit, "visit", "检查", workflow.VISIT, policy.duties_of_visit, {"unmet": policy.unmet_of_visit, "veiled": words}),
            (models.Observation, "observation", "检查发现", workflow.OBSERVATION, policy.duties_of_observation, {"veiled": words}),
            (models.Heard, "heard", "听到的意见", workflow.HEARD, policy.duties_of_heard, {"veiled": words}),
            (models.CorrectionNotice, "correction_notice", "纠偏通知", workflow.CORRECTION_NOTICE, policy.duties_of_unit_row, {}),
            (models.Hearing, "hearing", "听取汇报和研判", workflow.HEARING, policy.duties_of_unit_row, {}),
            (models.AnalysisNote, "analysis_note", "分析研判", workflow.ANALYSIS_NOTE, policy.duties_of_unit_row, {}),
            (models.Remark, "remark", "对进度的意见", workflow.REMARK, policy.duties_of_unit_row, {}),
        ):  # fmt: skip
            keep(model, kind=kind, label=label, workflow=table, duties=duties, campaign=lambda row: row.campaign.code, **shared | more)
        keep(
            models.Conclusion, kind="conclusion", label="督查结论", workflow=workflow.CONCLUSION, duties=policy.duties_of_conclusion,
            campaign=lambda row: row.visit.campaign.code, veiled=words, **shared,
        )  # fmt: skip
        when_asked_what_waits(asks)
