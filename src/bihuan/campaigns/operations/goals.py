"""Goals of a plan, each tied to a figure or to a task: what the final report says goal by goal (M19)."""

from datetime import datetime

from bihuan.campaigns.models import Campaign, GoalTie, Task
from bihuan.campaigns.vocabulary.organising import OrganisingAction
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _


def tie_goal(
    *, campaign: Campaign, goal: str, actor: Actor, now: datetime, figure: str = "", task: Task | None = None, note: str = ""
) -> GoalTie:
    """Tie a goal of the plan to a figure (its code; the caller knows which there are) or to a task of the campaign. Refused: a goal that the
    plan does not have, neither or both, tied so already."""
    if goal not in campaign.file.get("goals", ()):
        raise BadInput(_("方案里没有这条工作目标。"))
    if bool(figure) == bool(task) or (task is not None and task.campaign_id != campaign.pk):
        raise BadInput(_("请选一项指标，或者一项本专项的任务。"))
    if GoalTie.objects.filter(campaign=campaign, goal=goal, figure=figure, task=task, untied_at=None).exists():
        raise BadInput(_("这条目标已经挂接了这一项。"))
    row = GoalTie(campaign=campaign, goal=goal, figure=figure, task=task, note=note.strip(), tied_at=now, tied_by_id=actor.user_id)
    with creating(row, OrganisingAction.TIE_GOAL, actor=actor, now=now):
        pass
    return row


def untie_goal(row: GoalTie, *, actor: Actor, now: datetime) -> GoalTie:
    """Undo a tie. Refused: undone already."""
    with changing(row, OrganisingAction.UNTIE_GOAL, actor=actor, now=now) as change:
        if row.untied_at is not None:
            raise NotNow(_("已经取消挂接了。"))
        change.set(untied_at=now, untied_by_id=actor.user_id)
    return row
