"""What waits at the desk for somebody, and who opened a clue. Begins at `visible_clues` like everything else."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from bihuan.clues.models import Clue, UpperReport
from bihuan.clues.policy.keys import duties_held
from bihuan.clues.policy.lines import duties_of_tip, serves_discipline
from bihuan.clues.queries.clues import visible_clues
from bihuan.clues.vocabulary.clues import ClueState as S
from bihuan.clues.vocabulary.clues import ClueWord, Disposal
from bihuan.clues.vocabulary.triage import ReadFor
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import records_of
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.vocabulary import StandingDutyKind as D

_TO_HANDLE = (S.REGISTERED, S.TRIAGED, S.DECIDED, S.VERIFYING, S.CONCLUDED, S.TRANSFERRED)
_TO_SEND = (S.REGISTERED, S.TRIAGED, S.TRANSFERRED)


def clues_to_do(actor: Actor, day: date) -> QuerySet[Clue]:
    """Clues on which the next step is the actor's, urgent ones and real names first (第二十条), then the oldest. Shelved ones wait for nobody."""
    held = duties_held(actor.user_id)
    mine = Q(pk__in=())
    if held & {D.CLUE_DESK, D.CLUE_ALTERNATE}:
        mine |= Q(state__in=_TO_HANDLE if serves_discipline(actor, day) else _TO_SEND)
    if D.CLUE_APPROVER in held and serves_discipline(actor, day):
        mine |= Q(state=S.PROPOSED) & ~Q(proposed_by_id=actor.user_id)
    shelved = Q(state=S.DECIDED, disposal=Disposal.SHELVED)
    found = visible_clues(actor, day).filter(mine).exclude(shelved)
    return found.select_related("campaign").order_by("-urgent", "-named", "received_on", "pk")


def listed_clues(actor: Actor, *, state: str = "", source: str = "", disposal: str = "") -> QuerySet[Clue]:
    """All that the actor may know of, narrowed, latest first."""
    wanted = {name: value for name, value in (("state", state), ("source", source), ("disposal", disposal)) if value}
    return visible_clues(actor).filter(**wanted).select_related("campaign").order_by("-received_on", "-pk")


def readings_of(clue: Clue) -> list[Record]:
    """Who opened it and what for, latest first: for whoever may know of it."""
    return list(records_of("clue", clue.pk).filter(action=ClueWord.READ).order_by("-position")[:100])


def opened_today_for(clue: Clue, actor: Actor, day: date) -> str:
    """What the actor said today that he opens it for, "" where he has not been asked yet."""
    told = records_of("clue", clue.pk).filter(action=ClueWord.READ, actor=actor.user_id, reason__in=[one.label for one in ReadFor])
    last = told.order_by("-position").values_list("at", "reason").first()
    return str(last[1]) if last and localtime(last[0]).date() == day else ""


def upper_reports(actor: Actor) -> QuerySet[UpperReport]:
    """Receipts for what belongs to the level above, for whoever opens reports; Missing for others."""
    if not duties_of_tip(actor):
        raise Missing
    return UpperReport.objects.select_related("noted_by").order_by("-passed_on", "-pk")


def opens_reports(actor: Actor) -> bool:
    """Does he open reports, and enter what came otherwise?"""
    return bool(duties_of_tip(actor))


def late_among(clues: Collection[Clue], day: date) -> set[int]:
    """Those of which an open clock lies behind its last day."""
    from bihuan.clues.queries.clocks import clocks_of_many

    rows = list(clues)
    told = zip(rows, clocks_of_many(rows, day), strict=True)
    return {one.pk for one, dues in told if any(due.running.done_on is None and due.is_late(day) for due in dues)}
