"""A campaign at a moment: the ledger rows that counted then, counted in one walk. For today from the ledger, for a past day from the versions
that held at its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from bihuan.accountability.queries.figures import measure_figures, people_figures
from bihuan.campaigns.models import Campaign, CampaignVersion
from bihuan.campaigns.queries.past import told_at
from bihuan.clues.statistics import received_and_verified
from bihuan.foundation.audit.moments import end_of, held_before
from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.kernel.moments import Written
from bihuan.problems.models import Problem, ProblemVersion
from bihuan.problems.queries.counting import COUNTED
from bihuan.problems.vocabulary import DONE, JOINT_CHECK, TICKING, Source

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

    @cached_property
    def people(self) -> Mapping[str, int | None]:
        """Figures of ratings and cards, of those that a local rule allows; None: too few to be told."""
        return people_figures(self.campaign, self.day, self.until)

    @cached_property
    def measures(self) -> Mapping[str, int | None]:
        """Measures that were served and stand, by their mark (M135); None: too few to be told."""
        return measure_figures(self.campaign, self.day, self.until)

    @cached_property
    def clues(self) -> tuple[int | None, int | None]:
        """Clues from outside that were registered to it, and those of them whose verification had ended; None: too few to be told."""
        return received_and_verified(self.campaign, self.day, self.until)


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
