"""Publicity before closing, where the campaign asks for it (domain.md G: 销号 with 公示): published, objected to, answered."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.settings import settings_of
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.audit.lengths import fitting, stored
from bihuan.foundation.calendar.queries import held_still
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.models import Objection, Problem
from bihuan.problems.vocabulary import Action


def publicise(*, problem: Problem, actor: Actor, now: datetime, seen: int | None = None) -> Problem:
    """Publish a verified item for the campaign's working days; its clock stands still meanwhile."""
    with changing(problem, Action.PUBLICISE, actor=actor, now=now, seen=seen) as change:
        change.set(**published(actor, now, last_day_published(problem.campaign, now)))
    return problem


def published(actor: Actor, now: datetime, ends_on: date) -> dict[str, Any]:
    """The values that say that an item is published from today on."""
    return {"published_on": localdate(now), "publicity_ends_on": ends_on, "published_by_id": actor.user_id}


def last_day_published(campaign: Campaign, now: datetime) -> date:
    """The last of the campaign's working days from today on. Asked in the transaction that keeps it: a calendar that changes at the same
    moment, or in another process a moment ago, moves it as it moves the others."""
    return held_still().near_until(localdate(now), settings_of(campaign.file).publicity_days)


def object_to(*, problem: Problem, text: str, actor: Actor, now: datetime) -> Objection:
    """Register what somebody says against closing; until it is answered the item cannot be closed."""
    with changing(problem, Action.OBJECT, actor=actor, now=now, reason=text) as change:
        objection = stored(Objection(problem=problem, text=text.strip(), raised_at=now, raised_by_id=actor.user_id))
        change.set(open_objections=problem.open_objections + 1)
    return objection


def answer_objection(
    *, problem: Problem, objection: Objection | None = None, answer: str, actor: Actor, now: datetime, seen: int | None = None
) -> Problem:  # fmt: skip
    """Answer an objection that does not stand (the eldest one, unless said which). One that stands sends the item back instead."""
    with changing(problem, Action.ANSWER_OBJECTION, actor=actor, now=now, reason=answer, seen=seen) as change:
        waiting = problem.objections.filter(answered_at=None)  # read under the lock: a colleague may have answered meanwhile
        found = (waiting.filter(pk=objection.pk) if objection else waiting).first()
        if found is None:
            raise BadInput(_("没有等答复的异议。"))
        _settle(found, answer, upheld=False, actor=actor, now=now)
        change.set(open_objections=problem.open_objections - 1)
    return problem


def uphold_objections(problem: Problem, reason: str, actor: Actor, now: datetime) -> None:
    """An item that goes back while it is published: its open objections stood."""
    for one in problem.objections.filter(answered_at=None):
        _settle(one, reason, upheld=True, actor=actor, now=now)


def _settle(objection: Objection, answer: str, *, upheld: bool, actor: Actor, now: datetime) -> None:
    objection.answer, objection.upheld, objection.answered_at, objection.answered_by_id = answer.strip(), upheld, now, actor.user_id
    fitting([objection])
    objection.save(update_fields=["answer", "upheld", "answered_at", "answered_by"])
