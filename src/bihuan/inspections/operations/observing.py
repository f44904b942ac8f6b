"""What was seen becomes a problem only when the unit was heard (P19); what was heard goes to the list of opinions (M115)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.finding.vocabulary.opinions import OpinionForm, PeopleGroup
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.rules import examine
from bihuan.foundation.files.rules.cleaning import clean
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import Actor, BadInput, Conflict, NotNow, _
from bihuan.foundation.kernel.time import due_on
from bihuan.foundation.kernel.unseen import legible
from bihuan.foundation.rulebook.queries import rule
from bihuan.inspections.models import Heard, Observation, Photo, Visit
from bihuan.inspections.queries.noting import Seen
from bihuan.inspections.vocabulary import HeardFrom, ObservationState, VisitKind, VisitState
from bihuan.inspections.vocabulary import ObservationAction as A

_PICTURES = frozenset({FileKind.PNG, FileKind.JPG, FileKind.WEBP})
_GROUPS = {
    HeardFrom.MASSES: PeopleGroup.PUBLIC, HeardFrom.GRASSROOTS: PeopleGroup.OTHER, HeardFrom.STAFF: PeopleGroup.CADRES,
    HeardFrom.ENTERPRISES: PeopleGroup.SERVED,
}  # fmt: skip
_GOING = (VisitState.APPROVED, VisitState.REPORTED)


def note_observation(*, campaign: Campaign, seen: Seen, actor: Actor, now: datetime) -> Observation:
    """Note what was seen, on a visit or by another body. What a phone sends twice is taken once. Refused: on a visit that was not approved, of
    another unit than the visited one, a day to come, a body's number that was used for something else."""
    refuse_left_out(campaign.file, "inspections")
    known = Observation.objects.filter(campaign=campaign, mark=seen.mark).first() if seen.mark else None
    if known is not None and known.noted_by_id == actor.user_id:
        return _the_same(known, seen.text)
    _refuse_odd(campaign, seen, now)
    row = Observation(
        campaign=campaign, visit=seen.visit, unit=seen.unit, person=seen.person, force=seen.force, reference=seen.reference.strip(), kind=seen.kind,
        focus=seen.focus, line=seen.line, manifestation=seen.manifestation or (seen.line.manifestation if seen.line else None),
        text=seen.text.strip(), seen_on=seen.seen_on, mark=seen.mark, noted_at=now, noted_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, A.NOTE, actor=actor, now=now) as change:
        change.note(visit=seen.visit.pk if seen.visit else None)
    return row


def _the_same(known: Any, text: str) -> Any:
    """What was taken already, for a phone that did not hear so. Raises Conflict where it was changed meanwhile: one of both texts would be lost."""
    if known.text != legible(text.strip()):
        raise Conflict(_("这一条已经收到过，和这次写的不一样。请在检查页里看收到的，不必再送。"))
    return known


def _refuse_odd(campaign: Campaign, seen: Seen, now: datetime) -> None:
    if not seen.text.strip():
        raise BadInput(_("请写明发现的情况：什么时间、什么地方、什么事。"))
    if seen.seen_on > localdate(now):
        raise BadInput(_("发现日期不能晚于今天。"))
    if seen.visit is not None and seen.visit.state not in _GOING:
        raise NotNow(_("这次检查还没有批准，或者已经取消。"))
    if seen.visit is not None and (seen.visit.unit_id != seen.unit.pk or seen.visit.campaign_id != campaign.pk):
        raise BadInput(_("检查发现要记在被检查的单位上。"))
    rows = Observation.objects.filter(campaign=campaign)
    if seen.mark and rows.filter(mark=seen.mark).exists():
        raise Conflict(_("这一条已经由别人提交过。"))
    if seen.reference.strip() and rows.filter(force=seen.force, reference=seen.reference.strip()).exists():
        raise Conflict(_("这个机构的 %(number)s 号已经登记过，没有重复登记。"), number=seen.reference.strip())


def note_observations(*, campaign: Campaign, seen: Sequence[Seen], actor: Actor, now: datetime) -> tuple[list[Observation], int]:
    """Many at once, of a body or of a filled-in checklist: all or none. What is there already, by number or word for word for the same unit,
    is left out; returns what was noted and how many were left out."""
    there, numbers = _known(campaign, seen)
    noted, twice = list[Observation](), 0
    with one_write():
        for one in seen:
            number, words = (one.force.value, one.reference.strip()), (one.unit.pk, legible(one.text.strip()))
            if words in there or (number[1] and number in numbers):
                twice += 1
                continue
            there.add(words)
            numbers.add(number)
            noted.append(note_observation(campaign=campaign, seen=one, actor=actor, now=now))
    return noted, twice


