"""What stands beside a problem in this room: rules made because of it, checks that it set off, what it repeats. For the page of the problem."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value

from bihuan.campaigns.queries import visible_to as campaigns_visible_to
from bihuan.institutions.models import CheckAnswer, CheckOrder, Institution
from bihuan.problems.models import Problem
from bihuan.problems.policy import OF_A_UNIT, Reach, may_read, readable, sees_all
from bihuan.problems.vocabulary import OUT, PRIVATE_SOURCES

_MOST = 5


@dataclass(slots=True)
class Beside:
    """Rules (number, title, state), check orders (number), and earlier findings of the same item in the same unit that had been closed
    (campaign, number)."""

    institutions: list[tuple[int, str, str]] = field(default_factory=list)
    orders: list[int] = field(default_factory=list)
    earlier: list[tuple[str, int]] = field(default_factory=list)


def beside(mine: Reach, row: Problem) -> Beside:
    """One query for all of it."""
    rules = Institution.objects.filter(links__problem=row).annotate(what=_kind(1), told=F("title"), word=F("state"))
    orders = CheckOrder.objects.filter(problem=row, withdrawn_at=None).annotate(what=_kind(2), told=_nothing(), word=_nothing())
    if not sees_all(mine):
        orders = orders.filter(pk__in=CheckAnswer.objects.filter(unit_id__in=mine.units(*OF_A_UNIT)).values("order_id"))
    columns = ("what", "number", "told", "word")
    parts: list[Any] = [orders.order_by().values_list(*columns)]
    if row.manifestation is not None and may_read(mine, row):  # under which item it stands is as private as its text
        parts.append(_earlier(mine, row).order_by().values_list(*columns))
    found = Beside()
    for what, number, told, word in rules.order_by().values_list(*columns).union(*parts):
        if what == 1:
            found.institutions.append((number, told, word))
        elif what == 2:
            found.orders.append(number)
        elif len(found.earlier) < _MOST:
            found.earlier.append((told, number))
    return found


def _kind(number: int) -> Value:
    return Value(number, IntegerField())


def _nothing() -> Value:
    return Value("", CharField())


def _earlier(mine: Reach, row: Problem) -> QuerySet[Problem]:
    assert row.manifestation is not None
    same = Q(unit_id=row.unit_id, manifestation__text=row.manifestation.text, closed_at__lt=row.recorded_at)
    told = ~Q(source__in=PRIVATE_SOURCES) | (Q(campaign_id=row.campaign_id) & readable(mine))
    rows = Problem.objects.filter(same, told, campaign__in=campaigns_visible_to(mine.actor)).exclude(Q(pk=row.pk) | Q(state__in=OUT))
    return rows.annotate(what=_kind(3), told=F("campaign__code"), word=_nothing())
