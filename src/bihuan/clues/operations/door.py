"""What the public door is told: entries and channels are set by the desk, the paper is signed and laid out by the clock."""

import secrets
from datetime import datetime

from django.conf import settings
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.clues.models import DoorEntry, IssuedDoor, UnitChannel
from bihuan.clues.queries.door import composed_door, content_of, keys_told
from bihuan.clues.rules.questions import questions_in
from bihuan.clues.vocabulary.door import DoorAction as A
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.kernel.unseen import seen
from bihuan.foundation.sealedbox.box import Box
from bihuan.foundation.sealedbox.published import NAME, signed
from bihuan.foundation.sealedbox.vocabulary import Purpose
from bihuan.foundation.seals import keys
from bihuan.organisation.models import Unit

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_CODE = 10
"""Ten of 31 signs: nobody finds an entry by trying."""


def office_box() -> Box:
    """The box that this installation shares with its public door."""
    return Box(settings.BIHUAN_PORTAL_BOX)


def open_entry(
    *, actor: Actor, now: datetime, purpose: Purpose = Purpose.TIP, campaign: Campaign | None = None, unit: Unit | None = None, place: str = "",
    questions: str = "",
) -> DoorEntry:  # fmt: skip
    """A code for a campaign, a unit or one counter, with `questions` of its own, a line each. Refused: nothing that it is for, questions
    that nobody would answer."""
    if campaign is None and unit is None and not place.strip():
        raise BadInput(_("请写明入口用于哪个专项、哪个单位或者哪个窗口。"))
    asked = questions_in(questions)
    code = "".join(secrets.choice(_LETTERS) for _sign in range(_CODE))
    row = DoorEntry(code=code, purpose=purpose, campaign=campaign, unit=unit, place=seen(place), opened_at=now, opened_by_id=actor.user_id)
    row.questions = asked
    with creating(row, A.OPEN_ENTRY, actor=actor, now=now):
        pass
    return row


def close_entry(row: DoorEntry, *, actor: Actor, now: datetime) -> None:
    """The poster comes down: its address leads to the general door from then on."""
    with changing(row, A.CLOSE_ENTRY, actor=actor, now=now) as change:
        if row.closed_at is not None:
            raise BadInput(_("这个入口已经关闭。"))
        change.set(closed_at=now, closed_by_id=actor.user_id)


def set_channel(
    *, unit: Unit, actor: Actor, now: datetime, phone: str = "", mail: str = "", post: str = "", hours: str = ""
) -> UnitChannel:  # fmt: skip
    """What a unit publishes of its own channels (M67); all empty: nothing any more."""
    told = {"phone": seen(phone), "mail": seen(mail), "post": seen(post), "hours": seen(hours)}
    by = {"set_at": now, "set_by_id": actor.user_id}
    row = UnitChannel.objects.filter(unit=unit).first()
    if row is None:
        row = UnitChannel(unit=unit, **told, **by)
        with creating(row, A.SET_CHANNEL, actor=actor, now=now):
            pass
        return row
    with changing(row, A.AMEND_CHANNEL, actor=actor, now=now) as change:
        change.set(**told, **by)
    return row


def publish_door(*, actor: Actor, now: datetime, box: Box | None = None) -> IssuedDoor:
    """Sign what the door is told where anything of it changed, and see to it that the box has the last issue. Safe to repeat at any moment."""
    today, box = localdate(now), box or office_box()
    box.prepare()
    with one_write():
        last = IssuedDoor.objects.select_for_update().order_by("-number").first()
        door = composed_door(last.number + 1 if last else 1, today)
        content = content_of(door)
        if last is None or last.content != content:
            told, body = keys_told(door.keys), signed(door, keys.sign(settings.BIHUAN_HOME, settings.BIHUAN_SIGNATURE, door.told()))
            since = last.keys_from_on if last and last.keys == told else today
            last = IssuedDoor(number=door.number, body=body, content=content, keys=told, keys_from_on=since, issued_on=today)
            with creating(last, A.PUBLISH, actor=actor, now=now) as change:
                change.note(keys=len(door.keys.desk), entries=len(door.entries), channels=len(door.channels))
    if box.published(NAME) != bytes(last.body):
        box.publish(NAME, bytes(last.body))
    return last
