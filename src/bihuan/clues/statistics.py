"""All that may be counted of clues: for the desk out of what its reader may know of, for reports out of what the whole desk may know of. Small numbers
are hidden (`rules.cells`), and no number is told by person or unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.clues.models import Clue
from bihuan.clues.policy.lines import works_here
from bihuan.clues.queries.clocks import open_urges
from bihuan.clues.queries.clues import visible_clues
from bihuan.clues.queries.desk import clues_to_do
from bihuan.clues.queries.keeping import tombstones
from bihuan.clues.queries.whole import in_nobodys_line
from bihuan.clues.rules.cells import Shown, shown
from bihuan.clues.vocabulary.clues import ClueSource, ClueState, Conclusion, Disposal
from bihuan.foundation.kernel import Actor, _

_WORDS = {"source": ClueSource, "state": ClueState, "disposal": Disposal, "conclusion": Conclusion}
_TITLES = {"source": _("来源"), "state": _("状态"), "disposal": _("处置方式"), "conclusion": _("核查结论")}


@dataclass(frozen=True)
class Table:
    """One question with its numbers."""

    title: str
    shown: Shown


def statistics_for(actor: Actor, today: date, first: date | None = None, last: date | None = None) -> list[Table]:
    """How many clues came by which way, stand where, were dealt with how and ended how, received from one day to another, of those that the actor may
    know of and those that were destroyed since. Merged ones count with the one that they went into."""
    rows = Clue.objects.filter(Q(pk__in=visible_clues(actor, today).values("pk")) | Q(pk__in=tombstones().values("pk")))
    rows = rows.exclude(state=ClueState.MERGED).order_by()
    rows = rows.filter(received_on__gte=first) if first else rows
    rows = rows.filter(received_on__lte=last) if last else rows
    years = {f"{year}": count for year, count in _by(rows.annotate(year=ExtractYear("received_on")), "year")}
    return [Table(_("收到年度"), shown(dict(sorted(years.items())))), *(_table(rows, column) for column in _TITLES)]


def _table(rows: QuerySet[Clue], column: str) -> Table:
    counts, words = dict(_by(rows, column)), _WORDS[column]
    told = {word.label: counts.get(word.value, 0) for word in words if word is not ClueState.MERGED}
    if "" in counts:
        told[_("尚未作出")] = counts[""]
    return Table(_TITLES[column], shown(told))


def _by(rows: QuerySet[Any], column: str) -> Sequence[tuple[Any, int]]:
    return list(rows.values_list(column).annotate(many=Count("pk")))


def received_and_verified(campaign: Campaign, day: date, until: datetime) -> tuple[int | None, int | None]:
    """The two figures of N21 for a campaign as it was registered until a moment: clues that came from outside, and of them those whose verification
    had ended. None: too few to be told. One clue that somebody of the desk must not know of counts in neither."""
    rows = Clue.objects.filter(campaign=campaign, received_on__lte=day, registered_at__lt=until).exclude(state=ClueState.MERGED)
    rows = rows.exclude(source=ClueSource.LEDGER).order_by()
    if not rows.exists():
        return 0, 0
    rows = rows.filter(in_nobodys_line(localdate()) & ~Q(state=ClueState.DESTROYED) | Q(pk__in=tombstones().values("pk")))
    counted = rows.aggregate(all=Count("pk"), ended=Count("pk", filter=Q(concluded_at__lt=until)))
    told = shown({"ended": counted["ended"], "going": counted["all"] - counted["ended"]})
    return told.total, told.cells["ended"]


def waiting_at_desk(actor: Actor, day: date) -> tuple[int, int]:
    """How many clues wait for this account, and of how many a clock that lies before it ran out (P17): two numbers for its own digest, of what it
    may know of and nothing else. The clock asks on its behalf."""
    himself = Actor(actor.user_id, actor.name, actor.person_id)
    if not works_here(himself):
        return 0, 0
    late = open_urges(himself, day).filter(due_on__lt=day).order_by().values("clue").distinct()
    mine = Clue.objects.filter(Q(pk__in=clues_to_do(himself, day).order_by().values("pk")) | Q(pk__in=late))
    return mine.count(), late.count()
