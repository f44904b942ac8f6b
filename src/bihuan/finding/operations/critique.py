"""Critique meetings: called from the roster, written in by everybody at once or taken from minutes, closed onto the ledger (M56, P04, P05).

When a meeting is closed its slips are drawn in a random order, become entries of the ledger in the name of whoever closes it, and are
emptied. Numbers, moments and hands then tell nothing of who wrote what."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Manifestation
from bihuan.campaigns.queries.roster import covered_on
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.finding.models.critique import Critique, CritiqueMeeting, CritiqueSlip, MeetingSeat
from bihuan.finding.queries.critique import closes_early, people_for, roles_of
from bihuan.finding.rules.pairings import may_be_asked, pairing_of
from bihuan.finding.vocabulary.critique import CritiqueAction, CritiqueWord, MeetingState, Pairing, SlipAction, SlipState
from bihuan.finding.vocabulary.critique import MeetingAction as A
from bihuan.foundation.audit.changing import changing, changing_many, creating, creating_many, note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow, _
from bihuan.organisation.models import Person, Unit
from bihuan.organisation.vocabulary import PostRole
from bihuan.problems.operations import Finding, record_many
from bihuan.problems.vocabulary import Source

_FEWEST = 3
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


_NOTHING = {"author_id": None, "about_id": None, "pairing": "", "manifestation_id": None, "text": "", "written_by_id": None}


def draw_critique_back(row: CritiqueSlip, *, actor: Actor, now: datetime) -> CritiqueSlip:
    """Take it back, while the meeting goes on; nothing of it stays."""
    with _going_on(row.meeting), changing(row, SlipAction.DRAW_BACK, actor=actor, now=now) as change:
        change.set(**_NOTHING)
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


def close_critique(row: CritiqueMeeting, *, actor: Actor, now: datetime) -> int:
    """Close it: each critique becomes an entry of the ledger about whoever was criticised, in an order drawn at random, and slips are emptied.
    Returns how many. Refused to all but the office while so few have written that closing would tell who it was."""
    with one_write(), changing(row, A.CLOSE, actor=actor, now=now) as change:
        slips = list(
            CritiqueSlip.objects.filter(meeting=row, state=SlipState.WRITTEN).select_related("about", "author", "manifestation__category")
        )
        if not closes_early(actor, row) and _is_thin(slips):
            raise NotNow(_("写意见的人还太少，现在结束会让人猜出是谁写的。请等一等，或者请专班结束。"))
        secrets.SystemRandom().shuffle(slips)
        change.set(closed_at=now, closed_by_id=actor.user_id)
        change.note(critiques=len(slips))
        if slips:
            _carry(row, slips, actor, now)
    return len(slips)


def _is_thin(slips: Sequence[CritiqueSlip]) -> bool:
    """Did fewer than three people write? What minutes tell everybody at the meeting heard anyhow; but whoever typed them in would know all the
    others for those of the one or two who wrote."""
    own = [one.author_id for one in slips if not one.is_minuted]
    return len(set(own)) < _FEWEST and (bool(own) or not slips)


def _carry(meeting: CritiqueMeeting, slips: Sequence[CritiqueSlip], actor: Actor, now: datetime) -> None:
    findings = [_finding(meeting, one) for one in slips]
    problems = record_many(campaign=meeting.campaign, findings=findings, actor=actor, now=now)
    both = (roles_of(meeting), dict(_by_key(people_for(meeting.campaign, meeting.unit, meeting.held_on))))
    rows = [
        Critique(
            meeting=meeting,
            pairing=one.pairing,
            problem=problem,
            author_id=_kept_author(one, *both),
            entered_at=now,
            entered_by_id=actor.user_id,
        )
        for one, problem in zip(slips, problems, strict=True)
    ]
    creating_many(rows, CritiqueAction.ENTER, actor=actor, now=now, checked=False)
    _done, refused = changing_many(slips, SlipAction.CARRY, actor=actor, now=now, sets=_NOTHING)
    if refused:
        raise NotNow(_("有人正在写，请再试一次。"))


def _finding(meeting: CritiqueMeeting, slip: CritiqueSlip) -> Finding:
    """The entry names the meeting, not the slip, and the day of the meeting."""
    origin = ("critique", str(meeting.pk), f"{meeting.title}（{meeting.held_on}）"[:200])
    return Finding(
        unit=meeting.unit, source=Source.CRITIQUE, text=slip.text, person=slip.about, manifestation=slip.manifestation, found_on=meeting.held_on, origin=origin,
    )  # fmt: skip


def _by_key(people: Sequence[tuple[Person, PostRole]]) -> Iterator[tuple[int, PostRole]]:
    return ((person.pk, role) for person, role in people)


def _kept_author(slip: CritiqueSlip, seated: Mapping[int, PostRole], listed: Mapping[int, PostRole]) -> int | None:
    """Who wrote it, where that may be asked later at all; else nobody, for ever. By the seats and by the roster alike: whoever moves people
    on the list must not find out more by it."""
    for roles in (seated, {**seated, **listed}):
        author, about = roles.get(slip.author_id or 0), roles.get(slip.about_id or 0)
        if author is None or about is None or not may_be_asked(author, about, roles.values()):
            return None
    return slip.author_id


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
