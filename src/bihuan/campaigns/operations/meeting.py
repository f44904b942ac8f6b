"""The register of meetings: entered after it was held, completed, withdrawn; what was decided goes out as tasks."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Conveyance, CoveredUnit, Group, Meeting, MeetingFile, MeetingUnit, Stage, Task
from bihuan.campaigns.operations.running import add_tasks
from bihuan.campaigns.queries.meetings import standing_meetings
from bihuan.campaigns.rules.meetings import MeetingFacts, check_meeting, check_order, check_present
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.campaigns.vocabulary import MeetingAction, MeetingFileUse, MeetingKind, MeetingWord
from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.changing import changing, creating, note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.organisation.models import Unit

Handed = tuple[str, bytes]
"""A file as it was handed in: its name and content."""


def register_meeting(
    *, campaign: Campaign, told: MeetingFacts, actor: Actor, now: datetime, group: Group | None = None, unit: Unit | None = None,
    units: Sequence[Unit] = (), file: Handed | None = None, use: MeetingFileUse = MeetingFileUse.RECORD,
) -> Meeting:  # fmt: skip
    """Register a meeting that a body of the campaign, or a unit, has held. Refused: what `check_meeting` and `check_order` refuse, units that
    the campaign does not cover, two holders or none."""
    refuse_left_out(campaign.file, "meetings")
    if (group is None) == (unit is None):
        raise BadInput(_("请选择由哪个机构或单位召开。"))
    check_meeting(told, localdate(now), [one.pk for one in units])
    _refuse_foreign(campaign, [*units, *((unit,) if unit else ())])
    with one_write():
        Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)  # two at once do not put one before the mobilisation meeting
        _refuse_order(campaign, told, group is not None)
        row = Meeting(
            campaign=campaign, kind=told.kind, topic=told.topic.strip(), purpose=told.purpose.strip(), held_on=told.held_on, clock=told.clock,
            place=told.place.strip(), chair=told.chair.strip(), group=group, unit=unit, present=told.present, record=told.record.strip(),
            explained=[one.value for one in told.explained] if told.kind is MeetingKind.MOBILISATION else [], registered_at=now,
            registered_by_id=actor.user_id,
        )  # fmt: skip
        with creating(row, MeetingAction.REGISTER, actor=actor, now=now) as change:
            _attend(change, row, units)
            _attach(change, row, file, use, actor, now)
    return row


def _refuse_order(campaign: Campaign, told: MeetingFacts, of_campaign: bool) -> None:
    rows = standing_meetings(campaign)
    first = rows.filter(kind=MeetingKind.MOBILISATION, unit=None).values_list("held_on", flat=True).first()
    check_order(told, of_campaign, first, rows.order_by("held_on").values_list("held_on", flat=True).first())


def _refuse_foreign(campaign: Campaign, units: Sequence[Unit]) -> None:
    known = set(CoveredUnit.objects.filter(campaign=campaign, unit__in=units).values_list("unit_id", flat=True))
    if strange := [one.name for one in units if one.pk not in known]:
        raise BadInput(_("“%(name)s”不在本专项的整治单位里。"), name="、".join(strange[:5]))


def _attend(change: Change, row: Meeting, units: Sequence[Unit]) -> None:
    there = set(row.attending.values_list("unit_id", flat=True))
    fresh = [one for one in dict.fromkeys(units) if one.pk not in there]
    MeetingUnit.objects.bulk_create([MeetingUnit(meeting=row, unit=one) for one in fresh])
    if fresh:
        change.note(units=[one.pk for one in fresh])


def _attach(change: Change, row: Meeting, file: Handed | None, use: MeetingFileUse, actor: Actor, now: datetime) -> None:
    if file:
        stored = store(name=file[0], data=file[1], actor=actor, now=now)
        MeetingFile.objects.create(meeting=row, file=stored, use=use)
        change.note(file=stored.sha256, use=use.value)


def complete_meeting(
    *, meeting: Meeting, actor: Actor, now: datetime, present: int | None = None, record: str = "", units: Sequence[Unit] = (),
    file: Handed | None = None, use: MeetingFileUse = MeetingFileUse.RECORD,
) -> Meeting:  # fmt: skip
    """Add what was not at hand: the number present, the record, further units, a file. What is empty stays as it is. Refused: withdrawn."""
    check_present(present)
    _refuse_foreign(meeting.campaign, units)
    with changing(meeting, MeetingAction.COMPLETE, actor=actor, now=now) as change:
        _refuse_withdrawn(meeting)
        said = _added(meeting.record, record.strip(), now)
        change.set(**{name: value for name, value in (("present", present), ("record", said)) if value})
        _attend(change, meeting, units)
        _attach(change, meeting, file, use, actor, now)
    return meeting


def _added(before: str, more: str, now: datetime) -> str:
    """The record with what is added to it; what stood there stays."""
    if not before or not more:
        return more
    return f"{before}\n（{localdate(now).isoformat()} 补充）{more}"


def withdraw_meeting(meeting: Meeting, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take a wrong entry off the register with its reason; the book keeps it. Refused: tasks were given from it."""
    with changing(meeting, MeetingAction.WITHDRAW, actor=actor, now=now, reason=reason) as change:
        _refuse_withdrawn(meeting)
        if Task.objects.filter(meeting=meeting).exists():
            raise NotNow(_("这次会议已经下达了任务，不能撤销登记。"))
        change.set(withdrawn_at=now, withdrawn_by_id=actor.user_id)


