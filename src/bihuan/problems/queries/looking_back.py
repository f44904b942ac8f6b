"""Look-backs (M193): the draws somebody sees, their items, what can still be drawn; whether a draw repeats. Never writes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.moments import end_of, start_of
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.kernel import Actor, Missing
from bihuan.problems.models import LookBackDraw, LookBackEvidence, LookBackItem, Problem
from bihuan.problems.policy import Reach, duties_within, reach, readable, sees_all, visible
from bihuan.problems.queries.past import Then, held, rows_then, seen_then
from bihuan.problems.rules import text_is_private
from bihuan.problems.rules.drawing_back import draw_back
from bihuan.problems.vocabulary import Action, Held, State, Strata
from bihuan.problems.workflow import PROBLEM

__all__ = [
    "DRAWABLE", "GONE", "OPEN", "Progress", "beyond", "draws_of", "file_of", "find_draw", "hands_of", "is_gone", "items_of", "items_then",
    "last_number", "may_draw", "may_record", "open_item", "poolable", "progress_in", "progress_of", "repeats", "strata_of", "text_is_private",
]  # fmt: skip
DRAWABLE = (State.CLOSED, State.CLOSED_BEFORE)
OPEN, GONE = "open", "gone"
"""What an item is before it is recorded: still to be looked at; no more to be."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a look-back is: drawn, recorded, held, came back, and gone meanwhile (reopened or void by another way)."""

    drawn: int
    holds: int
    came_back: int
    gone: int

    @property
    def open(self) -> int:
        """Still to be looked at."""
        return self.drawn - self.holds - self.came_back - self.gone


def may_draw(mine: Reach) -> bool:
    """May this actor draw: the office in the whole campaign, a supervision group among its units."""
    return mine.holds(Duty.OFFICE, Duty.SUPERVISOR)


def last_number(campaign_id: int) -> int:
    """The number of the last draw of a campaign, 0 for none."""
    last: int | None = LookBackDraw.objects.filter(campaign=campaign_id).aggregate(last=Max("number"))["last"]
    return last or 0


def poolable(mine: Reach, campaign_id: int, span: tuple[date | None, date | None] = (None, None)) -> QuerySet[Problem]:
    """Closed problems that may be drawn: not awaited by a sample or an open look-back, closed in the span, of the actor's units."""
    rows = Problem.objects.filter(campaign_id=campaign_id, state__in=DRAWABLE, awaits_sample=False, awaits_look_back=False)
    rows = rows.exclude(state=State.CLOSED_BEFORE, looked_back_at__isnull=False)  # it keeps its state when it was looked at and held
    if not mine.holds(Duty.OFFICE):
        rows = rows.filter(unit_id__in=mine.units(Duty.SUPERVISOR))
    first, last = span
    rows = rows.filter(closed_at__gte=start_of(first)) if first else rows
    return rows.filter(closed_at__lt=end_of(last)) if last else rows


def beyond(mine: Reach, rows: QuerySet[Problem]) -> Problem | None:
    """Of those that may be drawn one that this actor may not: a deputy's own. It is told before anything is drawn, else he would draw until
    it is not among them."""
    own = rows.filter(Q(person_id=mine.actor.person_id) | Q(doer_id=mine.actor.person_id)).order_by("number")
    hands = (mine, *mine.stand_ins())
    return next((row for row in own if not any(PROBLEM.step(Action.DRAW_BACK, row.state, duties_within(one, row)) for one in hands)), None)


def strata_of(rows: QuerySet[Problem], by: Strata) -> dict[str, list[int]]:
    """Ids by stratum, each in the order of the ledger."""
    field = {Strata.UNIT: "unit_id", Strata.CATEGORY: "category_id"}.get(by)
    found: dict[str, list[int]] = {}
    for key, stratum in rows.order_by("number").values_list("pk", field or "campaign_id"):
        found.setdefault(str(stratum or 0) if field else "", []).append(key)
    return found


def draws_of(mine: Reach, campaign: Campaign, past: Then | None = None) -> QuerySet[LookBackDraw]:
    """The draws with items that this actor sees, latest first, with how many of these were drawn, held and came back (`past`: by then)."""
    kinds = _kinds(campaign.pk, past, "items__")
    seen = _seen(LookBackItem.objects.filter(draw__campaign=campaign), mine, campaign.pk, past)
    own = Q() if sees_all(mine) and not past else Q(items__in=seen.values("pk"))
    draws = LookBackDraw.objects.filter(campaign=campaign, pk__in=seen.values("draw_id"))
    return (
        (draws.filter(drawn_at__lt=past.until) if past else draws)
        .select_related("drawn_by")
        .defer("pool", "first")  # ids of all that could be drawn
        .annotate(
            drawn=Count("items", filter=own), held=Count("items", filter=kinds[Held.HOLDS] & own),
            back=Count("items", filter=kinds[Held.CAME_BACK] & own),
        )
        .order_by("-number")
    )  # fmt: skip


def _seen(items: QuerySet[LookBackItem], mine: Reach, campaign_id: int, past: Then | None) -> QuerySet[LookBackItem]:
    """Those whose problems this actor sees, or saw as they stood then."""
    if past:
        return items.filter(problem_id__in=seen_then(mine, campaign_id, past).values("row_id"))
    return items.filter(problem__in=Problem.objects.filter(visible(mine), campaign=campaign_id))


