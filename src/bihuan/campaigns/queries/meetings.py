"""Meetings of a campaign: the register, its counts, and in which units the campaign was told on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Conveyance, GroupMember, Meeting, MeetingFile, MeetingUnit, Task
from bihuan.campaigns.policy import Held, held_over, runs, seated_still
from bihuan.campaigns.queries.roster import covered_on
from bihuan.campaigns.queries.tasks import visible_tasks
from bihuan.campaigns.rules.meetings import COUNTED
from bihuan.campaigns.vocabulary import Duty, MeetingKind, TaskState
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Unit

_SEES_ALL = (Duty.OFFICE, Duty.LEADER)
_REGISTERS = (Duty.LIAISON, Duty.UNIT_HEAD)
_FOR_ALL = (MeetingKind.MOBILISATION, MeetingKind.TRAINING)
"""Kinds that the whole campaign may read where the campaign itself held them: what the plan means, and the materials to work by."""


def standing_meetings(campaign: Campaign, day: date | None = None, until: datetime | None = None) -> QuerySet[Meeting]:
    """The meetings that stand, latest first; `day`: held up to it; `until`: as they were registered just before that moment."""
    rows = Meeting.objects.filter(campaign=campaign)
    rows = rows.filter(withdrawn_at=None) if until is None else rows.filter(
        Q(withdrawn_at=None) | Q(withdrawn_at__gte=until), registered_at__lt=until)  # fmt: skip
    return rows.filter(held_on__lte=day) if day else rows


def reads_all(mine: Sequence[Held]) -> bool:
    """Does whoever holds this read every meeting: office and leading group?"""
    return any(one.duty in _SEES_ALL for one in mine)


def visible_meetings(
    actor: Actor, campaign: Campaign, until: datetime | None = None, mine: Sequence[Held] | None = None
) -> QuerySet[Meeting]:
    """The meetings this actor may read: all for office and leading group; else those of his units and bodies, those at which his units were,
    and what the campaign held for all. `mine`: what he holds here, where it was asked already."""
    rows = standing_meetings(campaign, until=until).select_related("group", "unit")
    mine = held_over(actor, campaign.pk) if mine is None else mine
    if reads_all(mine) or runs(actor, campaign):
        return rows
    units = {one.unit_id for one in mine if one.unit_id}
    there = MeetingUnit.objects.filter(unit__in=units).values("meeting")
    seats = GroupMember.objects.filter(seated_still(localdate()), group__campaign=campaign, person_id=actor.person_id or 0).values("group")
    for_all = Q(unit=None, kind__in=_FOR_ALL)
    return rows.filter(for_all | Q(unit__in=units) | Q(pk__in=there) | Q(group__in=seats))


def find_meeting(actor: Actor, campaign: Campaign, pk: int) -> Meeting:
    """One meeting that he may read, with its units and files, or Missing."""
    found = visible_meetings(actor, campaign).select_related("campaign", "registered_by").prefetch_related("attending__unit", "files__file")
    row = found.filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def find_meeting_file(actor: Actor, campaign: Campaign, pk: int, file: int) -> MeetingFile:
    """A file of a meeting that he may read, or Missing."""
    row = MeetingFile.objects.select_related("file").filter(meeting=find_meeting(actor, campaign, pk), pk=file).first()
    if row is None:
        raise Missing()
    return row


def registers_for(actor: Actor, campaign: Campaign, mine: Sequence[Held] | None = None) -> tuple[bool, frozenset[int]]:
    """May he register the campaign's own meetings and everybody's, and for which units otherwise?"""
    if actor.is_system:
        return True, frozenset()
    mine = held_over(actor, campaign.pk) if mine is None else mine
    own = frozenset(one.unit_id for one in mine if one.duty in _REGISTERS and one.unit_id)
    return any(one.duty is Duty.OFFICE for one in mine), own


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many meetings of a kind the campaign's bodies held, and how many the units."""

    kind: MeetingKind
    campaign: int = 0
    units: int = 0


def counts_by_kind(rows: QuerySet[Meeting], day: date) -> list[KindCount]:
    """Of these meetings, the ones that somebody may read, those held up to a day, by kind (M11): each count is that of the rows it opens. One
    query."""
    kinds = rows.filter(held_on__lte=day).order_by().values_list("kind")
    told = kinds.annotate(n=Count("pk", filter=Q(unit=None)), m=Count("pk", filter=~Q(unit=None)))
    found = {kind: (n, m) for kind, n, m in told}
    return [KindCount(kind, *found.get(kind, (0, 0))) for kind in MeetingKind]


