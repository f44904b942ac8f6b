"""What becomes of an observation: on the ledger once the unit was heard (P19), back to the unit, dropped, or one with another."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Task
from bihuan.campaigns.operations import add_task
from bihuan.finding.models import SelfCheck
from bihuan.finding.operations.reviewing import send_back_lists
from bihuan.finding.queries.reviewing import to_send_back
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.inspections.models import Observation
from bihuan.inspections.vocabulary import Focus, Force, ObservationState, SupervisionKind
from bihuan.inspections.vocabulary import ObservationAction as A
from bihuan.problems.operations import Finding, record
from bihuan.problems.vocabulary import Source


def record_observation(row: Observation, *, actor: Actor, now: datetime) -> Observation:
    """Put it on the ledger: the unit was heard, or let its days go by."""
    with changing(row, A.RECORD, actor=actor, now=now) as change:
        _refuse_unheard(row, now)
        finding = Finding(
            unit=row.unit, source=source_of(row), text=row.text, person=row.person, manifestation=row.manifestation, found_on=row.seen_on,
            origin=("observation", str(row.pk), label_of(row)),
        )  # fmt: skip
        problem = record(campaign=row.campaign, finding=finding, actor=actor, now=now)
        change.set(problem=problem, settled_at=now, settled_by_id=actor.user_id)
    return row


def _refuse_unheard(row: Observation, now: datetime) -> None:
    if row.answered_at is None and row.answer_by_on is not None and localdate(now) <= row.answer_by_on:
        raise NotNow(_("单位可以说明到 %(day)s，在这之前不能定。"), day=row.answer_by_on.isoformat())


def source_of(row: Observation) -> Source:
    """The channel by which the ledger names it."""
    if row.visit_id is not None:
        return Source.UNANNOUNCED
    return Source.INSPECTION_TOUR if row.force == Force.TOUR else Source.SUPERVISION


def label_of(row: Observation) -> str:
    """Where it comes from, in words."""
    kind = SupervisionKind(row.kind).label
    if row.visit is not None:
        return f"{row.visit.visit_on} {row.visit.get_kind_display()}（{kind}）"
    return f"{Force(row.force).label} {row.reference}".strip() + f"（{kind}）"


def send_list_back(
    row: Observation, *, demand: str, due: date, reason: str, actor: Actor, now: datetime, lists: Sequence[SelfCheck] = ()
) -> Task:  # fmt: skip
    """A poor list or meeting goes back to the unit with what is to be made good: a task with a day (M110). `lists`: self-checks of the unit that go
    back to those who wrote them, with the same day and reasons. Refused: about anything else, lists of another unit or out of his reach."""
    with changing(row, A.SEND_BACK, actor=actor, now=now, reason=reason) as change:
        if row.focus not in (Focus.LISTS, Focus.MEETINGS):
            raise BadInput(_("只有自查互查质量、会风会纪方面的发现才退回清单；其他的列入台账。"))
        if due < localdate(now):
            raise BadInput(_("重新报送的时限不能早于今天。"))
        _refuse_unheard(row, now)
        _refuse_foreign_lists(row, lists, actor, now)
        task = add_task(campaign=row.campaign, title=demand, unit=row.unit, due_on=due, actor=actor, now=now)
        change.set(settled_at=now, settled_by_id=actor.user_id, settled_reason=reason.strip())
        change.note(task=task.pk, lists=[one.pk for one in lists])
        send_back_lists(lists=lists, reason=reason, new_due_on=due, actor=actor, now=now)
    return task


def _refuse_foreign_lists(row: Observation, lists: Sequence[SelfCheck], actor: Actor, now: datetime) -> None:
    if lists and row.focus != Focus.LISTS:
        raise BadInput(_("会风会纪方面的发现不退回自查清单。"))
    reach = {one.pk for one in to_send_back(actor, row.campaign, row.unit, localdate(now))} if lists else set()
    if any(one.pk not in reach for one in lists):
        raise BadInput(_("只能退回这个单位已提交的自查清单；应当回避的除外。"))


def drop_observation(row: Observation, *, reason: str, actor: Actor, now: datetime) -> Observation:
    """It is no problem."""
    with changing(row, A.DROP, actor=actor, now=now, reason=reason) as change:
        change.set(settled_at=now, settled_by_id=actor.user_id, settled_reason=reason.strip())
    return row


def join_observations(row: Observation, *, same_as: Observation, actor: Actor, now: datetime) -> Observation:
    """It tells of the same thing as another one of the unit: both stay, one counts, and both bodies are named (M112)."""
    with changing(row, A.JOIN, actor=actor, now=now) as change:
        if same_as.pk == row.pk or same_as.unit_id != row.unit_id or same_as.campaign_id != row.campaign_id:
            raise BadInput(_("只能并入同一单位的另一条。"))
        if same_as.state == ObservationState.SAME:
            raise BadInput(_("那一条已经并入别的了，请并入最后的那一条。"))
        change.set(same_as=same_as, settled_at=now, settled_by_id=actor.user_id)
    return row
