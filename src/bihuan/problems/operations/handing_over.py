"""Open work goes from somebody who leaves to his successors in one step: all or nothing, one record a row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from bihuan.campaigns.models import Campaign, Handover
from bihuan.campaigns.operations import hand_over_duties
from bihuan.campaigns.queries.people import heads_of
from bihuan.foundation.audit.changing import changing_many, one_write
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Person
from bihuan.problems.models import Problem
from bihuan.problems.operations.indexing import index
from bihuan.problems.queries.handover import OpenWork, conflicts, divided, open_work, refuse_who_may_not
from bihuan.problems.vocabulary import Action, Work

Plan = Mapping[str, Person | None]
"""By key of a piece of work its successor; None ends a duty without one. A key with `-else` names who takes what stands against him."""


def hand_over(*, campaign: Campaign, leaver: Person, to: Plan, reason: str, actor: Actor, now: datetime) -> Handover:
    """Hand everything over. Refused: work without a successor, a successor who cannot take it, nothing to hand over; then nothing changed."""
    refuse_who_may_not(actor, campaign)
    if not reason.strip():
        raise BadInput(_("请写明理由。"))
    with one_write():
        Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)  # two at once would each see the whole work
        works = divided(open_work(campaign, leaver), to)
        _refuse(works, leaver, to)
        for one in works:
            if one.rows and to.get(one.key) is not None:
                _pass_items(campaign, one, to[one.key], reason, actor, now)
        row = Handover(
            campaign=campaign, leaver=leaver, reason=reason.strip(), lines=[_line(one, to.get(one.key)) for one in works],
            handed_at=now, handed_by_id=actor.user_id,
        )  # fmt: skip
        duties = [(one.grant, to[one.key]) for one in works if one.grant]
        seats = [(one.seat, to[one.key]) for one in works if one.seat]
        return hand_over_duties(handover=row, duties=duties, seats=seats, actor=actor, now=now)


def _refuse(works: list[OpenWork], leaver: Person, to: Plan) -> None:
    if not works:
        raise BadInput(_("“%(name)s”在这个专项里没有未办结的工作。"), name=leaver.name)
    missing = [one.label for one in works if one.must_go and one.key not in to] + [
        one.label for one in works if one.work in (Work.DOER, Work.LEADER) and one.key in to and to[one.key] is None
    ]
    if missing:
        raise BadInput(_("这些还没有定接手人：%(what)s。"), what="、".join(missing))
    for person in {one.pk: one for one in to.values() if one is not None}.values():
        if person.pk == leaver.pk or person.user is None or not person.user.is_active:
            raise BadInput(_("“%(name)s”没有在用的账号，或者就是移交人本人，不能接手。"), name=person.name)
    for one in works:
        for found in conflicts([one], to).get(one.key, ()):
            if found.stops:
                told: dict[str, Any] = {
                    "name": to[one.key],
                    "why": found.text,
                    "numbers": "、".join(f"{number:04d}" for number in found.numbers[:20]),
                }
                raise BadInput(_("“%(name)s”%(why)s：第 %(numbers)s 号。请换一个人接手。"), **told)


def _pass_items(campaign: Campaign, work: OpenWork, successor: Person | None, reason: str, actor: Actor, now: datetime) -> None:
    """The successor leads, or puts right, these items; whoever concerns the head of a unit goes to the leader in charge from now on."""
    rows = list(among(Problem.objects.all(), "id", list(work.rows)))
    name = "leader" if work.work is Work.LEADER else "doer"
    heads = heads_of(campaign, sorted({row.unit_id for row in rows})) if name == "doer" else frozenset()
    each: dict[Any, dict[str, Any]] = {row.pk: {name: successor} for row in rows}
    if name == "doer" and successor is not None:
        for row in rows:
            each[row.pk]["of_unit_head"] = bool({(row.unit_id, row.person_id), (row.unit_id, successor.pk)} & heads)
    done, refused = changing_many(rows, Action.HAND_OVER, actor=actor, now=now, reason=reason, each=each)
    if refused:
        raise BadInput(_("第 %(number)04d 号：%(why)s"), number=refused[0][0].number, why=refused[0][1])
    prefetch_related_objects(done, "unit", "person", "doer", "leader")
    index(done)


def _line(work: OpenWork, successor: Person | None) -> dict[str, Any]:
    """What the printed list says of one piece of work."""
    numbers = [one.number for one in work.items]
    stays = successor is None and work.work is Work.OWN
    return {
        "what": work.label, "count": len(work.rows) if work.rows else work.count, "tasks": work.tasks, "numbers": numbers[:400],
        "successor": successor.name if successor else "", "person": successor.pk if successor else None, "stays": stays,
    }  # fmt: skip