def _kinds(campaign_id: int, past: Then | None, to: str = "") -> dict[str, Q]:
    """What an item is, as conditions on it (`to`: the way to it)."""
    if past:
        stood = held(campaign_id, past.until).filter(row_id=OuterRef(f"{to}problem_id"), state__in=DRAWABLE)
        closed, there = Q(Exists(stood)), {f"{to}recorded_at__lt": past.until}
        unrecorded = Q(**{f"{to}recorded_at": None}) | Q(**{f"{to}recorded_at__gte": past.until})
    else:
        closed, there, unrecorded = Q(**{f"{to}problem__state__in": DRAWABLE}), {}, Q(**{f"{to}result": ""})
    recorded = {one.value: Q(**{f"{to}result": one.value}, **there) for one in Held}
    return {**recorded, OPEN: unrecorded & closed, GONE: unrecorded & ~closed}


def find_draw(actor: Actor, campaign: Campaign, number: int, past: Then | None = None) -> LookBackDraw:
    """The draw with this number, or Missing where the actor sees none of its items."""
    found = draws_of(reach(actor, campaign.pk), campaign, past).filter(number=number).defer(None).first()
    if found is None:
        raise Missing()
    return found


_PARTS = ("unit", "person", "doer", "leader", "category", "manifestation")


def items_of(mine: Reach, draw: LookBackDraw, past: Then | None = None, *, kind: str = "") -> QuerySet[LookBackItem]:
    """The items of a draw that this actor sees (saw), in the order of the ledger, of one kind where one is named. `items_then` tells them
    as they stood."""
    items = _seen(LookBackItem.objects.filter(draw=draw), mine, draw.campaign_id, past)
    kinds = _kinds(draw.campaign_id, past)
    shown = items.filter(kinds[kind]) if kind in kinds else items
    parts = (f"problem__{one}" for one in _PARTS)
    return shown.select_related("recorded_by", *parts).prefetch_related("evidence__file").order_by("problem__number")


def items_then(mine: Reach, draw: LookBackDraw, items: Iterable[LookBackItem], past: Then) -> list[LookBackItem]:
    """Items of a draw as they stood at a moment: what was recorded later is not there, the problem is told as it was. Never to be saved."""
    told = list(items)
    versions = among(held(draw.campaign_id, past.until), "row_id", [one.problem_id for one in told])
    stood = {row.pk: row for row in rows_then(mine, versions, past)}
    for one in told:
        one.problem = stood[one.problem_id]
        if one.recorded_at and one.recorded_at >= past.until:
            one.result, one.text, one.recorded_at, one.recorded_by = "", "", None, None
        shown = [file for file in one.evidence.all() if file.added_at < past.until]
        one._prefetched_objects_cache = {"evidence": shown}  # type: ignore[attr-defined]  # as `items_of` loads them
    return told


def hands_of(items: Sequence[LookBackItem]) -> dict[int, str]:
    """Who recorded each of these items: his name, “甲 代 乙” as the book has it where a deputy did (M193). One query for all of them."""
    recorded = {one.pk: str(one.recorded_by or "") for one in items if one.recorded_at}
    book = among(Record.objects.filter(kind=kept(LookBackItem).kind, changes__has_key="on_behalf_of"), "row", list(recorded))
    return recorded | dict(book.values_list("row", "actor_name"))


def progress_of(mine: Reach, draw: LookBackDraw, past: Then | None = None) -> Progress:
    """How far the part of a draw is that this actor sees (saw), counted where the items are: a draw may have thousands."""
    items, kinds = _seen(LookBackItem.objects.filter(draw=draw), mine, draw.campaign_id, past), _kinds(draw.campaign_id, past)
    many = {name: Count("pk", filter=kinds[kind]) for name, kind in (("holds", Held.HOLDS), ("came_back", Held.CAME_BACK), ("gone", GONE))}
    return Progress(**items.aggregate(drawn=Count("pk"), **many))


def file_of(mine: Reach, draw: LookBackDraw, pk: int) -> LookBackEvidence:
    """A file that shows what was found of an item of a draw, for whoever may read the problem's text; or Missing."""
    seen = Problem.objects.filter(visible(mine), readable(mine), campaign=draw.campaign_id)
    found = LookBackEvidence.objects.filter(pk=pk, item__draw=draw, item__problem__in=seen).select_related("file", "item__problem").first()
    if found is None:
        raise Missing()
    return found


def progress_in(items: Sequence[LookBackItem]) -> Progress:
    """The progress of these items."""
    results = Counter(one.result for one in items)
    gone = sum(is_gone(one) for one in items)
    return Progress(len(items), results[Held.HOLDS], results[Held.CAME_BACK], gone)


def is_gone(item: LookBackItem) -> bool:
    """Not looked at, and no more to be: the problem left the closed ones by another way."""
    return not item.result and item.problem.state not in DRAWABLE


def may_record(mine: Reach, item: LookBackItem) -> bool:
    """May this actor say now whether it held, for himself or as a deputy?"""
    if item.result or is_gone(item):
        return False
    return any(PROBLEM.step(Action.LOOK_BACK, item.problem.state, duties_within(one, item.problem)) for one in (mine, *mine.stand_ins()))


def repeats(draw: LookBackDraw) -> bool:
    """Does drawing again from the kept seed and pool give the kept items? They are counted, not loaded."""
    again = [key for keys in draw_back(draw.pool, draw.share, draw.seed, draw.first).values() for key in keys]
    return len(set(again)) == len(again) == draw.items.count() == among(draw.items.all(), "problem_id", again).count()


def open_item(problem: Problem) -> LookBackItem | None:
    """The open item of a problem that was drawn."""
    return problem.look_backs.filter(result="").select_related("draw").first()