def _known(campaign: Campaign, seen: Sequence[Seen]) -> tuple[set[tuple[int, str]], set[tuple[str, str]]]:
    """Of what comes now, what is there already: texts of units, numbers of bodies. Nothing else of the campaign is read."""
    rows = Observation.objects.filter(campaign=campaign).exclude(state=ObservationState.DROPPED).order_by()
    texts = {legible(one.text.strip()) for one in seen}
    there = rows.filter(unit__in={one.unit.pk for one in seen}, text__in=texts).values_list("unit_id", "text")
    numbers = rows.filter(reference__in={one.reference.strip() for one in seen} - {""}).values_list("force", "reference")
    return set(there), set(numbers)


def add_photo(row: Observation, *, data: bytes, name: str, need: str, actor: Actor, now: datetime) -> Photo:
    """Attach a photo that shows what words cannot. Kept is the picture alone: where and with what it was taken comes into no store and no backup.
    Refused: without saying why it is needed (E2.7: a trace is no result)."""
    if not need.strip():
        raise BadInput(_("请写明为什么需要照片。文字说得清的不用拍。"))
    plain = clean(data, examine(data, name, _PICTURES).kind).data
    with one_write():
        file = store(data=plain, name=name, actor=actor, now=now, taken=_PICTURES)
        with changing(row, A.ADD_PHOTO, actor=actor, now=now) as change:
            photo = Photo.objects.create(observation=row, file=file, need=need.strip(), added_at=now, added_by_id=actor.user_id)
            change.note(photo=file.sha256)
    return photo


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo as it came: its content, its name, why it is needed."""

    data: bytes
    name: str
    need: str


def note_at_spot(*, campaign: Campaign, seen: Seen, shot: Shot | None, actor: Actor, now: datetime) -> Observation:
    """A finding with its photo: both or neither, however often a phone sends them. Half of it taken would come again as another one."""
    with one_write():
        row = note_observation(campaign=campaign, seen=seen, actor=actor, now=now)
        if shot is not None and not row.photos.exists():
            add_photo(row, data=shot.data, name=shot.name, need=shot.need, actor=actor, now=now)
    return row


def send_observation(row: Observation, *, actor: Actor, now: datetime) -> Observation:
    """Let the unit read it and say something within the days of the rule. Refused while the visit is not reported: the unit must not learn of
    a covert one by its findings."""
    with changing(row, A.SEND, actor=actor, now=now) as change:
        if row.visit is not None and row.visit.state != VisitState.REPORTED:
            raise NotNow(_("先报告检查情况，再把发现送单位说明。"))
        change.set(answer_by_on=due_on(localdate(now), rule("observation_answer_days").length, calendar().is_working))
    return row


def answer_observation(row: Observation, *, answer: str, actor: Actor, now: datetime) -> Observation:
    """The unit says what it has to say. Refused: nothing said."""
    if not answer.strip():
        raise BadInput(_("请写明单位的说明；没有异议的也请写明。"))
    with changing(row, A.ANSWER, actor=actor, now=now) as change:
        change.set(answer=answer.strip(), answered_at=now, answered_by_id=actor.user_id)
    return row


def hear_opinion(*, visit: Visit, heard_from: HeardFrom, text: str, actor: Actor, now: datetime, mark: str = "") -> Heard:
    """Note what somebody said on a visit, without his name. What a phone sends twice is taken once."""
    refuse_left_out(visit.campaign.file, "inspections")
    known = Heard.objects.filter(campaign=visit.campaign, mark=mark).first() if mark else None
    if known is not None and known.noted_by_id == actor.user_id:
        return _the_same(known, text)
    if not text.strip():
        raise BadInput(_("请写明听到的意见。"))
    if visit.state not in _GOING:
        raise NotNow(_("这次检查还没有批准，或者已经取消。"))
    said: dict[str, Any] = {"heard_from": heard_from, "text": text.strip(), "mark": mark, "noted_at": now, "noted_by_id": actor.user_id}
    row = Heard(campaign=visit.campaign, visit=visit, **said)
    with creating(row, A.HEAR, actor=actor, now=now):
        pass
    return row


def pass_opinion_on(row: Heard, *, actor: Actor, now: datetime) -> Heard:
    """Put it on the list of opinions (M115). Refused while its visit is not reported: the list would tell of the visit."""
    from bihuan.finding.operations.opinions import hear

    with changing(row, A.PASS_ON, actor=actor, now=now) as change:
        visit = row.visit
        if visit.state != VisitState.REPORTED:
            raise NotNow(_("先报告检查情况，再转意见。"))
        origin = ("inspection_visit", str(row.pk), f"{visit.visit_on} {VisitKind(visit.kind).label}")
        opinion = hear(
            campaign=row.campaign, unit=visit.unit, text=row.text, form=OpinionForm.INSPECTION, group_of_people=_GROUPS[HeardFrom(row.heard_from)],
            heard_on=visit.visit_on, origin=origin, actor=actor, now=now,
        )  # fmt: skip
        change.set(reference=str(opinion.pk))
    return row
