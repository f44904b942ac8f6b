"""The figures of a campaign for any day: for today from the ledger, for a past day from the versions that held at its end."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q, QuerySet

from bihuan.campaigns.models import Campaign, Category, CoveredUnit, GroupMember, GroupUnit, Manifestation, RosterEntry
from bihuan.campaigns.vocabulary import GroupKind, GroupPost, RosterRole
from bihuan.documents.queries import issued
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.audit.moments import end_of, held_before
from bihuan.foundation.kernel import BadInput, Figure, _
from bihuan.problems.models import Problem, ProblemVersion
from bihuan.problems.vocabulary import DONE, JOINT_CHECK, TICKING, ProblemList, Source
from bihuan.reports.rules.definitions import BY_CODE, DEFINITIONS, Definition


@dataclass(frozen=True)
class Moment:
    """A campaign at the end of a day. `problems` are its ledger rows as they stood then."""

    campaign: Campaign
    day: date
    problems: QuerySet[Problem] | QuerySet[ProblemVersion]
    until: datetime

    @property
    def key(self) -> str:
        """The column by which a row of `problems` names its problem."""
        return "pk" if self.problems.model is Problem else "row_id"


def refuse_to_come(day: date, today: date) -> None:
    """Nobody knows yet what a day to come will have counted."""
    if day > today:
        raise BadInput(_("数据截至日不能晚于今天。"))


def at(campaign: Campaign, day: date, today: date, until: datetime | None = None) -> Moment:
    """The campaign at the end of `day`, or just before `until` of that day; without it, today and later days are the ledger itself."""
    live = until is None and day >= today
    until = until or end_of(day)
    if live:
        return Moment(campaign, day, Problem.objects.filter(campaign=campaign), until)
    return Moment(campaign, day, ProblemVersion.objects.filter(held_before(until), campaign=campaign), until)


def _on_roster(m: Moment) -> Q:
    return Q(campaign=m.campaign, from_on__lte=m.day) & (Q(to_on=None) | Q(to_on__gt=m.day))


_COUNTS: dict[str, Callable[[Moment], int]] = {
    "N01": lambda m: CoveredUnit.objects.filter(_on_roster(m)).values("unit").distinct().count(),
    "N02": lambda m: RosterEntry.objects.filter(_on_roster(m), role=RosterRole.SUBJECT).values("person").distinct().count(),
    "N03": lambda m: GroupMember.objects.filter(group__campaign=m.campaign, group__kind=GroupKind.LEADING, post=GroupPost.HEAD).count(),
    "N05": lambda m: GroupUnit.objects.filter(campaign=m.campaign, group__kind=GroupKind.SUPERVISION).values("group").distinct().count(),
    "N07": lambda m: issued(m.campaign, Kind.WEEKLY_BRIEF, m.until).count(),
    "N08": lambda m: m.campaign.stages.count(),
    "N09": lambda m: Category.objects.filter(catalogue__campaign=m.campaign).count(),
    "N10": lambda m: Manifestation.objects.filter(category__catalogue__campaign=m.campaign).count(),
    "N11": lambda m: len(ProblemList),
    "N12": lambda m: m.problems.filter(source=Source.SELF_CHECK).count(),
    "N14": lambda m: m.problems.filter(source=Source.CRITIQUE).count(),
    "N18": lambda m: m.problems.filter(source__in=JOINT_CHECK).values("unit").distinct().count(),
    "N20": lambda m: m.problems.filter(source__in=JOINT_CHECK).count(),
    "O01": lambda m: m.problems.count(),
    "O02": lambda m: m.problems.filter(state__in=DONE).count(),
    "O03": lambda m: m.problems.filter(state__in=TICKING, due_on__lt=m.day).count(),
    "O04": lambda m: m.problems.filter(reopened__gt=0).count(),
    "O05": lambda m: m.problems.filter(awaits_sample=True).count(),
}


def address_of(campaign: Campaign, definition: Definition) -> str:
    """Where the rows of a figure open."""
    if definition.later:
        return ""
    if definition.page == "ledger":
        return ledger(campaign, definition.query)
    query = f"?{definition.query}" if definition.query else ""
    return f"/c/{campaign.code}/{definition.page}/{query}"


def ledger(campaign: Campaign, query: str = "") -> str:
    """The address of the ledger, narrowed as `problems.rules.filters` reads it."""
    return f"/c/{campaign.code}/ledger/" + (f"?{query}" if query else "")


def dated(one: Figure, day: date) -> Figure:
    """The figure with its rows chosen by how they stood at the end of `day`, whenever they are opened."""
    name = "at" if "/ledger/" in one.rows else "day" if "/roster/" in one.rows else ""
    return replace(one, rows=f"{one.rows}{'&' if '?' in one.rows else '?'}{name}={day.isoformat()}") if name else one


def figure(moment: Moment, code: str) -> Figure:
    """One figure at one moment."""
    definition = BY_CODE[code]
    count = _COUNTS.get(code)
    value = count(moment) if count else None
    return Figure(code, value, definition.text, address_of(moment.campaign, definition), definition.unit, definition.later)


def figures(campaign: Campaign, day: date, today: date) -> dict[str, Figure]:
    """All figures of a campaign at the end of a day, in the order of their ids. Refused: a day to come."""
    refuse_to_come(day, today)
    moment = at(campaign, day, today)
    found = {one.code: figure(moment, one.code) for one in DEFINITIONS}
    return {code: dated(one, day) for code, one in found.items()} if day < today else found
