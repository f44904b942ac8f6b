"""How the keeping of a clue ends: its time is over, one proposes, another agrees to a day, the clock destroys the keys and what they opened. An order
not to destroy stops all of it. What stays is a tombstone: days, state, conclusion, and no word."""

import logging
import sqlite3
from datetime import date, datetime, timedelta

import psycopg
from django.db import connection
from django.utils.timezone import localdate

from bihuan.clues.models import Clue, ClueEnd, ClueHold, Outgoing, TipEnvelope
from bihuan.clues.operations.door import office_box
from bihuan.clues.operations.handling import By
from bihuan.clues.operations.opening import unsealed
from bihuan.clues.operations.searching import forget_in_search
from bihuan.clues.queries.keeping import OPEN, ends_due, first_day
from bihuan.clues.queries.whole import seen_by_whole_desk
from bihuan.clues.rules.texts import closed
from bihuan.clues.vocabulary.clues import ClueAction, ClueState
from bihuan.clues.vocabulary.keeping import EndAction as E
from bihuan.clues.vocabulary.keeping import HoldAction, HoldState
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.audit.taking import allowed
from bihuan.foundation.kernel import Actor, BadInput, Refused, _
from bihuan.foundation.sealedbox.box import Box

logger = logging.getLogger(__name__)
LONGEST_WAIT = 366


def hold_clue(clue: Clue, *, reason: str, by: By) -> ClueHold:
    """Order that it is not destroyed, whatever the time: an appeal, a court, a case that goes on. The reason is sealed with the clue."""
    if not reason.strip():
        raise BadInput(_("请写明暂缓销毁的理由。"))
    row = ClueHold(clue=clue, held_at=by.now, held_by_id=by.actor.user_id)
    allowed(row, HoldAction.HOLD, by.actor)
    with one_write():
        _alone(clue)
        if clue.holds.filter(state=HoldState.HELD).exists():
            raise BadInput(_("这条线索已经暂缓销毁。"))
        found = unsealed(clue, session=by.session, actor=by.actor, now=by.now)
        with creating(row, HoldAction.HOLD, actor=by.actor, now=by.now):
            row.body = closed(found.key, {"text": reason.strip()}, row.bound)
            row.save(update_fields=["body"])
    return row


def _alone(clue: Clue) -> None:
    """Ordering that it is kept and destroying it wait for each other: whoever comes second sees what the first did."""
    clue.refresh_from_db(from_queryset=Clue.objects.select_for_update(no_key=True))


def lift_hold(row: ClueHold, *, by: By) -> None:
    """Take the order back. Refused: to whoever gave it."""
    with changing(row, HoldAction.LIFT, actor=by.actor, now=by.now) as change:
        change.set(lifted_at=by.now, lifted_by_id=by.actor.user_id)


def propose_destruction(clue: Clue, *, actor: Actor, now: datetime) -> ClueEnd:
    """Its time is over. Refused: it is not, or an order stands against it, or somebody proposed it already."""
    row = ClueEnd(clue=clue, proposed_at=now, proposed_by_id=actor.user_id)
    allowed(row, E.PROPOSE, actor)
    if clue.ends.filter(state__in=OPEN).exists():
        raise BadInput(_("已经有人提出销毁这条线索。"))
    with creating(row, E.PROPOSE, actor=actor, now=now):
        pass
    return row


def agree_destruction(row: ClueEnd, *, on: date, actor: Actor, now: datetime) -> None:
    """Agree to a day, some weeks ahead, so that it can be stopped. Refused: to whoever proposed it; too soon; later than a year."""
    first = first_day(localdate(now))
    if not first <= on <= localdate(now) + timedelta(days=LONGEST_WAIT):
        raise BadInput(_("销毁日期要在 %(first)s 以后、一年以内。"), first=first.isoformat())
    with changing(row, E.AGREE, actor=actor, now=now) as change:
        change.set(ends_on=on, agreed_at=now, agreed_by_id=actor.user_id)


def return_destruction(row: ClueEnd, *, actor: Actor, now: datetime) -> None:
    """It is kept on."""
    with changing(row, E.RETURN, actor=actor, now=now):
        pass


def stop_destruction(row: ClueEnd, *, actor: Actor, now: datetime) -> None:
    """Stop what was agreed to, before its day."""
    with changing(row, E.STOP, actor=actor, now=now):
        pass


def destroy_due(*, actor: Actor, now: datetime, box: Box | None = None) -> int:
    """By the clock: destroy what was agreed to and whose day has come. One that cannot go now is tried again in an hour. How many went."""
    count = 0
    for row in ends_due(localdate(now)).select_related("clue__tip"):
        try:
            destroy_clue(row, actor=actor, now=now, box=box or office_box())
            count += 1
        except (Refused, OSError, sqlite3.Error, psycopg.Error) as no:
            logger.warning("a clue could not be destroyed on its day: %s", type(no).__name__)
    if count:
        sweep()
    return count


def destroy_clue(row: ClueEnd, *, actor: Actor, now: datetime, box: Box) -> None:
    """Destroy keys and content of one clue, in the box as well. Its plain columns stay for statistics."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten, not only let go
    with one_write():
        _alone(row.clue)
        with changing(row, E.CARRY_OUT, actor=actor, now=now) as change:
            change.set(done_at=now, done_by_id=actor.user_id, whole_desk=seen_by_whole_desk(row.clue, localdate(now)))
        for one in _joined(row.clue):
            _wipe(one, actor, now, box)


def _joined(clue: Clue) -> list[Clue]:
    """It and all that went into it, and into that, the outermost first: they go together."""
    below = Clue.objects.filter(merged_into=clue).select_related("tip").order_by("pk")
    return [*(one for each in below for one in _joined(each)), clue]


def _wipe(clue: Clue, actor: Actor, now: datetime, box: Box) -> None:
    tip = clue.tip
    with changing(clue, ClueAction.DESTROY, actor=actor, now=now) as change:
        change.set(sealed=b"", receipt="", tip=None, urgent=False, merged_into=None)
    forget_in_search(clue)
    for rows in (clue.seals, clue.notes, clue.pieces, clue.additions, clue.parties, clue.holds, clue.aways, clue.extensions,
                 clue.urges, clue.openings):  # fmt: skip
        rows.all().delete()
    clue.prints.update(clue=None)
    if tip is not None and not Clue.objects.filter(tip=tip).exclude(pk=clue.pk).exclude(state=ClueState.DESTROYED).exists():
        TipEnvelope.objects.filter(place=tip.place).update(body=b"")
        Outgoing.objects.filter(place=tip.place).delete()
        box.forget(bytes.fromhex(tip.place))  # last: where the box is away, nothing of it is done


def sweep() -> None:
    """What was deleted leaves the files of the database too. Copies in backups go with the backups (docs/security/clue-desk.md)."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "VACUUM clues_clue, clues_clueseal, clues_cluenote, clues_cluepiece, clues_clueaddition, clues_clueparty, clues_tipenvelope"
            )
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
