"""Which needs of a step are missing. Each is asked of the row as it stands, never of a count or a score (P07)."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.accountability.models import Appeal, Handling
from bihuan.accountability.policy.duties import hands_of
from bihuan.accountability.rules.hearing import is_over, was_heard
from bihuan.accountability.rules.measures import find_measure, may_give, rests_on_education
from bihuan.accountability.rules.pack import Measure
from bihuan.accountability.rules.tolerance import missing, principles_of
from bihuan.accountability.vocabulary.appeals import AppealAction, AppealNeed, AppealState
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import HandlingNeed as N
from bihuan.accountability.vocabulary.measures import CaseClass
from bihuan.accountability.workflow.handling import HANDLING, OVER
from bihuan.accountability.workflow.tolerance import OPEN as OPEN_REVIEWS
from bihuan.foundation.kernel import Actor, Term

_REVIEWED = (AppealAction.ACCEPT, AppealAction.UPHOLD, AppealAction.CHANGE, AppealAction.REVOKE)
_OPEN_APPEALS = (AppealState.FILED, AppealState.ACCEPTED)


def unmet_of_handling(row: Handling, actor: Actor, action: Term, now: datetime) -> tuple[Term, ...]:
    """The needs of this step that are missing."""
    asked = {need for step in HANDLING.of(action) if step.starts_from(row.state) for need in step.needs}
    return tuple(need for need in N if need in asked and not _CHECKS[need](row, actor, localdate(now)))


def _measure(row: Handling) -> Measure | None:
    return find_measure(row.measure) if row.measure else None


def _facts(row: Handling, _actor: Actor, _today: date) -> bool:
    facts = list(row.facts.all())
    return bool(facts) and all(one.evidence.strip() or one.file_id for one in facts)


def _verified(row: Handling, _actor: Actor, _today: date) -> bool:
    return not row.facts.filter(verified_at=None).exists()


def _asked(row: Handling, _actor: Actor, _today: date) -> bool:
    return bool(row.workload and row.orders and (row.health or row.person_id is None))


def _tolerance(row: Handling, _actor: Actor, _today: date) -> bool:
    return not missing(row.tolerance, principles_of(row.campaign.file.get("principles") or ()))


def _whole_measure(row: Handling, _actor: Actor, _today: date) -> bool:
    one = _measure(row)
    if one is None or not row.rule.strip() or not row.weight_reason.strip():
        return False
    return not (one.mends and row.mend_on is None) and not (one.ends and row.until_on is None) and (row.person_id is not None or one.units)


def _training(row: Handling, _actor: Actor, _today: date) -> bool:
    return row.case_class != CaseClass.ABILITY or row.measure == "training" or bool(row.after_training.strip())


def _education(row: Handling, _actor: Actor, _today: date) -> bool:
    one = _measure(row)
    asked = one is not None and rests_on_education(one, row.rule)
    return not asked or bool(row.earlier_id and row.unchanged.strip())


def _inside(row: Handling, _actor: Actor, _today: date) -> bool:
    one = _measure(row)
    return one is None or not one.outside


def _outside(row: Handling, _actor: Actor, _today: date) -> bool:
    one = _measure(row)
    return one is None or one.outside


def _heard(row: Handling, _actor: Actor, today: date) -> bool:
    stated = row.noticed_at is not None and row.statements.filter(stated_at__gte=row.noticed_at).exists()  # to what he was told last
    return was_heard(stated=stated, waived=row.waived_at is not None, respond_on=row.respond_on, today=today)


def _answered(row: Handling, _actor: Actor, _today: date) -> bool:
    return not row.statements.filter(answered_at=None).exists()


def _other_hand(row: Handling, actor: Actor, _today: date) -> bool:
    """Nobody who handled it: investigating and judging are kept apart (监督执纪工作规则)."""
    return actor.user_id is not None and actor.user_id not in hands_of(row)


def _competent(row: Handling, _actor: Actor, _today: date) -> bool:
    one, body = _measure(row), row.body
    if one is None or body is None or body.ended_at is not None or body.pk == row.handler_id or body.campaign_id != row.campaign_id:
        return False
    return may_give(one, BodyKind(body.kind))


def _inquiries(row: Handling, _actor: Actor, _today: date) -> bool:
    return not row.inquiries.exclude(state__in=(*OVER, "in_force")).exists()


def _over(row: Handling, _actor: Actor, today: date) -> bool:
    return is_over(ends_on=row.ends_on, follow_on=row.follow_on, today=today)


def _no_appeal(row: Handling, _actor: Actor, _today: date) -> bool:
    return not row.appeals.filter(state__in=_OPEN_APPEALS).exists()


def _tolerance_over(row: Handling, _actor: Actor, _today: date) -> bool:
    return not row.tolerances.filter(state__in=OPEN_REVIEWS).exists()


_CHECKS: dict[N, Callable[[Handling, Actor, date], bool]] = {
    N.FACTS: _facts, N.VERIFIED: _verified, N.SORTED: lambda row, _actor, _today: bool(row.case_class and row.class_reason.strip()),
    N.ASKED: _asked, N.WEIGHED: lambda row, _actor, _today: bool(row.circumstances.strip() and row.effect.strip()),
    N.ORIGIN: lambda row, _actor, _today: bool(row.origin and row.origin_text.strip()), N.TOLERANCE: _tolerance, N.MEASURE: _whole_measure,
    N.EDUCATION: _education, N.TRAINING: _training, N.LIGHT_BODY: _inside, N.OUTSIDE: _outside, N.HEARD: _heard, N.ANSWERED: _answered,
    N.OTHER_HAND: _other_hand, N.COMPETENT: _competent, N.INQUIRY: _inquiries, N.OVER: _over, N.NO_APPEAL: _no_appeal,
    N.TOLERANCE_OVER: _tolerance_over, N.PASSED_ON: lambda row, _actor, _today: row.appeals.filter(state=AppealState.PASSED_ON).exists(),
    N.BY_OUTSIDE: lambda row, _actor, _today: bool(row.outside_body),
}  # fmt: skip


def unmet_of_appeal(row: Appeal, _actor: Actor, action: Term, now: datetime) -> tuple[Term, ...]:
    """An appeal comes in time – the day on which it was handed in counts, not the day on which it was entered – and is reviewed by another body than
    proposed or decided (P03)."""
    last = row.handling.appeal_until_on
    missing: list[Term] = []
    if action == AppealAction.FILE and last is not None and (row.filed_on or localdate(now)) > last:
        missing.append(AppealNeed.IN_TIME)
    if (action == AppealAction.FILE or action in _REVIEWED) and not _other_body(row, action):
        missing.append(AppealNeed.OTHER_BODY)
    return tuple(missing)


def _other_body(row: Appeal, action: Term) -> bool:
    """One that works, neither proposed nor decided, and is not the campaign's office; none only where it is passed on outside."""
    if row.body is None:
        return action == AppealAction.FILE
    return (
        row.body.kind != BodyKind.OFFICE
        and row.body.ended_at is None
        and row.body_id not in (row.handling.body_id, row.handling.handler_id)
    )
