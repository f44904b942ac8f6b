"""Critique meetings: called from the roster, written in by everybody at once or taken from minutes, closed onto the ledger (M56, P04, P05).

When a meeting is closed its slips are drawn in a random order, become entries of the ledger in the name of whoever closes it, and are
emptied. Numbers, moments and hands then tell nothing of who wrote what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Manifestation
from bihuan.campaigns.queries.roster import covered_on
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.finding.models.critique import Critique, CritiqueMeeting, CritiqueSlip, MeetingSeat
from bihuan.finding.queries.critique import people_for, roles_of
from bihuan.finding.rules.pairings import pairing_of
from bihuan.finding.vocabulary.critique import CritiqueWord, Pairing, SlipAction
from bihuan.finding.vocabulary.critique import MeetingAction as A
from bihuan.foundation.audit.changing import changing, creating, creating_many, note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.organisation.models import Person, Unit
from bihuan.organisation.vocabulary import PostRole

UNKNOWN = _("这条意见的提出人不公开。")


@dataclass(frozen=True, slots=True)
class Called:
    """Which unit meets, when and where, under whose chair."""

    unit: Unit
    title: str
    held_on: date
    place: str = ""
    chair: Person | None = None


def call_critique(*, campaign: Campaign, called: Called, actor: Actor, now: datetime) -> CritiqueMeeting:
    """Prepare a meeting; everybody of the unit on the roster gets a seat: whoever prepares it does not choose who may criticise him.

    Refused: left out of the campaign, a unit that is no part of it, nobody on its roster, a chair who has no seat."""
    refuse_left_out(campaign.file, "critique")
    if not called.title.strip():
        raise BadInput(_("请写明会议名称。"))
    if not covered_on(campaign, localdate(now)).filter(unit=called.unit).exists():
        raise BadInput(_("“%(name)s”不在本专项的整治单位里。"), name=called.unit.name)
    people = people_for(campaign, called.unit, localdate(now))
    if not people:
        raise BadInput(_("“%(name)s”的名册上还没有人。"), name=called.unit.name)
    if called.chair is not None and called.chair not in [person for person, _role in people]:
        raise BadInput(_("主持人要在参会名单里。"))
    row = CritiqueMeeting(
        campaign=campaign, unit=called.unit, title=called.title.strip(), held_on=called.held_on, place=called.place.strip(), chair=called.chair,
        called_at=now, called_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, A.CALL, actor=actor, now=now) as change:
        MeetingSeat.objects.bulk_create([MeetingSeat(meeting=row, person=person, role=role) for person, role in people])
        change.note(seats=len(people))
    return row


def seat_critique(
    row: CritiqueMeeting, *, person: Person, role: PostRole | None, reason: str, actor: Actor, now: datetime
) -> CritiqueMeeting:
    """Give somebody another part or a seat (a leader in charge from elsewhere), or, `role` None, take his seat away; why stands in the book."""
    with changing(row, A.SEAT, actor=actor, now=now, reason=reason) as change:
        seats = MeetingSeat.objects.filter(meeting=row, person=person)
        if role is None:
            seats.delete()
        else:
            MeetingSeat.objects.update_or_create(meeting=row, person=person, defaults={"role": role})
        change.note(person=person.pk, role=role)
    return row


def open_critique(row: CritiqueMeeting, *, actor: Actor, now: datetime) -> CritiqueMeeting:
    """Begin: everybody at the meeting may write from now on. Refused: before its day, with nobody to criticise."""
    with changing(row, A.OPEN, actor=actor, now=now):
        if row.held_on > localdate(now):
            raise NotNow(_("会议日期是 %(day)s，到那天才能开始。"), day=row.held_on.isoformat())
        roles = list(roles_of(row).values())
        if not any(pairing_of(one, other) for at, one in enumerate(roles) for other in roles[:at]):
            raise NotNow(_("参会名单里没有能互相批评的人，请先调整名单。"))
    return row


@dataclass(frozen=True, slots=True)
class Minuted:
    """One critique as minutes have it; `author` None where they name nobody, then `pairing` says between whom it was."""

    about: Person
    author: Person | None
    pairing: Pairing
    manifestation: Manifestation
    text: str


def import_minutes(meeting: CritiqueMeeting, *, rows: Sequence[Minuted], actor: Actor, now: datetime) -> int:
    """Take the critiques of a meeting that was held without screens from its minutes: all or none. Refused: what is about whoever imports."""
    refuse_left_out(meeting.campaign.file, "critique")
    if any(one.about.pk == actor.person_id for one in rows):
        raise BadInput(_("与您本人有关的意见，请由别人录入。"))
    with changing(meeting, A.IMPORT, actor=actor, now=now) as change:
        slips = [
            CritiqueSlip(
                meeting=meeting, author=one.author, about=one.about, pairing=one.pairing, manifestation=one.manifestation, text=one.text.strip(),
                written_at=now, written_by_id=actor.user_id,
            )
            for one in rows
        ]  # fmt: skip
        creating_many(slips, SlipAction.WRITE, actor=actor, now=now, checked=False)
        change.note(rows=len(slips))
    return len(slips)


def call_off_critique(row: CritiqueMeeting, *, reason: str, actor: Actor, now: datetime) -> CritiqueMeeting:
    """It is not held. Once it has begun it can only be closed: what was written is not thrown away, and no refusal tells whether any was."""
    with changing(row, A.CALL_OFF, actor=actor, now=now, reason=reason):
        pass
    return row


def open_author(critique: Critique, *, reason: str, actor: Actor, now: datetime) -> Person:
    """Tell the chair or the office who wrote a critique, with the reason; asking stands in the book whether it is answered or not.

    Nobody learns who criticised a superior, and nobody learns anything where only few could have: both are refused with the same words."""
    if not reason.strip():
        raise BadInput(_("请写明为什么需要知道提出人。"))
    meeting = critique.meeting
    with one_write():
        note(kept(CritiqueMeeting), meeting, CritiqueWord.OPEN_AUTHOR, actor=actor, now=now, reason=reason)
        note(kept(Critique), critique, CritiqueWord.OPEN_AUTHOR, actor=actor, now=now, reason=reason)
    if critique.author is None:
        raise NotNow(UNKNOWN)
    return critique.author