def counted_meetings(campaign: Campaign, day: date, until: datetime | None = None) -> int:
    """N06: dispatch, training, analysis and other meetings of the campaign's own bodies up to a day."""
    return standing_meetings(campaign, day, until).filter(kind__in=COUNTED, unit=None).count()


@dataclass(frozen=True, slots=True)
class RelayLine:
    """One covered unit: the relay meeting it held or joined, or how it was told otherwise; neither: nothing is recorded."""

    unit: Unit
    meeting: Meeting | None = None
    conveyed: Conveyance | None = None

    @property
    def how(self) -> str:
        """By a meeting (`held`), otherwise (`told`), or not recorded (`missing`)."""
        return "held" if self.meeting else "told" if self.conveyed else "missing"


@dataclass(frozen=True)
class RelayCoverage:
    """Every covered unit of a day with its relay meeting (M22). `held` is N04."""

    lines: Sequence[RelayLine]
    held: int = field(init=False)
    told: int = field(init=False)
    missing: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "held", sum(one.how == "held" for one in self.lines))
        object.__setattr__(self, "told", sum(one.how == "told" for one in self.lines))
        object.__setattr__(self, "missing", len(self.lines) - self.held - self.told)


def relay_coverage(campaign: Campaign, day: date, until: datetime | None = None, units: Sequence[int] | None = None) -> RelayCoverage:
    """Covered units of a day with the first relay meeting of each (`units`: of these alone). Four queries, whatever the number of units."""
    covered = covered_on(campaign, day, until).select_related("unit").order_by("unit__order", "unit_id")
    covered = covered if units is None else covered.filter(unit__in=units)
    met = _relays(campaign, day, until)
    noted = Conveyance.objects.filter(campaign=campaign, conveyed_on__lte=day)
    noted = noted.filter(withdrawn_at=None) if until is None else noted.filter(
        Q(withdrawn_at=None) | Q(withdrawn_at__gte=until), noted_at__lt=until)  # fmt: skip
    told = {one.unit_id: one for one in noted}
    return RelayCoverage([RelayLine(one.unit, met.get(one.unit_id), told.get(one.unit_id)) for one in covered])


def _relays(campaign: Campaign, day: date, until: datetime | None) -> Mapping[int, Meeting]:
    """By unit the first relay meeting that it held, or joined: similar meetings may be held together (M203)."""
    meetings = {one.pk: one for one in standing_meetings(campaign, day, until).filter(kind=MeetingKind.RELAY).order_by("-held_on", "-pk")}
    joined = dict[int, list[int]]()
    for meeting, unit in MeetingUnit.objects.filter(meeting__in=meetings).order_by().values_list("meeting_id", "unit_id"):
        joined.setdefault(meeting, []).append(unit)
    return {
        unit: meeting
        for pk, meeting in meetings.items()
        for unit in (*joined.get(pk, ()), *((meeting.unit_id,) if meeting.unit_id else ()))
    }


def relayed_units(campaign: Campaign, day: date, until: datetime | None = None) -> int:
    """N04: covered units with a relay meeting up to a day; never more than N01."""
    return relay_coverage(campaign, day, until).held


def find_conveyance(campaign: Campaign, unit: Unit) -> Conveyance:
    """How a unit was told without a meeting, or Missing."""
    row = Conveyance.objects.select_related("campaign", "unit").filter(campaign=campaign, unit=unit, withdrawn_at=None).first()
    if row is None:
        raise Missing()
    return row


def decisions_of(actor: Actor, meeting: Meeting) -> list[Task]:
    """The tasks that were given from the record of a meeting, as they stand (M10), as far as this actor sees tasks: what another unit answered
    is not read because both sat in one hall. Open ones first, by day."""
    return list(visible_tasks(actor, meeting.campaign).filter(meeting=meeting).order_by("-state", "due_on", "pk"))


def unanswered_by_meeting(
    actor: Actor, campaign: Campaign, meetings: Sequence[Meeting], mine: Sequence[Held] | None = None
) -> dict[int, tuple[int, int]]:
    """By meeting how many tasks that this actor sees were given from it, and how many of them nobody has answered yet."""
    rows = visible_tasks(actor, campaign, mine).filter(meeting__in=meetings).order_by().values_list("meeting_id")
    told = rows.annotate(all=Count("pk"), open=Count("pk", filter=Q(state=TaskState.OPEN)))
    return {meeting: (every, waits) for meeting, every, waits in told if meeting}
