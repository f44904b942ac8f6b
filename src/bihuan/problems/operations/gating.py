"""Declaring a stage over, by what the ledger shows: the conditions are counted in the transaction that writes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Grant, Stage
from bihuan.campaigns.operations import finish_stage
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.organisation.models import Person
from bihuan.problems.models import Problem
from bihuan.problems.operations.passing_on import Taking, carry_over
from bihuan.problems.queries.gates import unmet_of_stage
from bihuan.problems.queries.passing_on import is_last, left_by_stage


@dataclass(frozen=True, slots=True)
class Onward:
    """Who goes on with what is open, until when. Without a body each item stays with its unit, in the hands of whom the unit named: its officer,
    else its head."""

    due_on: date
    body: str = ""
    person: Person | None = None


def declare_stage_over(*, stage: Stage, actor: Actor, now: datetime, reason: str = "", onward: Onward | None = None) -> Stage:
    """Declare a stage over; with conditions open only by a decision with its reason. After the first one rectification may begin.

    Open items that are in nobody's hands go on with a named body, person and day (`onward`, M98); refused without. At the end of the last stage
    nothing goes on by itself: each was carried over before, or is closed."""
    with one_write():
        # two declarations do not count past each other; in the order in which a prolonging takes the same rows
        list(Stage.objects.select_for_update(no_key=True).filter(campaign=stage.campaign_id).order_by("order"))
        unmet = unmet_of_stage(stage, localdate(now))
        finished = finish_stage(stage=stage, unmet=unmet, actor=actor, now=now, reason=reason)
        if not is_last(stage):
            _carry_on(stage, onward, reason, actor, now)
        return finished


def _carry_on(stage: Stage, onward: Onward | None, reason: str, actor: Actor, now: datetime) -> None:
    rows = list(left_by_stage(stage).select_related("campaign", "unit").order_by("number"))
    if not rows:
        return
    if onward is None:
        raise NotNow(
            _("还有 %(count)d 件没有销号的问题没有明确由谁、到哪天接着办。请写明办结日期；承接机构不写的，由各责任单位接着办。"),
            count=len(rows),
        )
    for taking, items in _takings(stage, onward, rows, reason):
        carry_over(problems=items, taking=taking, actor=actor, now=now, stage=stage)


def _takings(stage: Stage, onward: Onward, rows: Sequence[Problem], reason: str) -> list[tuple[Taking, list[Problem]]]:
    whole = Taking(onward.body, onward.person, onward.due_on, reason) if onward.person else None
    if whole and onward.body.strip():
        return [(whole, list(rows))]
    if whole or onward.body.strip():
        raise BadInput(_("承接机构和承接人要一起写明；都不写的，由各责任单位接着办。"))
    named = _named_by_units(stage, {one.unit_id for one in rows})
    if without := sorted({one.unit.name for one in rows if one.unit_id not in named}):
        raise BadInput(_("这些单位没有联络员，也没有主要负责人，接不了：%(units)s。请写明承接机构和承接人。"), units="、".join(without[:5]))
    by_unit: dict[int, list[Problem]] = {}
    for one in rows:
        by_unit.setdefault(one.unit_id, []).append(one)
    each = Taking("", Person(), onward.due_on, reason)
    return [(replace(each, body=items[0].unit.name, person=named[unit]), items) for unit, items in by_unit.items()]


def _named_by_units(stage: Stage, units: set[int]) -> dict[int, Person]:
    """Of each unit its officer, else its head."""
    rows = Grant.objects.filter(campaign=stage.campaign_id, unit__in=units, duty__in=(Duty.LIAISON, Duty.UNIT_HEAD), ended_at=None)
    found: dict[int, Person] = {}
    for one in sorted(rows.select_related("person"), key=lambda one: (one.duty != Duty.LIAISON, one.pk)):
        found.setdefault(one.unit_id or 0, one.person)
    return found
