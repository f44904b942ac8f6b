"""What somebody is to a task, or to a meeting: of a unit or a group, it is theirs; and when a task is done."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bihuan.campaigns.models import Task
from bihuan.campaigns.policy.branches import held_over
from bihuan.campaigns.policy.grants import Held
from bihuan.campaigns.policy.standing_in import stand_ins
from bihuan.campaigns.policy.towards import duties
from bihuan.campaigns.rules.tasks import shows_result
from bihuan.campaigns.vocabulary import TOWARDS_A_UNIT, CampaignAction, Duty, TaskNeed
from bihuan.foundation.kernel import Actor, Term


def duties_of_holder(actor: Actor, row: Any) -> frozenset[Duty]:
    """The duties towards whoever was given the task or held the meeting: those for a unit count for their unit's tasks, a supervisor's for his own group's."""
    return (duties(actor, row) - {*TOWARDS_A_UNIT}) | _towards_task(held_over(actor, row.campaign_id), row, None, actor.person_id)


def _towards_task(mine: Sequence[Held], row: Any, of: int | None, person_id: int | None) -> frozenset[Duty]:
    held = [one for one in mine if one.of == of and one.duty in TOWARDS_A_UNIT]
    found = {one.duty for one in held if row.unit_id is not None and one.unit_id == row.unit_id}
    supervises, who = any(one.duty is Duty.SUPERVISOR for one in held), of or person_id
    group = getattr(row, "group", None)
    if supervises and group is not None and who is not None and group.members.filter(person_id=who).exists():
        found.add(Duty.SUPERVISOR)
    return frozenset(found)


def stand_ins_of_holder(actor: Actor, rows: Sequence[Any]) -> list[list[tuple[Actor, frozenset[Term]]]]:
    """For each of these rows the actor as the deputy of others, with what that makes him towards it."""
    told = []
    for row, others in zip(rows, stand_ins(actor, rows), strict=True):
        mine = held_over(actor, row.campaign_id) if others else ()
        told.append([(one, (held - {*TOWARDS_A_UNIT}) | _towards_task(mine, row, one.for_person, None)) for one, held in others])
    return told


def unmet_of_task(row: Task, _actor: Actor, action: Term, _now: datetime) -> tuple[Term, ...]:
    """A task is done by its result, never by a document or a meeting (M213)."""
    return (TaskNeed.PROOF,) if action is CampaignAction.FINISH_TASK and not shows_result(row.result, row.proof) else ()
