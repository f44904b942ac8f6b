"""Campaigns for Django and for the book."""

from typing import Any

from django.apps import AppConfig


class Campaigns(AppConfig):
    name = "bihuan.campaigns"
    label = "campaigns"
    verbose_name = "专项"

    def ready(self) -> None:
        from bihuan.campaigns import models, policy, vocabulary, workflow
        from bihuan.foundation.accounts.policy import when_asked_who_vouches
        from bihuan.foundation.audit.keeping import keep, keep_words
        from bihuan.organisation.policy import when_asked_who_decides

        deputies: dict[str, Any] = {"stand_ins": policy.stand_ins, "in_person": policy.IN_PERSON}
        keep(
            models.Campaign, kind="campaign", label="专项", workflow=workflow.CAMPAIGN, duties=policy.duties,
            name=lambda row: row.title, campaign=lambda row: row.code, versions=models.CampaignVersion, **deputies,
        )  # fmt: skip
        versions = {
            models.RosterEntry: models.RosterVersion,
            models.CoveredUnit: models.CoveredUnitVersion,
            models.Group: models.GroupVersion,
        }

        def counted_in(row: Any) -> Any:
            return row.campaign

        for model, kind, label, table in (
            (models.Stage, "stage", "阶段", workflow.STAGE),
            (models.Group, "group", "工作机构", workflow.GROUP),
            (models.RosterEntry, "roster_entry", "名册", workflow.ROSTER),
            (models.CoveredUnit, "covered_unit", "整治单位", workflow.COVERED_UNIT),
            (models.Grant, "grant", "职责", workflow.GRANT),
            (models.Commendation, "commendation", "表扬", workflow.COMMENDATION),
            (models.Handover, "handover", "工作移交", workflow.HANDOVER),
        ):
            keep(
                model, kind=kind, label=label, workflow=table, duties=policy.duties, campaign=lambda row: row.campaign.code,
                versions=versions.get(model), above=counted_in if model in (models.Stage, models.Group) else None, **deputies,
            )  # fmt: skip
        for model, kind, label, table in (
            (models.Secondment, "secondment", "借调", workflow.SECONDMENT),
            (models.Portfolio, "portfolio", "分管单位", workflow.PORTFOLIO),
            (models.KeyFew, "key_few", "关键少数", workflow.KEY_FEW),
            (models.GoalTie, "goal_tie", "目标挂接", workflow.GOAL_TIE),
            (models.CampaignLink, "campaign_link", "关联专项", workflow.LINK),
        ):
            keep(model, kind=kind, label=label, workflow=table, duties=policy.duties, campaign=lambda row: row.campaign.code, **deputies)
        for model, kind, label, table in (
            (models.LocalManifestation, "local_manifestation", "细化的具体表现", workflow.LOCAL),
            (models.UnitMeasure, "unit_measure", "细化的整治措施", workflow.UNIT_MEASURE),
        ):
            own = policy.duties_of_units_own
            keep(model, kind=kind, label=label, workflow=table, duties=own, campaign=lambda row: row.campaign.code, **deputies)
        keep(
            models.SavedView, kind="saved_view", label="视图", workflow=workflow.SAVED_VIEW, duties=policy.duties_of_view,
            campaign=lambda row: row.campaign.code, **deputies,
        )  # fmt: skip
        keep(
            models.Task, kind="task", label="任务", workflow=workflow.TASK, duties=policy.duties_of_holder, unmet=policy.unmet_of_task,
            campaign=lambda row: row.campaign.code, **deputies | {"stand_ins": policy.stand_ins_of_holder},
        )  # fmt: skip
        keep(
            models.Delegation, kind="delegation", label="委托", workflow=workflow.DELEGATION, duties=policy.duties_of_delegation,
            campaign=lambda row: row.campaign.code, **deputies,
        )  # fmt: skip
        for model, kind, label, table in (
            (models.Meeting, "meeting", "会议", workflow.MEETING),
            (models.Conveyance, "conveyance", "传达登记", workflow.CONVEYANCE),
            (models.ChaseCall, "chase_call", "催办记录", workflow.CHASE_CALL),
            (models.Follow, "follow", "跟踪督促", workflow.FOLLOW),
        ):
            keep(
                model, kind=kind, label=label, workflow=table, duties=policy.duties_of_holder, campaign=lambda row: row.campaign.code,
                veiled=frozenset({"record"}) if model is models.Meeting else frozenset(), **deputies | {"stand_ins": policy.stand_ins_of_holder},
            )  # fmt: skip
        keep_words(*vocabulary.MeetingWord)
        when_asked_who_vouches(policy.vouches_for)
        when_asked_who_decides(policy.decides_recusal)
