"""Open work of somebody who leaves: what there is, what stands against a successor, and who has left with work still open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Grant, GroupMember, Handover, Task
from bihuan.campaigns.policy import duties, lent_still, seated_still
from bihuan.campaigns.vocabulary import Duty, GroupKind, TaskState
from bihuan.foundation.kernel import Actor, Missing, NotAllowed, _
from bihuan.organisation.models import Person, Post
from bihuan.problems.models import Problem
from bihuan.problems.policy import Reach
from bihuan.problems.rules.handing_over import Against, ItemFacts, against
from bihuan.problems.vocabulary import OPEN, State, Work

_HANDS = tuple(
    f"{step}_{whose}_id" for step in ("asked", "confirmed", "verified", "corrected", "closed") for whose in ("person", "for_person")
)
_JUDGED = {Duty.UNIT_HEAD: (State.ASKED, State.CORRECTED), Duty.LEADER_IN_CHARGE: (State.ASKED, State.CORRECTED),
           Duty.SUPERVISOR: (State.CONFIRMED,), Duty.OFFICE: (State.VERIFIED, State.PUBLICISED)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenWork:
    """One piece of open work that goes to one successor: its key in forms, what it is, how many items, what follows with it."""

    key: str
    work: Work
    label: str
    count: int
    items: tuple[ItemFacts, ...]
    rows: tuple[int, ...] = ()
    grant: Grant | None = None
    seat: GroupMember | None = None
    tasks: int = 0

    @property
    def must_go(self) -> bool:
        """Own items may stay with the person; everything else goes to somebody, or (duties) ends."""
        return self.work is not Work.OWN


def open_work(campaign: Campaign, person: Person) -> list[OpenWork]:
    """All that somebody has in hand: items he puts right or leads, duties and seats with what waits there. A handful of queries."""
    rows = Problem.objects.filter(campaign=campaign, state__in=OPEN)
    mine = _facts(rows.filter(doer=person).exclude(person=person))
    own, led = _facts(rows.filter(doer=person, person=person)), _facts(rows.filter(leader=person))
    found = [
        OpenWork("doer", Work.DOER, _("由他整改的问题"), len(mine), tuple(mine.values()), tuple(mine)),
        OpenWork("leader", Work.LEADER, _("由他任责任领导的问题"), len(led), tuple(led.values()), tuple(led)),
        OpenWork("own", Work.OWN, _("关于他本人、由他整改的问题"), len(own), tuple(own.values()), tuple(own)),
    ]
    return [one for one in found if one.count] + list(_duties(campaign, person, rows))


def _facts(rows: QuerySet[Problem]) -> dict[int, ItemFacts]:
    told = rows.order_by("number").values_list("pk", "number", "doer_id", "person_id", "leader_id", *_HANDS)
    return {
        pk: ItemFacts(number, doer, person, leader, frozenset(filter(None, hands))) for pk, number, doer, person, leader, *hands in told
    }


def _duties(campaign: Campaign, person: Person, rows: QuerySet[Problem]) -> Iterable[OpenWork]:
    """Seats with the duties that they bring; then duties without a seat. A secondment that is over leaves nothing to be handed on (M08)."""
    today = localdate()
    seats = GroupMember.objects.filter(seated_still(today), group__campaign=campaign, group__dissolved_on=None, person=person)
    grants = list(Grant.objects.filter(lent_still(today), campaign=campaign, person=person, ended_at=None).select_related("unit", "group"))
    seated: set[int] = set()
    for seat in seats.select_related("group"):
        brought = [one for one in grants if one.group_id == seat.group_id]
        seated |= {one.pk for one in brought}
        yield _of_seat(seat, brought, rows)
    for one in grants:
        if one.pk not in seated:
            yield _of_grant(one, rows)


def _of_seat(seat: GroupMember, brought: Sequence[Grant], rows: QuerySet[Problem]) -> OpenWork:
    group = seat.group
    units = [one.unit_id for one in brought if one.unit_id]
    judged = {GroupKind.SUPERVISION: Duty.SUPERVISOR, GroupKind.OFFICE: Duty.OFFICE}.get(GroupKind(group.kind))
    items = _judged(rows.filter(unit_id__in=units) if units else rows, judged)
    tasks = Task.objects.filter(group=group, state=TaskState.OPEN).count()
    return OpenWork(f"seat-{seat.pk}", Work.SEAT, f"{group.name} · {seat.get_post_display()}", len(items), items, seat=seat, tasks=tasks)


def _of_grant(one: Grant, rows: QuerySet[Problem]) -> OpenWork:
    label = f"{one.get_duty_display()} · {one.unit.name}" if one.unit else str(one.get_duty_display())
    items = _judged(rows.filter(unit__path__startswith=one.unit.path) if one.unit else rows, Duty(one.duty))
    tasks = Task.objects.filter(unit=one.unit, campaign=one.campaign_id, state=TaskState.OPEN).count() if one.unit else 0
    return OpenWork(f"duty-{one.pk}", Work.DUTY, label, len(items), items, grant=one, tasks=tasks)


def _judged(rows: QuerySet[Problem], duty: Duty | None) -> tuple[ItemFacts, ...]:
    states = _JUDGED.get(duty) if duty else None
    return tuple(_facts(rows.filter(state__in=states)).values()) if states else ()


def conflicts(works: Sequence[OpenWork], to: Mapping[str, Person | None]) -> dict[str, list[Against]]:
    """By key what stands against the successor that was chosen for it."""
    return {one.key: against(one.work, chosen.pk, one.items) for one in works if (chosen := to.get(one.key)) is not None}


ELSE = "-else"
"""Behind the key of a piece of work: to whom those items go that stand against its successor."""


def divided(works: Sequence[OpenWork], to: Mapping[str, Person | None]) -> list[OpenWork]:
    """The work with what stands against its successor apart, where somebody else was named for that."""
    found: list[OpenWork] = []
    for one in works:
        bad = {number for told in conflicts([one], to).get(one.key, ()) if told.stops for number in told.numbers}
        if not bad or to.get(one.key + ELSE) is None:
            found.append(one)
            continue
        rest, apart = (_part(one, [item.number in bad for item in one.items], wanted) for wanted in (False, True))
        found += [*([rest] if rest.count else []), replace(apart, key=one.key + ELSE)]
    return found


def _part(one: OpenWork, bad: Sequence[bool], wanted: bool) -> OpenWork:
    at = [n for n, is_bad in enumerate(bad) if is_bad is wanted]
    return replace(one, count=len(at), items=tuple(one.items[n] for n in at), rows=tuple(one.rows[n] for n in at))


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who is gone and has work open here: why he counts as gone."""

    person: Person
    closed: bool


