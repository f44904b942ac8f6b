"""Which clues have been kept long enough, which are to go, and what is left of those that went. All but the tombstones begin at `visible_clues`."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from bihuan.clues.models import Clue, ClueEnd, ClueHold
from bihuan.clues.policy.keeping import kept_until
from bihuan.clues.policy.keys import duties_held
from bihuan.clues.policy.lines import works_here
from bihuan.clues.queries.clues import visible_clues
from bihuan.clues.rules.keeping import WAIT
from bihuan.clues.vocabulary.clues import ClueState
from bihuan.clues.vocabulary.keeping import EndState, HoldState
from bihuan.foundation.kernel import Actor, Missing
from bihuan.foundation.rulebook.queries import rule
from bihuan.organisation.vocabulary import StandingDutyKind as S

_DECIDING = frozenset({S.CLUE_DESK, S.CLUE_APPROVER, S.CLUE_ALTERNATE})
OPEN = (EndState.PROPOSED, EndState.AGREED)


def kept_too_long(actor: Actor, today: date, most: int = 200) -> list[Clue]:
    """Clues whose time is over and about which nobody proposed anything yet, longest over first."""
    rows = visible_clues(actor).filter(Q(state=ClueState.CLOSED) | Q(state=ClueState.MERGED)).exclude(ends__state__in=OPEN)
    rows = rows.exclude(holds__state=HoldState.HELD).select_related("merged_into").order_by("closed_at", "pk")
    found = []
    for one in rows.iterator(chunk_size=500):
        until = kept_until(one, today)
        if until is not None and until < today:
            found.append(one)
        elif until is not None and one.state == ClueState.CLOSED:
            break  # closed later than this one: not over either
        if len(found) == most:
            break
    return found


def ends_of(actor: Actor) -> QuerySet[ClueEnd]:
    """What is proposed or agreed to be destroyed, of clues that the actor may know of."""
    return (
        ClueEnd.objects.filter(state__in=OPEN, clue__in=visible_clues(actor))
        .select_related("clue", "proposed_by", "agreed_by")
        .order_by("ends_on", "pk")
    )


def holds_of(actor: Actor) -> QuerySet[ClueHold]:
    """Orders not to destroy that stand."""
    return ClueHold.objects.filter(state=HoldState.HELD, clue__in=visible_clues(actor)).select_related("clue", "held_by")


def find_end(actor: Actor, pk: int) -> ClueEnd:
    """One of them, or Missing."""
    row = ends_of(actor).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def find_hold(actor: Actor, pk: int) -> ClueHold:
    """One of them, or Missing."""
    row = holds_of(actor).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def ends_due(today: date) -> QuerySet[ClueEnd]:
    """For the clock: agreed, and their day has come."""
    held = ClueHold.objects.filter(state=HoldState.HELD).values("clue")
    return ClueEnd.objects.filter(state=EndState.AGREED, ends_on__lte=today).exclude(clue__in=held).order_by("ends_on", "pk")


def tombstones(until: datetime | None = None) -> QuerySet[Clue]:
    """Clues that were destroyed, with their plain columns, of those that everybody of the desk could know of."""
    rows = ClueEnd.objects.filter(state=EndState.DONE, whole_desk=True)
    return Clue.objects.filter(state=ClueState.DESTROYED, ends__in=rows)


def decides(actor: Actor) -> bool:
    """Does the actor decide about clues, and not only open and register them?"""
    return works_here(actor) and bool(duties_held(actor.user_id) & _DECIDING)


def may_be_held(actor: Actor, clue: Clue) -> bool:
    """Can whoever decides order now that it is not destroyed?"""
    return decides(actor) and clue.state != ClueState.DESTROYED and not clue.holds.filter(state=HoldState.HELD).exists()


@dataclass(frozen=True)
class Ending:
    """One that is to go, with what the actor can do about it."""

    row: ClueEnd
    held: bool
    may_agree: bool
    may_return: bool
    may_stop: bool


def endings_for(actor: Actor, most: int = 200) -> list[Ending]:
    """What is proposed or agreed, each with its buttons. Two queries beside those of the duties."""
    rows, able = list(ends_of(actor)[:most]), decides(actor)
    held = set(ClueHold.objects.filter(state=HoldState.HELD, clue__in=[one.clue_id for one in rows]).values_list("clue_id", flat=True))
    return [
        Ending(
            one, one.clue_id in held,
            may_agree=able and one.state == EndState.PROPOSED and one.proposed_by_id != actor.user_id and one.clue_id not in held,
            may_return=able and one.state == EndState.PROPOSED, may_stop=able and one.state == EndState.AGREED,
        )
        for one in rows
    ]  # fmt: skip


def first_day(today: date) -> date:
    """The first day to which may be agreed today."""
    return today + timedelta(days=rule(WAIT, today).value)
