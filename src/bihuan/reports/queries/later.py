"""What an issue could not know: what was entered, taken out or sent back of its days after its figures had been taken (上期更正)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bihuan.campaigns.models import Campaign
from bihuan.documents.rules.returned.wording import LAST
from bihuan.foundation.audit.moments import after, held_before
from bihuan.foundation.kernel import Figure, _
from bihuan.foundation.kernel.moments import Written
from bihuan.problems.models import Problem, ProblemVersion
from bihuan.problems.queries.past import gained
from bihuan.problems.vocabulary import OUT
from bihuan.reports.queries.addresses import dated, ledger
from bihuan.reports.queries.facts import moment_of, period
from bihuan.reports.queries.moments import Moment
from bihuan.reports.rules.series import Series


@dataclass(frozen=True, slots=True)
class Later:
    """`entered`: had come to light by then and is on the ledger only since; `back`: was void or merged then and counts again; `out`: was
    counted then and is void or merged now; `undone`: was closed then and is open again; `failed`: those of them whose batch went back
    because a sample did not hold."""

    entered: Figure
    back: Figure
    out: Figure
    undone: Figure
    failed: Figure


def later_than(campaign: Campaign, since: Written, day: date, today: date, series: Series) -> Later:
    """What became known after the moment of an issue (`since`), until that of the issue of `day`."""
    moment = moment_of(campaign, day, today, None, series.cut)
    return Later(
        _told(moment, since, "late", _("上期数据截止以前发现、此后补记的问题数")),
        _told(moment, since, "restored", _("上期数据截止时已作废或并入、此后恢复计入的问题数")), _out(moment, since),
        _told(moment, since, "undone", _("上期已列为销号、此后退回整改的问题数")),
        _told(moment, since, "failed", _("上期已列为销号、此后因抽验不合格整批退回的问题数")),
    )  # fmt: skip


def _told(moment: Moment, since: Written, name: str, text: str) -> Figure:
    """A number that the ledger's filter of this name opens."""
    span = period(moment, since)
    many = gained(moment.problems, moment.campaign.pk, name, span).count()
    return dated(Figure(f"{LAST}{name}", many, text, ledger(moment.campaign, f"{name}={span}"), _("件")), moment.shown)


def _out(moment: Moment, since: Written) -> Figure:
    """Opened by the comparison of both moments: what is out stands in no list."""
    held = ProblemVersion.objects.filter(held_before(moment.until))
    gone: Any = (Problem.objects.all() if moment.key == "pk" else held).filter(campaign=moment.campaign, state__in=OUT)
    stood = ProblemVersion.objects.filter(held_before(after(since)), campaign=moment.campaign).exclude(state__in=OUT)
    until = moment.written.text if moment.written else moment.day.isoformat()
    rows = f"/c/{moment.campaign.code}/changes/?from={since.text}&to={until}&part=voided"
    many = gone.filter(**{f"{moment.key}__in": stood.values("row_id")}).count()
    return Figure(f"{LAST}out", many, _("上期已列入、此后作废或并入的问题数"), rows, _("件"))