def leavers(campaign: Campaign, most: int = 20) -> list[Leaver]:
    """People whose account is closed or whose last post ended, and who still have items or duties here.

    Who is gone is asked first: hardly anybody, while nearly everybody has work. Asked together the engine looks for the work of each person."""
    posted = Exists(Post.objects.filter(person=OuterRef("pk"), to_on=None))
    parted = Q(pk__in=Post.objects.exclude(to_on=None).values("person_id")) & ~Q(posted)
    gone = list(Person.objects.filter(Q(user__is_active=False) | parted).values_list("pk", flat=True))
    found = Person.objects.filter(pk__in=_busy(campaign, gone)).select_related("user").order_by("sort_key", "pk")[:most]
    return [Leaver(one, one.user is not None and not one.user.is_active) for one in found]


def _busy(campaign: Campaign, people: Sequence[int]) -> set[int]:
    """Who of these has open items or duties here."""
    items = Problem.objects.filter(campaign=campaign, state__in=OPEN)
    duties_held = Grant.objects.filter(lent_still(localdate()), campaign=campaign, ended_at=None)
    busy: set[int] = set()
    for start in range(0, len(people), 500):
        some = people[start : start + 500]
        for rows, role in ((items, "doer"), (items, "leader"), (duties_held, "person")):
            busy |= set(rows.filter(**{f"{role}__in": some}).values_list(role, flat=True).distinct())
    return busy


def hands_over(mine: Reach) -> bool:
    """The office itself; none of its deputies, for it is about who is trusted with what."""
    return any(one.duty == Duty.OFFICE and one.of is None for one in mine.duties)


def refuse_who_may_not(actor: Actor, campaign: Campaign) -> None:
    """NotAllowed for everybody else."""
    if not actor.is_system and Duty.OFFICE not in duties(actor, campaign):
        raise NotAllowed(_("移交工作由专班的人本人办理，不能代办。"))


def handovers_of(campaign: Campaign, until: datetime | None = None) -> QuerySet[Handover]:
    """What was handed over (`until`: before that moment), latest first. What stands in it never changes."""
    rows = Handover.objects.filter(campaign=campaign).select_related("leaver", "handed_by")
    return rows.filter(handed_at__lt=until) if until else rows


def find_handover(campaign: Campaign, pk: int, until: datetime | None = None) -> Handover:
    """One of them, or Missing."""
    row = handovers_of(campaign, until).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row
