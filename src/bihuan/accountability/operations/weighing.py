"""A case is sorted, asked about, weighed and reviewed for tolerance before a measure is proposed; each by a person, with reasons (M128, M129, M138)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.accountability.models import Handling
from bihuan.accountability.operations.words import written
from bihuan.accountability.queries import ladder_of, measures_at
from bihuan.accountability.rules.measures import OF_PERSONS, OF_UNITS, find_measure, rung_of
from bihuan.accountability.rules.pack import Measure
from bihuan.accountability.rules.tolerance import Review, checked, principles_of
from bihuan.accountability.vocabulary.handling import Asked, Origin
from bihuan.accountability.vocabulary.handling import HandlingAction as A
from bihuan.accountability.vocabulary.measures import CaseClass
from bihuan.accountability.workflow.handling import STANDING
from bihuan.campaigns.vocabulary import MeasureKind
from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.vocabulary import Source


def sort_case(row: Handling, *, case_class: CaseClass, reason: str, actor: Actor, now: datetime) -> None:
    """Give the case one class, with a reason (M138): ability is told from attitude (M142). What was chosen for another class is chosen anew."""
    words = written(reason, _("分类理由"))
    if (case_class in OF_UNITS) != (row.person_id is None) and case_class in (OF_UNITS | OF_PERSONS):
        raise BadInput(_("“%(name)s”不能用在这里：集体的问题对单位，思想、能力的问题对人。"), name=case_class.label)
    with changing(row, A.SORT, actor=actor, now=now) as change:
        if row.case_class != case_class:
            change.set(measure="", step=None)
        change.set(case_class=case_class, class_reason=words)


def ask_first(row: Handling, *, health: Asked | None, workload: Asked, orders: Asked, actor: Actor, now: datetime) -> None:
    """Note that health, workload and conflicting orders were asked about (P14). What was said is not kept: only whether it was considered."""
    if row.person_id is not None and health is None:
        raise BadInput(_("请先问本人身体状况。"))
    with changing(row, A.ASK_FIRST, actor=actor, now=now) as change:
        change.set(health=health or "", workload=workload, orders=orders)


def weigh(row: Handling, *, circumstances: str, effect: str, actor: Actor, now: datetime) -> None:
    """Circumstances and extent of the effect, each in words of its own (M129)."""
    first, second = written(circumstances, _("情节轻重")), written(effect, _("影响程度"))
    with changing(row, A.WEIGH, actor=actor, now=now) as change:
        change.set(circumstances=first, effect=second)


def weigh_origin(row: Handling, *, origin: Origin, text: str, actor: Actor, now: datetime) -> None:
    """Say how it counts who found it first (M55): self-found may lighten, found by others is neutral. Refused: lighter, where he found none of it."""
    words = written(text, _("怎样考虑发现来源"))
    if origin is Origin.LIGHTER and not row.facts.filter(problem__source=Source.SELF_CHECK).exists():
        raise BadInput(_("各项事实里没有他自己查摆发现的，不能按自查从宽考虑。"))
    with changing(row, A.WEIGH_ORIGIN, actor=actor, now=now) as change:
        change.set(origin=origin, origin_text=words)


def check_tolerance(row: Handling, *, review: Review, actor: Actor, now: datetime) -> None:
    """Answer every line of the tolerance review (M172, D9). Whether it is tolerated, the deciding body says."""
    told = checked(review, principles_of(row.campaign.file.get("principles") or ()))
    with changing(row, A.CHECK_TOLERANCE, actor=actor, now=now) as change:
        change.set(tolerance=told)


@dataclass(frozen=True)
class Chosen:
    """A measure with the rule it rests on and the reason of its weight (M128, M144). `mend_on`: the day by which things are put right (M131);
    `until_on`: the end that a suspension or a training has (M140); `after_training`: the training that came first (M142)."""

    measure: str
    rule: str
    weight_reason: str
    step: int | None = None
    mend_on: date | None = None
    until_on: date | None = None
    after_training: str = ""


def choose_measure(row: Handling, *, chosen: Chosen, actor: Actor, now: datetime) -> None:
    """Choose one of the measures that the case offers. Refused: another one, one without rule or reason, a day that is over, none where the measure
    has one, a measure for persons on a unit."""
    rung = rung_of(ladder_of(row.campaign), chosen.step)
    if chosen.step is not None and rung is None:
        raise BadInput(_("本专项采用的阶梯没有第 %(step)d 级。"), step=chosen.step)
    one = _refuse_unfit(row, chosen, localdate(now))
    with changing(row, A.CHOOSE, actor=actor, now=now) as change:
        change.set(
            measure=chosen.measure, step=chosen.step, rule=chosen.rule.strip(), weight_reason=chosen.weight_reason.strip(),
            mend_on=chosen.mend_on, until_on=chosen.until_on if one.ends else None, after_training=chosen.after_training.strip(),
        )  # fmt: skip


def _refuse_unfit(row: Handling, chosen: Chosen, today: date) -> Measure:
    one = find_measure(chosen.measure)
    if one.id not in {each.id for each in measures_at(row, chosen.step)}:
        raise BadInput(_("“%(name)s”不在这一级、这一类可以采取的措施里。"), name=one.name)
    written(chosen.rule, _("所依据的规定"))
    written(chosen.weight_reason, _("轻重理由"))
    if row.person_id is None and not one.units:
        raise BadInput(_("“%(name)s”是对人的措施，不能用于单位。"), name=one.name)
    if one.mends and chosen.mend_on is None:
        raise BadInput(_("“%(name)s”要写明整改期限。"), name=one.name)
    if one.ends and chosen.until_on is None:
        raise BadInput(_("“%(name)s”要写明到哪天为止。"), name=one.name)
    if any(day is not None and day <= today for day in (chosen.mend_on, chosen.until_on)):
        raise BadInput(_("期限要在今天以后。"))
    return one


def link_education(row: Handling, *, earlier: Handling, unchanged: str, actor: Actor, now: datetime) -> None:
    """Link the education that came first, and what shows that nothing changed (M136). Refused: somebody else's, one that did not take effect or was
    undone since, one that was no education."""
    words = written(unchanged, _("经教育仍不改正的依据"))
    whose = (row.person_id, row.campaign_id, row.unit_id if row.person_id is None else earlier.unit_id)
    if earlier.pk == row.pk or (earlier.person_id, earlier.campaign_id, earlier.unit_id) != whose or earlier.state not in STANDING:
        raise BadInput(_("请选他本人此前已经送达的教育措施。"))
    if find_measure(earlier.measure).kind is not MeasureKind.EDUCATION:
        raise BadInput(_("“%(name)s”不是教育措施。"), name=find_measure(earlier.measure).name)
    with changing(row, A.LINK_EDUCATION, actor=actor, now=now) as change:
        change.set(earlier=earlier, unchanged=words)


def propose_handling(row: Handling, *, actor: Actor, now: datetime) -> None:
    """Propose it. What a proposal has to have is in the table of steps; nothing is proposed by the machine."""
    with changing(row, A.PROPOSE, actor=actor, now=now) as change:
        change.set(proposed_at=now, proposed_by_id=actor.user_id)


def take_back_handling(row: Handling, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take the proposal back to draw it up anew: the person is told again, and heard again."""
    with changing(row, A.TAKE_BACK, actor=actor, now=now) as change:
        change.set(reason=written(reason))
        forget_hearing(change)


def forget_hearing(change: Change) -> None:
    """A proposal that may change is told and heard anew. What was said stays, and that he was told once stays, too: he reads that it is drawn up
    again."""
    change.set(proposed_at=None, proposed_by_id=None, respond_on=None, waived_at=None, waived_by_id=None)