def _refuse_withdrawn(meeting: Meeting) -> None:
    if meeting.withdrawn_at is not None:
        raise NotNow(_("这次会议的登记已经撤销。"))


def dispatch_from_meeting(
    *, meeting: Meeting, title: str, due_on: date | None, actor: Actor, now: datetime, units: Sequence[Unit] = (),
    groups: Sequence[Group] = (), stage: Stage | None = None, amount: int | None = None, measure: str = "",
) -> list[Task]:  # fmt: skip
    """What a meeting decided, given to units and bodies as tasks with a due day and followed on the meeting's page until each is answered (M10).
    Refused: without a day, from a withdrawn entry."""
    refuse_left_out(meeting.campaign.file, "meetings")
    _refuse_withdrawn(meeting)
    if due_on is None:
        raise BadInput(_("会议议定的任务要有完成时限。"))
    told: dict[str, Any] = {"units": units, "groups": groups, "stage": stage, "due_on": due_on, "amount": amount, "measure": measure}
    return add_tasks(campaign=meeting.campaign, title=title, meeting=meeting, actor=actor, now=now, **told)


def note_conveyed(*, campaign: Campaign, unit: Unit, on: date, means: str, actor: Actor, now: datetime) -> Conveyance:
    """A unit was told of the campaign by whatever means, no meeting needed (M22). Refused: told already, a day to come, no word how."""
    refuse_left_out(campaign.file, "meetings")
    _refuse_foreign(campaign, [unit])
    if on > localdate(now):
        raise BadInput(_("传达日期不能晚于今天。"))
    if not means.strip():
        raise BadInput(_("请写明怎么传达的，例如：群里转发、当面说明。"))
    if Conveyance.objects.filter(campaign=campaign, unit=unit, withdrawn_at=None).exists():
        raise NotNow(_("“%(name)s”已经登记传达。"), name=unit.name)
    row = Conveyance(campaign=campaign, unit=unit, conveyed_on=on, means=means.strip(), noted_at=now, noted_by_id=actor.user_id)
    with creating(row, MeetingAction.NOTE_CONVEYED, actor=actor, now=now) as change:
        change.note(unit=unit.pk)
    return row


def withdraw_conveyed(row: Conveyance, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take it back with its reason."""
    with changing(row, MeetingAction.WITHDRAW_CONVEYED, actor=actor, now=now, reason=reason) as change:
        if row.withdrawn_at is not None:
            raise NotNow(_("这条传达登记已经撤销。"))
        change.set(withdrawn_at=now, withdrawn_by_id=actor.user_id)


def record_export(*, campaign: Campaign, reason: str, actor: Actor, now: datetime, count: int) -> None:
    """Write into the book that the register left the house as a sheet, and what for. Refused: no purpose told."""
    if not reason.strip():
        raise BadInput(_("请写明导出的用途。"))
    note(kept(Campaign), campaign, MeetingWord.EXPORT, actor=actor, now=now, reason=reason.strip(), rows=count)
