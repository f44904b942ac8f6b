"""The running campaign: started, stages prolonged by decision, tasks given and finished, closed."""

from datetime import date, datetime

from bihuan.campaigns.models import Campaign, Group, Stage, StageExtension, Task
from bihuan.campaigns.vocabulary import CampaignAction
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Unit


def start_campaign(*, campaign: Campaign, actor: Actor, now: datetime) -> Campaign:
    """From now on findings can be recorded."""
    with changing(campaign, CampaignAction.START, actor=actor, now=now) as change:
        change.set(started_at=now, started_by_id=actor.user_id)
    return campaign


def close_campaign(*, campaign: Campaign, actor: Actor, now: datetime, reason: str) -> Campaign:
    """End the campaign; open items stay on the ledger and stay overdue (M24)."""
    with changing(campaign, CampaignAction.CLOSE, actor=actor, now=now, reason=reason):
        pass
    return campaign


def extend_stage(*, stage: Stage, to_on: date, decision: str, reason: str, actor: Actor, now: datetime) -> Stage:
    """Prolong a stage by a recorded decision; the day of the plan stays (M25)."""
    if not decision.strip():
        raise BadInput(_("请写明是谁、以什么方式决定延长的。"))
    with changing(stage, CampaignAction.EXTEND_STAGE, actor=actor, now=now, reason=reason) as change:
        if stage.end_on is None or to_on <= stage.end_on:
            raise BadInput(_("延长后的日期要晚于现在的结束日期。"))
        StageExtension.objects.create(
            stage=stage, from_on=stage.end_on, to_on=to_on, decision=decision.strip(), reason=reason.strip(), decided_at=now,
            decided_by_id=actor.user_id,
        )  # fmt: skip
        change.set(end_on=to_on)
    return stage


def add_task(
    *, campaign: Campaign, title: str, actor: Actor, now: datetime, stage: Stage | None = None, unit: Unit | None = None,
    group: Group | None = None, due_on: date | None = None,
) -> Task:  # fmt: skip
    """Give a body a task of a stage."""
    task = Task(campaign=campaign, stage=stage, title=title.strip(), unit=unit, group=group, due_on=due_on)
    with creating(task, CampaignAction.ADD_TASK, actor=actor, now=now):
        pass
    return task


def finish_task(*, task: Task, result: str, proof: str, actor: Actor, now: datetime) -> Task:
    """Finish a task by its result. Naming a document or a meeting only is refused (M213)."""
    given = {"result": result.strip(), "proof": proof.strip()}
    with changing(task, CampaignAction.FINISH_TASK, actor=actor, now=now, given=given) as change:
        change.set(finished_at=now, finished_by_id=actor.user_id)
    return task
