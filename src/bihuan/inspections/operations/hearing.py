"""Reports heard and findings talked over: what was said, the tasks set, what was decided on each finding (M106, M111)."""

from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Group, Task
from bihuan.campaigns.operations import add_task
from bihuan.campaigns.queries import current_stage
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, Conflict, _
from bihuan.inspections.models import Considered, Hearing, HearingTask, Observation
from bihuan.inspections.vocabulary import HearingAction, HearingDecision, HearingKind
from bihuan.organisation.models import Unit


def hold_hearing(
    *, campaign: Campaign, kind: HearingKind, held_on: date, presided: str, record: str, actor: Actor, now: datetime, unit: Unit | None = None,
    group: Group | None = None,
) -> Hearing:  # fmt: skip
    """Write down that a unit was heard, or that findings were talked over. Refused: a day to come, no words, a hearing of nobody."""
    refuse_left_out(campaign.file, "inspections")
    if not presided.strip() or not record.strip():
        raise BadInput(_("请写明由谁主持、会上说了什么。"))
    if held_on > localdate(now):
        raise BadInput(_("日期不能晚于今天：开过以后再登记。"))
    if kind is HearingKind.HEARING and unit is None:
        raise BadInput(_("请选择汇报的单位。"))
    row = Hearing(
        campaign=campaign, kind=kind, group=group, unit=unit if kind is HearingKind.HEARING else None, held_on=held_on, presided=presided.strip(),
        record=record.strip(), noted_at=now, noted_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, HearingAction.HOLD, actor=actor, now=now):
        pass
    return row


def set_task_at_hearing(row: Hearing, *, title: str, due_on: date, actor: Actor, now: datetime, unit: Unit | None = None) -> Task:
    """Set a task with its day; it is worked and finished where all tasks are, and its state stands on the record."""
    body = unit or row.unit
    if body is None:
        raise BadInput(_("请选择承办的单位。"))
    if due_on < row.held_on:
        raise BadInput(_("完成时限不能早于会议日期。"))
    with changing(row, HearingAction.SET_TASK, actor=actor, now=now) as change:
        stage = current_stage(row.campaign, localdate(now))
        task = add_task(campaign=row.campaign, title=title, stage=stage, unit=body, due_on=due_on, actor=actor, now=now)
        HearingTask.objects.create(hearing=row, task=task)
        change.note(task=task.pk)
    return task


def decide_on_finding(
    row: Hearing, *, observation: Observation, decision: HearingDecision, words: str, actor: Actor, now: datetime
) -> Considered:
    """Write down what was decided on one finding and why. The steps themselves are taken on the finding."""
    if not words.strip():
        raise BadInput(_("请写明理由和要求。"))
    if observation.campaign_id != row.campaign_id:
        raise BadInput(_("这条发现不是本专项的。"))
    with changing(row, HearingAction.DECIDE, actor=actor, now=now) as change:
        if Considered.objects.filter(hearing=row, observation=observation).exists():
            raise Conflict(_("这条发现在这次会上已经研判过。"))
        one = Considered.objects.create(hearing=row, observation=observation, decision=decision, words=words.strip())
        change.note(observation=observation.pk, decision=decision)
    return one
