"""Rectification linked across levels (M104): an item shared by a superior and a subordinate campaign, led by one of them, measures of both."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries.links import superior_of
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.problems.models import JointMeasure, Problem, Share
from bihuan.problems.vocabulary import OPEN
from bihuan.problems.vocabulary.passing_on import JointAction, PassingAction

_OPEN_MEASURES = _("第 %(number)04d 号是两级联动整改的，还有 %(count)d 项联动措施没有办结；不用再办的，由牵头一级写明理由免办。")


def change_lead(row: Share, *, lead: Campaign, decision: str, reason: str, actor: Actor, now: datetime) -> Share:
    """Say by decision which of the two levels leads. Also for what was shared before the two were linked as levels. Refused: no decision, the
    level that leads already, a third campaign, campaigns that are no levels of each other, a share that was taken back."""
    with changing(row, PassingAction.LEAD, actor=actor, now=now, reason=reason) as change:
        _refuse_taken_back(row)
        upper = row.upper or superior_of(row.problem.campaign, row.campaign)
        if upper is None:
            raise BadInput(_("两个专项没有按上下级关联。请先在“关联专项”里关联为上下级。"))
        if lead.pk not in _levels(row):
            raise BadInput(_("牵头的只能是两级专项中的一个。"))
        if not decision.strip():
            raise BadInput(_("请写明由谁、以什么方式决定。"))
        if row.lead_id == lead.pk:
            raise BadInput(_("现在就由“%(title)s”牵头。"), title=lead.title)
        change.set(upper=upper, lead=lead, decision=decision.strip())
    return row


def _levels(row: Share) -> set[int]:
    return {row.campaign_id, row.problem.campaign_id}


def _refuse_taken_back(row: Share) -> None:
    if row.hidden_at is not None:
        raise NotNow(_("已经取消共享了。"))


@dataclass(frozen=True, slots=True)
class Part:
    """A measure of one level: what is done, by which body, until when."""

    campaign: Campaign
    text: str
    body: str
    due_on: date


def add_joint_measure(*, share: Share, part: Part, actor: Actor, now: datetime) -> JointMeasure:
    """Write down what a level does about the item: the level itself, or the one that leads. Refused: no two levels, a third campaign, no
    text or body, a day that is past, an item that is closed, a share that was taken back."""
    row = JointMeasure(
        share=share, campaign=part.campaign, text=part.text.strip(), body=part.body.strip(), due_on=part.due_on, added_at=now,
        added_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, JointAction.ADD, actor=actor, now=now) as change:
        _refuse_unfit(share, part, now)
        change.note(problem=share.problem_id)
    return row


def _refuse_unfit(share: Share, part: Part, now: datetime) -> None:
    _refuse_taken_back(share)
    if share.lead_id is None or part.campaign.pk not in _levels(share):
        raise BadInput(_("这件问题不是这两级联动整改的。"))
    if not part.text.strip() or not part.body.strip():
        raise BadInput(_("请写明措施和承办机构。"))
    if part.due_on < localdate(now):
        raise BadInput(_("完成时限不能早于今天。"))
    if share.problem.state not in OPEN:
        raise NotNow(_("问题已经销号或不再计数，不用再写联动措施。"))


def finish_joint_measure(row: JointMeasure, *, result: str, actor: Actor, now: datetime) -> JointMeasure:
    """Say what came of it. Refused: no result, done or dropped already."""
    with changing(row, JointAction.FINISH, actor=actor, now=now) as change:
        _refuse_ended(row)
        if not result.strip():
            raise BadInput(_("请写明办理结果。"))
        change.set(result=result.strip(), done_at=now, done_by_id=actor.user_id)
    return row


def drop_joint_measure(row: JointMeasure, *, reason: str, actor: Actor, now: datetime) -> JointMeasure:
    """The level that leads does without it, with the reason. Refused: done or dropped already."""
    with changing(row, JointAction.DROP, actor=actor, now=now, reason=reason) as change:
        _refuse_ended(row)
        change.set(dropped_at=now, dropped_by_id=actor.user_id)
    return row


def _refuse_ended(row: JointMeasure) -> None:
    if row.done_at or row.dropped_at:
        raise NotNow(_("这项联动措施已经办结或免办。"))


def open_measures(problems: Iterable[Problem]) -> dict[int, int]:
    """How many joint measures of either level are still to be done, by item; of those alone that have some. One query."""
    rows = JointMeasure.objects.filter(
        done_at=None, dropped_at=None, share__hidden_at=None, share__problem__in=[one.pk for one in problems]
    )
    found: dict[int, int] = {}
    for key in rows.order_by().values_list("share__problem_id", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


def refuse_open_measures(problem: Problem) -> None:
    """An item that two levels work on is closed when both have done their part."""
    if count := open_measures([problem]).get(problem.pk):
        raise NotNow(_OPEN_MEASURES, number=problem.number, count=count)


def told_open(problem: Problem, count: int) -> str:
    """The same as the reason beside a row of many."""
    return _OPEN_MEASURES % {"number": problem.number, "count": count}
