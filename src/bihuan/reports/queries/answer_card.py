"""The answer card: what a leader is told when he asks how the campaign stands, as of a stated moment, to copy, print or read aloud."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, Min

from bihuan.campaigns.models import Campaign, ChaseCall, Follow
from bihuan.campaigns.queries.chasing import followed, last_calls, liaisons_of
from bihuan.finding.queries.reviewing import returned_lists
from bihuan.foundation.kernel import Figure, _
from bihuan.organisation.models import Unit
from bihuan.problems.queries.reminders import papers_of
from bihuan.problems.vocabulary import TICKING, ReminderLevel, Source
from bihuan.reports.queries.addresses import ledger
from bihuan.reports.queries.figures import figure
from bihuan.reports.queries.moments import Moment, at

_FRIDAY, _NAMED = 4, 8
_CODES = ("O01", "O02", "O03")
_COMPLAINTS = (Source.OPINION, Source.SOCIAL_REVIEW)
"""Sources by which the public speaks (M100: 群众反应问题较多)."""


@dataclass(frozen=True, slots=True)
class LateUnit:
    """A unit with overdue items: how many, since when, whom to call, what was promised in the last call, which papers went out."""

    unit: Unit
    late: Figure
    since: date
    liaisons: Sequence[tuple[str, str]]
    call: ChaseCall | None
    papers: Sequence[tuple[ReminderLevel, date, int]]


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure with what it has changed since Friday."""

    figure: Figure
    since_friday: int


@dataclass(frozen=True)
class AnswerCard:
    """Everything the card says, as of `taken_at`."""

    taken_at: datetime
    friday: date
    figures: Sequence[Changed]
    units: Sequence[LateUnit]

    def spoken(self, title: str) -> str:
        """The card as one text to copy or to read aloud: no names, no phones."""
        found, closed, late = (one.figure for one in self.figures)
        lines = [
            f"{title}，截至{self.taken_at:%Y年%-m月%-d日%-H时%-M分}：",
            f"发现问题{found.value}件，已销号{closed.value}件，超期{late.value}件。",
            f"与{self.friday:%-m月%-d日}（上周五）相比，发现{_moved(self.figures[0])}，销号{_moved(self.figures[1])}，超期{_moved(self.figures[2])}。",
        ]
        lines.append(self._late())
        return "\n".join(lines)

    def _late(self) -> str:
        """The late units, of many those with the most: nobody reads sixty names aloud."""
        if not self.units:
            return "没有超期未销号的问题。"
        most = sorted(self.units, key=lambda one: -int(one.late.value or 0))[:_NAMED]
        named = "、".join(f"{one.unit.name}{one.late.value}件" for one in most)
        few = "：" if len(self.units) <= _NAMED else "，较多的有："
        return f"有超期问题的单位{len(self.units)}个{few}{named}。"


def _moved(one: Changed) -> str:
    if one.since_friday == 0:
        return "持平"
    return f"{'增加' if one.since_friday > 0 else '减少'}{abs(one.since_friday)}件"


def last_friday(today: date) -> date:
    """The Friday before today: on a Friday that of the week before, so that there is something to compare."""
    return today - timedelta(days=(today.weekday() - _FRIDAY - 1) % 7 + 1)


def answer_card(campaign: Campaign, now: datetime, today: date) -> AnswerCard:
    """The card as the ledger stands now. So many questions, however many units are late."""
    moment, friday = at(campaign, today, today), last_friday(today)
    before = at(campaign, friday, today).counted
    figures = [Changed(told := figure(moment, code), int(told.value or 0) - before[code]) for code in _CODES]
    return AnswerCard(now, friday, figures, _late_units(campaign, moment, today))


def _late_units(campaign: Campaign, moment: Moment, today: date) -> list[LateUnit]:
    rows = moment.problems.filter(state__in=TICKING, due_on__lt=today).order_by().values_list("unit_id")
    late = {unit: (count, since) for unit, count, since in rows.annotate(n=Count("pk"), since=Min("due_on"))}
    people, calls, papers = liaisons_of(campaign, late), last_calls(campaign, late), papers_of(campaign, late)
    units = Unit.objects.filter(pk__in=late).order_by("order", "pk")
    return [
        LateUnit(
            one,
            Figure(f"unit.{one.pk}.超期", late[one.pk][0], _("超期"), ledger(campaign, f"unit={one.pk}&lamp=overdue"), _("件")),
            late[one.pk][1], people.get(one.pk, ()), calls.get(one.pk), papers.get(one.pk, ()),
        )
        for one in units
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit about which the public has raised many items: for people to look at, nothing follows by itself (M100)."""

    unit: Unit
    complaints: Figure


def complained_of(campaign: Campaign, today: date, most: int = 10) -> list[Candidate]:
    """Units not followed yet, by what the public raised about them; none below three."""
    rows = at(campaign, today, today).problems.filter(source__in=_COMPLAINTS).order_by().values_list("unit_id")
    told = [(unit, n) for unit, n in rows.annotate(n=Count("pk")).order_by("-n", "unit_id") if n >= 3]
    skip = set(followed(campaign).values_list("unit_id", flat=True))
    told = [pair for pair in told if pair[0] not in skip][:most]
    units = Unit.objects.in_bulk([unit for unit, _n in told])
    query = "source=" + ",".join(one.value for one in _COMPLAINTS)
    return [
        Candidate(units[pk], Figure(f"complaints.{pk}", n, _("群众反映的问题"), ledger(campaign, f"unit={pk}&{query}"), _("件")))
        for pk, n in told
    ]


@dataclass(frozen=True, slots=True)
class Returned:
    """A unit with returned self-checks: how many of its lists came back at least once. Of units, never of people (M100)."""

    unit: Unit
    lists: int


def returned_to(campaign: Campaign, most: int = 10) -> list[Returned]:
    """Units not followed yet whose self-checks were returned (自查不深入): for people to look at, nothing follows by itself."""
    skip = set(followed(campaign).values_list("unit_id", flat=True))
    told = sorted(((n, unit) for unit, n in returned_lists(campaign).items() if unit not in skip), key=lambda one: (-one[0], one[1]))[:most]
    units = Unit.objects.in_bulk([unit for _n, unit in told])
    return [Returned(units[unit], n) for n, unit in told]


def followed_now(campaign: Campaign, today: date) -> list[tuple[Follow, Figure]]:
    """Units followed closely, each with its open overdue items of now."""
    rows = list(followed(campaign))
    late = at(campaign, today, today).problems.filter(state__in=TICKING, due_on__lt=today, unit__in=[one.unit_id for one in rows])
    counts = dict(late.order_by().values_list("unit_id").annotate(n=Count("pk")))
    blank = Figure("", 0, _("超期"), "", _("件"))
    return [
        (one, replace(blank, code=f"unit.{one.unit_id}.超期", value=counts.get(one.unit_id, 0), rows=ledger(campaign, f"unit={one.unit_id}&lamp=overdue")))
        for one in rows
    ]  # fmt: skip
