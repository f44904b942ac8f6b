"""The door's own words, and whether it takes anything at the moment. The clock lays out what was changed."""

from datetime import datetime

from bihuan.clues.models import DoorWords
from bihuan.clues.queries.door import door_words
from bihuan.clues.vocabulary.door import DoorAction as A
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, _

MOST = 2000


def set_door_words(
    *, actor: Actor, now: datetime, welcome: str = "", anonymity: str = "", false_report: str = "", emergency: str = ""
) -> DoorWords:  # fmt: skip
    """Say it in words of one's own; an empty one is said in the shipped words. Refused: longer than anybody reads on a phone."""
    told = {"welcome": welcome, "anonymity": anonymity, "false_report": false_report, "emergency": emergency}
    told = {name: text.replace("\r\n", "\n").strip() for name, text in told.items()}
    if max(map(len, told.values())) > MOST:
        raise BadInput(_("每段文字最多 %(most)d 个字。"), most=MOST)
    row = door_words()
    if row is None:
        return _first(actor, now, told)
    with changing(row, A.AMEND_WORDS, actor=actor, now=now) as change:
        change.set(**told, set_at=now, set_by_id=actor.user_id)
    return row


def _first(actor: Actor, now: datetime, told: dict[str, str]) -> DoorWords:
    row = DoorWords(pk=1, set_at=now, set_by_id=actor.user_id, **told)
    with creating(row, A.SET_WORDS, actor=actor, now=now):
        pass
    return row


def pause_door(*, reason: str, actor: Actor, now: datetime) -> None:
    """From the next issue on the door takes nothing and shows the other channels; what was handed in can still be followed by its code."""
    with one_write():
        row = door_words() or _first(actor, now, {})
        with changing(row, A.PAUSE, actor=actor, now=now, reason=reason) as change:
            if row.paused_at is not None:
                raise BadInput(_("网上受理已经暂停。"))
            change.set(paused_at=now, paused_by_id=actor.user_id)


def resume_door(*, actor: Actor, now: datetime) -> None:
    """It takes reports again. Refused where it was not paused."""
    row = door_words()
    if row is None or row.paused_at is None:
        raise BadInput(_("网上受理没有暂停。"))
    with changing(row, A.RESUME, actor=actor, now=now) as change:
        change.set(paused_at=None, paused_by_id=None)
