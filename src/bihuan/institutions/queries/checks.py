"""Check orders with the answers of all units in one place (M96)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import held_over
from bihuan.campaigns.queries.people import units_of
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Missing, NotAllowed, Step, _
from bihuan.institutions.models import CheckAnswer, CheckOrder, SiblingFinding
from bihuan.institutions.policy import duties_of_answer
from bihuan.institutions.vocabulary.checks import AnswerState
from bihuan.institutions.workflow.checks import CHECK_ANSWER
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem
from bihuan.problems.policy import OF_A_UNIT, Reach, may_read, sees_all, visible

HEAD = (_("单位"), _("答复"), _("怎么查的"), _("发现的问题"), _("答复日期"))
"""The heads under which sheets and papers print an answer."""


def orders_checks(actor: Actor, campaign: Campaign) -> bool:
    """May he ask units? The office, by itself or by a deputy of its own."""
    return actor.is_system or any(one.duty is Duty.OFFICE for one in held_over(actor, campaign.pk))


def refuse_who_orders_none(actor: Actor, campaign: Campaign) -> None:
    """Refused before anything of what he asks for is looked at."""
    if not orders_checks(actor, campaign):
        raise NotAllowed()


def orders_of(mine: Reach, campaign: Campaign) -> QuerySet[CheckOrder]:
    """The orders that this actor sees: of the whole campaign, or those that ask his units; latest first, with how the answers stand."""
    rows = CheckOrder.objects.filter(campaign=campaign)
    if not sees_all(mine):
        rows = rows.filter(pk__in=CheckAnswer.objects.filter(unit_id__in=mine.units(*OF_A_UNIT)).values("order_id"))
    of_his = Q() if sees_all(mine) else Q(answers__unit_id__in=mine.units(*OF_A_UNIT))
    told = {state.value: Count("answers", filter=of_his & Q(answers__state=state), distinct=True) for state in AnswerState}
    return rows.annotate(**told).order_by("-pk")


def find_order(mine: Reach, campaign: Campaign, number: int) -> CheckOrder:
    """One that he sees, or Missing."""
    row = orders_of(mine, campaign).filter(number=number).select_related("campaign", "problem__unit", "ordered_by").first()
    if row is None:
        raise Missing()
    return row


@dataclass(frozen=True, slots=True)
class Answered:
    """What one unit answered: the problems that this actor sees, each with its text or None."""

    answer: CheckAnswer
    problems: Sequence[tuple[Problem, str | None]]


def answers_of(mine: Reach, order: CheckOrder) -> list[Answered]:
    """The answers that he sees, those that are waited for first, then by unit. Three queries."""
    rows = CheckAnswer.objects.filter(order=order).select_related("unit", "answered_by")
    rows = rows if sees_all(mine) else rows.filter(unit_id__in=mine.units(*OF_A_UNIT))
    answers = sorted(rows.order_by("unit__order", "pk"), key=lambda one: one.state != AnswerState.ASKED)
    found: dict[int, list[tuple[Problem, str | None]]] = {}
    seen = Problem.objects.filter(visible(mine)).values("pk")
    of_these: Any = [one.pk for one in answers]
    links = SiblingFinding.objects.filter(answer_id__in=of_these, problem_id__in=seen).select_related("problem")
    for link in links.order_by("pk"):
        found.setdefault(link.answer_id, []).append((link.problem, link.problem.text if may_read(mine, link.problem) else None))
    return [Answered(one, found.get(one.pk, ())) for one in answers]


def find_answer(mine: Reach, campaign: Campaign, pk: int) -> CheckAnswer:
    """One answer that he sees, or Missing."""
    rows = CheckAnswer.objects.filter(order__campaign=campaign, pk=pk).select_related(
        "order__campaign", "order__problem__manifestation", "unit"
    )
    rows = rows if sees_all(mine) else rows.filter(unit_id__in=mine.units(*OF_A_UNIT))
    if (row := rows.first()) is None:
        raise Missing()
    return row


def steps_of_answer(actor: Actor, row: CheckAnswer) -> list[Step]:
    """The steps open to him."""
    return [] if row.order.withdrawn_at else CHECK_ANSWER.open_to(row.state, duties_of_answer(actor, row))


def siblings_of(campaign: Campaign, problem: Problem) -> tuple[list[Unit], set[int]]:
    """The other units of the campaign, and which of them stand beside the problem's own unit in the tree."""
    units = list(units_of(campaign, localdate()).exclude(pk=problem.unit_id))
    return units, {one.pk for one in units if one.parent_id == problem.unit.parent_id}


def in_words(one: Answered) -> tuple[str, ...]:
    """One answer as a row."""
    row = one.answer
    found = "；".join(f"{problem.number:04d} {'＊' if text is None else text}" for problem, text in one.problems)
    return (
        row.unit.name,
        AnswerState(row.state).label,
        row.how or "—",
        found or "—",
        f"{row.answered_at:%Y-%m-%d}" if row.answered_at else "—",
    )
