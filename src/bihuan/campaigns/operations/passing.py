"""Pressure passed down level by level (M119): a unit hands its task to units below it, and keeps seeing what becomes of each part."""

from collections.abc import Sequence
from datetime import date, datetime

from bihuan.campaigns.models import CoveredUnit, Task
from bihuan.campaigns.rules.tasks import changed
from bihuan.campaigns.vocabulary import TaskAction
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.organisation.models import Unit
from bihuan.organisation.rules.paths import lies_within


def pass_on_task(
    *, task: Task, units: Sequence[Unit], actor: Actor, now: datetime, title: str = "", due_on: date | None = None, amount: int | None = None
) -> list[Task]:  # fmt: skip
    """Hand a unit's task to units below it, one part each; without a day or amount of its own a part has those of the task. What differs from
    the original both levels see (M210). Refused: units that do not lie below, that have a part already, that the campaign does not cover."""
    if not units:
        raise BadInput(_("请选择交给哪些下级单位。"))
    if amount is not None and amount < 1:
        raise BadInput(_("数量要求请填大于 0 的整数。"))
    day, many = due_on or task.due_on, task.amount if amount is None else amount
    with one_write(), changing(task, TaskAction.PASS_ON, actor=actor, now=now) as change:
        _refuse_units(task, units)
        differs = [one.what.value for one in changed(task.due_on, day, task.amount, many)]
        change.note(units=[one.pk for one in units], differs=differs)
        parts = []
        for one in dict.fromkeys(units):
            part = Task(
                campaign=task.campaign, stage=task.stage, title=title.strip() or task.title, unit=one, due_on=day, amount=many,
                measure=task.measure, meeting=task.meeting, parent=task,
            )  # fmt: skip
            with creating(part, TaskAction.HAND_DOWN, actor=actor, now=now):
                parts.append(part)
    return parts


def _refuse_units(task: Task, units: Sequence[Unit]) -> None:
    own = task.unit
    if own is None:
        raise NotNow(_("只有下达给单位的任务才能向下分解。"))
    covered = set(CoveredUnit.objects.filter(campaign=task.campaign, unit__in=units, to_on=None).values_list("unit_id", flat=True))
    taken = set(Task.objects.filter(parent=task, unit__in=units).values_list("unit_id", flat=True))
    for one in units:
        if one.pk == own.pk or not lies_within(one.path, own.path) or one.pk not in covered:
            raise BadInput(_("“%(name)s”不是“%(above)s”在本专项里的下级单位。"), name=one.name, above=own.name)
        if one.pk in taken:
            raise BadInput(_("这项任务已经交给“%(name)s”。"), name=one.name)
