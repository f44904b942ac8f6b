"""The running campaign: started, stages prolonged by decision, tasks given and finished, closed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bihuan.campaigns.models import Campaign, Group, Meeting, Stage, StageExtension, Task
from bihuan.campaigns.operations.ends import refuse_what_is_left
from bihuan.campaigns.queries.stages import shifted_after
from bihuan.campaigns.vocabulary import CampaignAction, CampaignState, GateCondition
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.audit.lengths import stored
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Unit


def start_campaign(*, campaign: Campaign, actor: Actor, now: datetime, reason: str = "", gaps: Mapping[str, int] | None = None) -> Campaign:
    """From now on findings can be recorded: the first stage is entered. `gaps` are those that remain then (whoever calls has counted them), by
    their words, `reason` why it starts nevertheless (M05)."""
    with changing(campaign, CampaignAction.START, actor=actor, now=now, reason=reason) as change:
        change.set(started_at=now, started_by_id=actor.user_id)
        if gaps:
            change.note(gaps=dict(gaps))
    return campaign


def close_campaign(*, campaign: Campaign, actor: Actor, now: datetime, reason: str) -> Campaign:
    """End the campaign. Refused while items are open that were not carried over to a named body (M98); carried over they stay on the ledger
    and stay overdue (M24)."""
    with changing(campaign, CampaignAction.CLOSE, actor=actor, now=now, reason=reason):
        refuse_what_is_left(campaign)
    return campaign


def add_stage(*, campaign: Campaign, name: str, start_on: date, end_on: date, actor: Actor, now: datetime) -> Stage:
    """Add a stage after the others, for a plan or catalogue that names none (M23). Refused: days that overlap the stage before."""
    last = Stage.objects.filter(campaign=campaign).order_by("-order").first()
    if end_on < start_on:
        raise BadInput(_("结束日期早于开始日期。"))
    if last is not None and last.end_on is not None and start_on <= last.end_on:
        raise BadInput(_("上一个阶段“%(name)s”到 %(day)s 才结束，开始日期要晚于它。"), name=last.name, day=last.end_on.isoformat())
    order = last.order + 1 if last else 1
    stage = Stage(
        campaign=campaign,
        order=order,
        name=name.strip(),
        start_on=start_on,
        end_on=end_on,
        planned_start_on=start_on,
        planned_end_on=end_on,
    )
    with creating(stage, CampaignAction.ADD_STAGE, actor=actor, now=now):
        pass
    return stage


def date_stage(*, stage: Stage, start_on: date, end_on: date, actor: Actor, now: datetime) -> Stage:
    """Say when a stage runs that the plan or catalogue left open (M23). Refused: a stage that has its days; those move by decision only."""
    with changing(stage, CampaignAction.DATE_STAGE, actor=actor, now=now) as change:
        if stage.end_on is not None:
            raise BadInput(_("“%(name)s”已有日期，要改请登记延长的决定。"), name=stage.name)
        if end_on < start_on:
            raise BadInput(_("结束日期早于开始日期。"))
        change.set(start_on=start_on, end_on=end_on, planned_start_on=start_on, planned_end_on=end_on)
    return stage


def extend_stage(
    *, stage: Stage, to_on: date, decision: str, reason: str, actor: Actor, now: datetime, following: bool = False
) -> Stage:  # fmt: skip
    """Prolong a stage by a recorded decision; the day of the plan stays (M25). `following`: the stages after it move by as many days.

    Refused: no decision or reason, an earlier day, a stage that was declared over."""
    if not decision.strip():
        raise BadInput(_("请写明是谁、以什么方式决定延长的。"))
    said: dict[str, Any] = {"decision": decision.strip(), "reason": reason.strip(), "decided_at": now, "decided_by_id": actor.user_id}
    with changing(stage, CampaignAction.EXTEND_STAGE, actor=actor, now=now, reason=reason) as change:
        if stage.finished_at is not None:
            raise BadInput(_("“%(name)s”已经宣布结束，不能再延长。"), name=stage.name)
        if stage.end_on is None or to_on <= stage.end_on:
            raise BadInput(_("延长后的日期要晚于现在的结束日期。"))
        late = (to_on - stage.end_on).days
        stored(StageExtension(stage=stage, from_on=stage.end_on, to_on=to_on, **said))
        change.set(end_on=to_on)
        last = max([to_on, *(_shift_following(stage, late, said, actor, now) if following else ())])
        _stretch(stage.campaign_id, last, reason, actor, now)
    return stage


def _shift_following(stage: Stage, days: int, said: dict[str, Any], actor: Actor, now: datetime) -> list[date]:
    """Move the stages after this one, each with its own record; returns their new last days."""
    moved = shifted_after(stage, days)
    rows = Stage.objects.select_related("campaign").in_bulk([span.pk for span in moved])
    for span in moved:
        row = rows[span.pk]
        with changing(row, CampaignAction.SHIFT_STAGE, actor=actor, now=now, reason=said["reason"]) as change:
            stored(StageExtension(stage=row, from_on=row.end_on or span.end_on, to_on=span.end_on, **said))
            change.set(start_on=span.start_on, end_on=span.end_on)
    return [span.end_on for span in moved]


def _stretch(campaign_id: int, last: date, reason: str, actor: Actor, now: datetime) -> None:
    """A campaign ends with its last stage: its own last day moves along, with its own record; the one of the plan stays."""
    campaign = Campaign.objects.select_for_update(no_key=True).get(pk=campaign_id)
    if campaign.end_on is not None and campaign.end_on < last:
        with changing(campaign, CampaignAction.STRETCH, actor=actor, now=now, reason=reason) as change:
            change.set(end_on=last)


def finish_stage(*, stage: Stage, unmet: Sequence[tuple[GateCondition, int]], actor: Actor, now: datetime, reason: str = "") -> Stage:
    """Declare a stage over. `unmet` is what does not hold (whoever calls has counted it): then it takes a decision with its reason.

    Refused: declared before; a campaign that is not running."""
    with changing(stage, CampaignAction.FINISH_STAGE, actor=actor, now=now, reason=reason) as change:
        if stage.finished_at is not None:
            raise BadInput(_("“%(name)s”已经宣布结束。"), name=stage.name)
        if stage.campaign.state != CampaignState.RUNNING:
            raise BadInput(_("专项没有在进行，不能宣布阶段结束。"))
        if not Stage.objects.filter(campaign=stage.campaign_id, order__gt=stage.order).exists():
            refuse_what_is_left(stage.campaign)  # nothing comes after it that open items could move on into
        if unmet and not reason.strip():
            told = "；".join(condition.label % {"count": count} for condition, count in unmet)
            raise BadInput(_("条件还不齐：%(told)s。仍要结束的，请写明由谁决定、为什么。"), told=told)
        change.set(finished_at=now, finished_by_id=actor.user_id, finished_reason=reason.strip() if unmet else "")
        change.note(unmet={condition.value: count for condition, count in unmet})
    return stage


def add_task(
    *, campaign: Campaign, title: str, actor: Actor, now: datetime, stage: Stage | None = None, unit: Unit | None = None,
    group: Group | None = None, due_on: date | None = None, meeting: Meeting | None = None, amount: int | None = None, measure: str = "",
) -> Task:  # fmt: skip
    """Give a body a task of a stage. Refused: no title, no body, a campaign that has ended."""
    if not title.strip():
        raise BadInput(_("请写明任务。"))
    if campaign.state == CampaignState.CLOSED:
        raise BadInput(_("专项已经结束，不能再下达任务。"))
    if amount is not None and amount < 1:
        raise BadInput(_("数量要求请填大于 0 的整数。"))
    task = Task(
        campaign=campaign, stage=stage, title=title.strip(), unit=unit, group=group, due_on=due_on, meeting=meeting, amount=amount,
        measure=measure.strip() if amount else "",
    )  # fmt: skip
    with creating(task, CampaignAction.ADD_TASK, actor=actor, now=now):
        pass
    return task


def add_tasks(
    *, campaign: Campaign, title: str, actor: Actor, now: datetime, units: Sequence[Unit] = (), groups: Sequence[Group] = (),
    stage: Stage | None = None, due_on: date | None = None, meeting: Meeting | None = None, amount: int | None = None, measure: str = "",
) -> list[Task]:  # fmt: skip
    """Give the same task to several bodies, one task each: all or none. Refused: nobody to do it."""
    if not units and not groups:
        raise BadInput(_("请选择承办的单位或机构。"))
    told: dict[str, Any] = {"campaign": campaign, "title": title, "stage": stage, "due_on": due_on, "actor": actor, "now": now}
    told |= {"meeting": meeting, "amount": amount, "measure": measure}
    with one_write():
        return [*(add_task(unit=one, **told) for one in units), *(add_task(group=one, **told) for one in groups)]


def finish_task(*, task: Task, result: str, proof: str, actor: Actor, now: datetime) -> Task:
    """Finish a task by its result. Naming a document or a meeting only is refused (M213)."""
    given = {"result": result.strip(), "proof": proof.strip()}
    with changing(task, CampaignAction.FINISH_TASK, actor=actor, now=now, given=given) as change:
        change.set(finished_at=now, finished_by_id=actor.user_id)
    return task
