"""Writing criticism before and in the hall: one slip about one person, changed and drawn back until it is over."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from bihuan.campaigns.models import Manifestation
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.finding.models.critique import CritiqueMeeting, CritiqueSlip
from bihuan.finding.queries.critique import roles_of
from bihuan.finding.rules.pairings import pairing_of
from bihuan.finding.vocabulary.critique import MeetingState, Pairing, SlipAction
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow, _
from bihuan.organisation.models import Person

NOTHING = {"author_id": None, "about_id": None, "pairing": "", "manifestation_id": None, "text": "", "written_by_id": None}
"""What is left of a slip that was drawn back or carried over."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One critique: of whom, against which manifestation, in which words."""

    about: Person
    manifestation: Manifestation
    text: str


def write_critique(meeting: CritiqueMeeting, *, remark: Remark, actor: Actor, now: datetime) -> CritiqueSlip:
    """Write a critique of a colleague; nobody else reads it before the meeting is closed.

    Refused: a meeting that does not go on, no seat, oneself, a pairing that the plan has not, nothing said."""
    pairing = _pairing(meeting, actor.person_id, remark.about)
    _refuse_silence(remark)
    row = CritiqueSlip(
        meeting=meeting, author_id=actor.person_id, about=remark.about, pairing=pairing, manifestation=remark.manifestation, text=remark.text.strip(),
        written_at=now, written_by_id=actor.user_id,
    )  # fmt: skip
    with _going_on(meeting), creating(row, SlipAction.WRITE, actor=actor, now=now):
        pass
    return row


def change_critique(row: CritiqueSlip, *, remark: Remark, actor: Actor, now: datetime) -> CritiqueSlip:
    """Write it otherwise, while the meeting goes on."""
    pairing = _pairing(row.meeting, actor.person_id, remark.about)
    _refuse_silence(remark)
    with _going_on(row.meeting), changing(row, SlipAction.CHANGE, actor=actor, now=now) as change:
        change.set(about_id=remark.about.pk, pairing=pairing, manifestation_id=remark.manifestation.pk, text=remark.text.strip())
    return row


def draw_critique_back(row: CritiqueSlip, *, actor: Actor, now: datetime) -> CritiqueSlip:
    """Take it back, while the meeting goes on; nothing of it stays."""
    with _going_on(row.meeting), changing(row, SlipAction.DRAW_BACK, actor=actor, now=now) as change:
        change.set(**NOTHING)
    return row


@contextmanager
def _going_on(meeting: CritiqueMeeting) -> Iterator[None]:
    """One write while the meeting is held: whoever closes it waits, and finds every slip that was taken. Refused before and after."""
    refuse_left_out(meeting.campaign.file, "critique")
    with one_write():
        state = CritiqueMeeting.objects.select_for_update(no_key=True).values_list("state", flat=True).get(pk=meeting.pk)
        if state != MeetingState.OPEN:
            raise NotNow(_("互评还没有开始，或者已经结束。"))
        yield


def _refuse_silence(remark: Remark) -> None:
    if not remark.text.strip():
        raise BadInput(_("请写具体的事：什么时间、什么事、有什么问题。"))


def _pairing(meeting: CritiqueMeeting, author: int | None, about: Person) -> Pairing:
    if author == about.pk:
        raise BadInput(_("不能批评自己；自己的问题请写在自查里。"))
    roles = roles_of(meeting)
    if author not in roles or about.pk not in roles:
        raise NotAllowed(_("互评只在参会人员之间进行。"))
    pairing = pairing_of(roles[author], roles[about.pk])
    if pairing is None:
        raise BadInput(_("本专项的互评在四种结对之间进行，您与“%(name)s”不在其中。"), name=about.name)
    return pairing
