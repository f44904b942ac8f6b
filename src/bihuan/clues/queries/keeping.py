"""Which clues have been kept long enough, which are to go, and what is left of those that went. All but the tombstones begin at `visible_clues`."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from bihuan.clues.models import Clue, ClueEnd, ClueHold
from bihuan.clues.policy.keeping import kept_until
from bihuan.clues.queries.clues import visible_clues
from bihuan.clues.vocabulary.clues import ClueState
from bihuan.clues.vocabulary.keeping import EndState, HoldState
from bihuan.foundation.kernel import Actor, Missing

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
        .order_by("on", "pk")
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
    return ClueEnd.objects.filter(state=EndState.AGREED, on__lte=today).exclude(clue__in=held).order_by("on", "pk")


def tombstones(until: datetime | None = None) -> QuerySet[Clue]:
    """Clues that were destroyed, with their plain columns, of those that everybody of the desk could know of."""
    rows = ClueEnd.objects.filter(state=EndState.DONE, whole_desk=True)
    return Clue.objects.filter(state=ClueState.DESTROYED, ends__in=rows)
