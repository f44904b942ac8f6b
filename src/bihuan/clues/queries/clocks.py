"""The clocks that run for clues, and those that were laid before the actor because nobody did anything (M122, P17)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.rules.settings import settings_of
from bihuan.clues.models import Clue, ClueExtension, ClueNote, ClueUrge, UpperReport
from bihuan.clues.policy.lines import duties_held, serves_discipline, visible
from bihuan.clues.rules.clocks import AFTER, ASSIGN, FINISH, TITLES, Days, PetitionDays, clocks_of_days, clocks_of_petition, levels
from bihuan.clues.rules.steps import Running
from bihuan.clues.vocabulary.clues import ClueAction, ClueState, Disposal, Way
from bihuan.clues.vocabulary.links import Arrival, UrgeLevel
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.kernel import Actor
from bihuan.foundation.kernel.time import Extension, Length, Span, due_on, period_end, roll_forward
from bihuan.foundation.rulebook.queries import rule
from bihuan.organisation.models import Post
from bihuan.organisation.vocabulary import PostRole, StandingDutyKind


@dataclass(frozen=True, slots=True)
class Due:
    """A clock of a clue with its last day and its name."""

    running: Running
    due_on: date
    title: str = ""

    def is_late(self, today: date) -> bool:
        """Was it done after its last day, or is it not done and the day gone?"""
        return (self.running.done_on or today) > self.due_on

    @property
    def is_open(self) -> bool:
        """Is it not done yet?"""
        return self.running.done_on is None

    def days_taken(self, today: date) -> int:
        """How long it has taken, in calendar days (M122: the time is shown)."""
        return ((self.running.done_on or today) - self.running.from_on).days


_STEPS = (ClueAction.INQUIRE, ClueAction.EXPLAIN)
_MOMENTS = ("triaged", "approved", "concluded", "answered", "transferred", "closed", "reported")


def clocks_of(clue: Clue, today: date) -> list[Due]:
    """The clocks that run for a clue."""
    return clocks_of_many([clue], today)[0]


def clocks_of_many(clues: Sequence[Clue], today: date) -> list[list[Due]]:
    """The same for many: two queries, and one for campaigns that are not at hand."""
    keys = [one.pk for one in clues]
    heard, more = defaultdict[int, dict[str, date]](dict), defaultdict[int, dict[str, list[Extension]]](lambda: defaultdict(list))
    notes = ClueNote.objects.filter(clue_id__in=keys).exclude(way="", step__in=[one for one in ClueAction if one not in _STEPS])
    for clue, step, way, day in notes.order_by("done_on").values_list("clue_id", "step", "way", "done_on"):
        heard[clue]["talked" if way == Way.INTERVIEW else step] = day
    for one in ClueExtension.objects.filter(clue_id__in=keys):
        given = Extension(Length(one.count, Span(one.span)), str(one.given_by_id), "-")
        more[one.clue_id][one.rule].append(given)
    return [_dues(one, _days(one, heard[one.pk]), more[one.pk], today) for one in clues]


def _days(clue: Clue, heard: dict[str, date]) -> Days:
    known = {name: localdate(at) if (at := getattr(clue, f"{name}_at")) else None for name in _MOMENTS}
    return Days(
        received=clue.received_on, registered=localdate(clue.registered_at), arrival=clue.arrival, named=clue.named,
        repeats=clue.state == ClueState.MERGED, by_talk=clue.disposal == Disposal.TALK, assigned=known.pop("triaged"),
        inquired=heard.get(ClueAction.INQUIRE), explained=heard.get(ClueAction.EXPLAIN), talked=heard.get("talked"), **known,
    )  # fmt: skip


def _as_petition(clue: Clue, days: Days) -> PetitionDays:
    """What is known here of a matter that goes to the national system of petitions, where all that follows is counted."""
    direct = days.named and days.arrival == Arrival.DIRECT  # whose name or address is not clear is not written to (第二十三条)
    return PetitionDays(
        received=days.received, direct=direct, routed=days.transferred, told=days.registered if clue.tip_id else days.transferred
    )


def due_of_upper(row: UpperReport) -> Due:
    """T1: what belongs to the level above was passed on, within five working days."""
    found = rule("T1", row.passed_on)
    last = due_on(row.received_on, found.length, calendar().is_working)
    return Due(Running("T1", row.received_on, row.passed_on), last or row.received_on, found.title)


def _dues(clue: Clue, days: Days, more: dict[str, list[Extension]], today: date) -> list[Due]:
    found = []
    for one in [*clocks_of_days(days), *(clocks_of_petition(_as_petition(clue, days)) if clue.petition else ())]:
        length, title = _length(clue, one.rule, today)
        if rule(one.rule, today).rhythm:  # due at the end of its quarter, not a quarter later
            last: date | None = roll_forward(period_end(one.from_on, length.span), calendar().is_working)
        else:
            last = due_on(one.from_on, length, calendar().is_working, (), tuple(more.get(one.rule, ())))
        if last is not None:
            found.append(Due(one, last, title))
    return found


def _length(clue: Clue, name: str, today: date) -> tuple[Length, str]:
    """How long a clock runs, and its name: the two of the campaign by its settings, all others by the rule packs."""
    found = rule(name, today)
    if name not in TITLES:
        return found.length, found.title
    if clue.campaign is None:
        return found.length, TITLES[name]
    options = settings_of(clue.campaign.file)
    if name == ASSIGN:
        return Length(options.clue_assign_days, Span.WORKING_DAYS), TITLES[ASSIGN]
    return Length(options.clue_close_days, Span.DAYS, rolls=False), TITLES[FINISH]


def is_late(clue: Clue, today: date) -> bool:
    """Does any open clock of it lie behind its last day?"""
    return any(one.is_open and one.is_late(today) for one in clocks_of(clue, today))


def levels_now(due: Due, today: date, near_days: int) -> list[UrgeLevel]:
    """Before whom an open clock is laid today."""
    works = calendar().is_working
    near = due.due_on
    for _day in range(near_days):
        near -= timedelta(1)
        while not works(near):
            near -= timedelta(1)
    higher = due_on(due.due_on, rule(AFTER, today).length, works) or due.due_on
    return levels(today, due.due_on, near, higher)


@dataclass(frozen=True, slots=True)
class Urged:
    """A clock that lies before the actor."""

    clue: Clue
    urge: ClueUrge
    title: str


def levels_of(actor: Actor, day: date) -> set[UrgeLevel]:
    """Which levels the actor is: who handles, who approves, who approves and leads. Whoever may not know of a clue is none of them for it."""
    held, found = duties_held(actor.user_id), set[UrgeLevel]()
    if {StandingDutyKind.CLUE_DESK, StandingDutyKind.CLUE_ALTERNATE} & held:
        found.add(UrgeLevel.NEAR)
    if StandingDutyKind.CLUE_APPROVER in held:
        found |= {UrgeLevel.NEAR, UrgeLevel.LATE}
        if _leads(actor, day) or not _somebody_leads(day):
            found.add(UrgeLevel.HIGHER)
    return found


_LEADING = (PostRole.HEAD, PostRole.LEADER)


def _leads(actor: Actor, day: date) -> bool:
    held = Post.objects.filter(person_id=actor.person_id or 0, role__in=_LEADING)
    return held.exclude(to_on__lt=day).exclude(from_on__gt=day).exists() and serves_discipline(actor, day)


def _somebody_leads(day: date) -> bool:
    """Does any approver lead? Where none does, what goes higher goes to all approvers, so that it goes somewhere."""
    held = Post.objects.filter(
        role__in=_LEADING, person__user__standing_duties__duty=StandingDutyKind.CLUE_APPROVER, person__user__standing_duties__ended_at=None
    )
    return held.exclude(to_on__lt=day).exclude(from_on__gt=day).exists()


def open_urges(actor: Actor, day: date) -> QuerySet[ClueUrge]:
    """Reminders that lie before the actor, of clues that he may know of, nearest day first."""
    mine = Clue.objects.filter(visible(actor, day))
    return ClueUrge.objects.filter(ended_on=None, level__in=levels_of(actor, day), clue__in=mine).order_by("due_on", "pk")


def urged(actor: Actor, day: date, most: int = 200) -> list[Urged]:
    """The same with names, each clock of a clue once, at its highest level."""
    found: dict[tuple[int, str], Urged] = {}
    order = list(UrgeLevel)
    for one in open_urges(actor, day).select_related("clue__campaign")[: most * len(order)]:
        key = (one.clue_id, one.rule)
        if key not in found or order.index(UrgeLevel(one.level)) > order.index(UrgeLevel(found[key].urge.level)):
            found[key] = Urged(one.clue, one, TITLES.get(one.rule) or rule(one.rule, day).title)
    return list(found.values())[:most]
