"""Campaigns for Django and for the book."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from django.db.models import Model

    from bihuan.foundation.kernel import Workflow

    Kind = tuple[type[Model], str, str, Workflow]


def _code(row: Any) -> str:
    return str(row.campaign.code)


def _counted_in(row: Any) -> Any:
    return row.campaign


class Campaigns(AppConfig):
    name = "bihuan.campaigns"
    label = "campaigns"
    verbose_name = "专项"

    def ready(self) -> None:
        from bihuan.campaigns import policy, vocabulary
        from bihuan.foundation.accounts.policy import when_asked_who_vouches
        from bihuan.foundation.audit.keeping import keep_words
        from bihuan.organisation.policy import when_asked_who_decides

        _keep_parts()
        _keep_what_holders_do()
        _keep_what_belongs_to_somebody()
        keep_words(*vocabulary.MeetingWord)
        when_asked_who_vouches(policy.vouches_for)
        when_asked_who_decides(policy.decides_recusal)


def _deputies() -> dict[str, Any]:
    from bihuan.campaigns import policy

    return {"stand_ins": policy.stand_ins, "in_person": policy.IN_PERSON}


def _keep(kinds: "tuple[Kind, ...]", duties: Callable[..., Any], **more: Any) -> None:
    """Kinds of rows that are told alike; `more` beside what they have in common."""
    from bihuan.foundation.audit.keeping import keep

    for model, kind, label, table in kinds:
        keep(model, kind=kind, label=label, workflow=table, duties=duties, campaign=_code, **_deputies() | more)


def _keep_parts() -> None:
    """The campaign, and what the office settles of it."""
    from bihuan.campaigns import models, policy, workflow
    from bihuan.foundation.audit.keeping import keep

    keep(
        models.Campaign, kind="campaign", label="专项", workflow=workflow.CAMPAIGN, duties=policy.duties,
        name=lambda row: row.title, campaign=lambda row: row.code, versions=models.CampaignVersion, **_deputies(),
    )  # fmt: skip
    _keep(((models.Stage, "stage", "阶段", workflow.STAGE),), policy.duties, above=_counted_in)
    _keep(((models.Group, "group", "工作机构", workflow.GROUP),), policy.duties, above=_counted_in, versions=models.GroupVersion)
    _keep(((models.RosterEntry, "roster_entry", "名册", workflow.ROSTER),), policy.duties, versions=models.RosterVersion)
    _keep(((models.CoveredUnit, "covered_unit", "整治单位", workflow.COVERED_UNIT),), policy.duties, versions=models.CoveredUnitVersion)
    _keep(
        (
            (models.Grant, "grant", "职责", workflow.GRANT),
            (models.Commendation, "commendation", "表扬", workflow.COMMENDATION),
            (models.Handover, "handover", "工作移交", workflow.HANDOVER),
            (models.Secondment, "secondment", "借调", workflow.SECONDMENT),
            (models.Portfolio, "portfolio", "分管单位", workflow.PORTFOLIO),
            (models.KeyFew, "key_few", "关键少数", workflow.KEY_FEW),
            (models.GoalTie, "goal_tie", "目标挂接", workflow.GOAL_TIE),
            (models.CampaignLink, "campaign_link", "关联专项", workflow.LINK),
        ),
        policy.duties,
    )


def _keep_what_holders_do() -> None:
    """Tasks, meetings and calls: of units and bodies, by those who hold a duty there."""
    from bihuan.campaigns import models, policy, workflow

    stand_ins = {"stand_ins": policy.stand_ins_of_holder}
    _keep(((models.Task, "task", "任务", workflow.TASK),), policy.duties_of_holder, unmet=policy.unmet_of_task, **stand_ins)
    _keep(((models.Meeting, "meeting", "会议", workflow.MEETING),), policy.duties_of_holder, veiled=frozenset({"record"}), **stand_ins)
    _keep(
        (
            (models.Conveyance, "conveyance", "传达登记", workflow.CONVEYANCE),
            (models.ChaseCall, "chase_call", "催办记录", workflow.CHASE_CALL),
            (models.Follow, "follow", "跟踪督促", workflow.FOLLOW),
        ),
        policy.duties_of_holder,
        **stand_ins,
    )


def _keep_what_belongs_to_somebody() -> None:
    """Views, delegations, and what units add of their own."""
    from bihuan.campaigns import models, policy, workflow

    _keep(((models.SavedView, "saved_view", "视图", workflow.SAVED_VIEW),), policy.duties_of_view)
    _keep(((models.Delegation, "delegation", "委托", workflow.DELEGATION),), policy.duties_of_delegation)
    _keep(
        (
            (models.LocalManifestation, "local_manifestation", "细化的具体表现", workflow.LOCAL),
            (models.UnitMeasure, "unit_measure", "细化的整治措施", workflow.UNIT_MEASURE),
        ),
        policy.duties_of_units_own,
    )
