"""The figures of a campaign for any day: for today from the ledger, for a past day from the versions that held at its end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import now

from bihuan.campaigns.models import Campaign, CampaignVersion
from bihuan.campaigns.queries.past import told_at
from bihuan.campaigns.queries.roster import covered_on, standing_on
from bihuan.campaigns.vocabulary import RosterRole
from bihuan.documents.queries import issued
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.audit.moments import after, end_of, held_before
from bihuan.foundation.kernel import BadInput, Figure, _
from bihuan.foundation.kernel.moments import Written
from bihuan.problems.models import Problem, ProblemVersion
from bihuan.problems.queries.counting import COUNTED
from bihuan.problems.vocabulary import APART, DONE, JOINT_CHECK, TICKING, ProblemList, Source
from bihuan.reports.queries.addresses import address_of, dated
from bihuan.reports.queries.own import names_of_own, own_figures
from bihuan.reports.rules.definitions import BY_CODE, DEFINITIONS
from bihuan.reports.rules.shares import percent


@dataclass(frozen=True)
class Moment:
    """A campaign at the end of a day. `problems` are its ledger rows that counted, as they stood then."""

    campaign: Campaign
    day: date
    problems: QuerySet[Problem] | QuerySet[ProblemVersion]
    until: datetime
    registered: datetime | None = None
    """Only what was registered before this moment counts; None: all that is registered by now."""
    version: CampaignVersion | None = None
    written: Written | None = None
    """The moment as an address writes it, where it is not the end of the day."""

    @property
    def shown(self) -> Written | date:
        """How the addresses of its rows name it."""
        return self.written or self.day

    @property
    def told(self) -> Campaign | CampaignVersion:
        """What tells the sizes of plan and bodies: the campaign, or its version of then."""
        return self.version or self.campaign

    @property
    def key(self) -> str:
        """The column by which a row of `problems` names its problem."""
        return "pk" if self.problems.model is Problem else "row_id"

    @cached_property
    def counted(self) -> dict[str, int]:
        """The figures that count rows of `problems`, by their ids: one walk for all, through the index alone where today is asked about."""
        rows, live = self.problems.order_by(), self.problems.model is Problem
        of_joint_check = Count("unit", distinct=True, filter=Q(source__in=JOINT_CHECK))
        late = Count("pk", filter=Q(state__in=TICKING, due_on__lt=self.day))
        together = {code: Count("pk", filter=which) for code, which in _ROWS.items() if not (live and code in _BESIDE)}
        found: dict[str, int] = rows.aggregate(O01=Count("pk"), N18=of_joint_check, O03=late, **together)
        return found | ({code: rows.filter(_ROWS[code]).count() for code in _BESIDE} if live else {})


def refuse_to_come(day: date, today: date) -> None:
    """Nobody knows yet what a day to come will have counted."""
    if day > today:
        raise BadInput(_("数据截至日不能晚于今天。"))


def at(campaign: Campaign, day: date, today: date, until: datetime | None = None) -> Moment:
    """The campaign at the end of `day`, or just before `until` of that day; without it, today and later days are the ledger itself."""
    live = until is None and day >= today
    until = until or end_of(day)
    if live:
        return Moment(campaign, day, Problem.objects.filter(COUNTED, campaign=campaign), until)
    rows = ProblemVersion.objects.filter(COUNTED, held_before(until), campaign=campaign)
    return Moment(campaign, day, rows, until, until, told_at(campaign.pk, until))


_ROWS: dict[str, Q] = {
    "N12": Q(source=Source.SELF_CHECK),
    "N14": Q(source=Source.CRITIQUE),
    "N20": Q(source__in=JOINT_CHECK),
    "O02": Q(state__in=DONE),
    "O04": Q(reopened__gt=0),
    "O05": Q(awaits_sample=True),
}
_BESIDE = ("O04", "O05")
"""Of columns that the index `counts_of_a_campaign` does not carry."""
_COUNTS: dict[str, Callable[[Moment], float]] = {
    "N01": lambda m: covered_on(m.campaign, m.day, m.registered).values("unit").distinct().count(),
    "N02": lambda m: standing_on(m.campaign, m.day, m.registered).filter(role=RosterRole.SUBJECT).values("person").distinct().count(),
    "N03": lambda m: m.told.head_count,
    "N05": lambda m: m.told.supervision_count,
    "N07": lambda m: issued(m.campaign, Kind.WEEKLY_BRIEF, m.until).count(),
    "N08": lambda m: m.told.stage_count,
    "N09": lambda m: m.told.category_count,
    "N10": lambda m: m.told.manifestation_count,
    "N11": lambda m: len(ProblemList),
    "O06": lambda m: _closed_before(m),
    "O07": lambda m: percent(m.counted["O02"], m.counted["O01"]),
}


def _closed_before(m: Moment) -> int:
    """Closed in a sheet before the campaign was taken over: the one figure of what no other counts."""
    if m.problems.model is Problem:
        return Problem.objects.filter(campaign=m.campaign, state__in=APART).count()
    return ProblemVersion.objects.filter(held_before(m.until), campaign=m.campaign, state__in=APART).count()


def figure(moment: Moment, code: str) -> Figure:
    """One figure at one moment."""
    definition = BY_CODE[code]
    count = _COUNTS.get(code)
    value = count(moment) if count else moment.counted.get(code)
    return Figure(code, value, definition.text, address_of(moment.campaign, definition), definition.unit, definition.later)


def names_of(campaign: Campaign) -> dict[str, str]:
    """The short name of each figure of a campaign, in their order; those of its own columns come last."""
    return {one.code: one.name for one in DEFINITIONS} | names_of_own(campaign)


def figures(campaign: Campaign, day: date, today: date, written: Written | None = None) -> dict[str, Figure]:
    """All figures of a campaign at the end of a day, or at the past moment that was `written`, in the order of their ids. Refused: a day
    to come."""
    past = written if written and after(written) <= now() else None
    day = past.day if past else day
    refuse_to_come(day, today)
    moment = at(campaign, day, today, after(past) if past else None)
    found = {one.code: figure(moment, one.code) for one in DEFINITIONS} | own_figures(moment)
    return {code: dated(one, past or day) for code, one in found.items()} if past or day < today else found
