"""Look-backs (M193): the draws somebody sees, their items, what can still be drawn; whether a draw repeats. Never writes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit.moments import end_of, start_of
from bihuan.foundation.kernel import Actor, Missing
from bihuan.problems.models import LookBackDraw, LookBackEvidence, LookBackItem, Problem
from bihuan.problems.policy import Reach, duties_within, reach, readable, visible
from bihuan.problems.rules import text_is_private
from bihuan.problems.rules.drawing_back import draw_back
from bihuan.problems.vocabulary import Action, Held, State, Strata
from bihuan.problems.workflow import PROBLEM

__all__ = [
    "DRAWABLE", "Progress", "draws_of", "file_of", "find_draw", "is_gone", "items_of", "may_draw", "may_record", "open_item", "poolable", "progress_in",
    "repeats", "strata_of", "text_is_private",
]  # fmt: skip
DRAWABLE = (State.CLOSED, State.CLOSED_BEFORE)


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


def poolable(mine: Reach, campaign_id: int, span: tuple[date | None, date | None] = (None, None)) -> QuerySet[Problem]:
    """Closed problems that may be drawn: not awaited by a sample or an open look-back, closed in the span, of the actor's units."""
    rows = Problem.objects.filter(campaign_id=campaign_id, state__in=DRAWABLE, awaits_sample=False, awaits_look_back=False)
    rows = rows.exclude(state=State.CLOSED_BEFORE, looked_back_at__isnull=False)  # it keeps its state when it was looked at and held
    if not mine.holds(Duty.OFFICE):
        rows = rows.filter(unit_id__in=mine.units(Duty.SUPERVISOR))
    first, last = span
    rows = rows.filter(closed_at__gte=start_of(first)) if first else rows
    return rows.filter(closed_at__lt=end_of(last)) if last else rows


def strata_of(rows: QuerySet[Problem], by: Strata) -> dict[str, list[int]]:
    """Ids by stratum, each in the order of the ledger."""
    field = {Strata.UNIT: "unit_id", Strata.CATEGORY: "category_id"}.get(by)
    found: dict[str, list[int]] = {}
    for key, stratum in rows.order_by("number").values_list("pk", field or "campaign_id"):
        found.setdefault(str(stratum or 0) if field else "", []).append(key)
    return found


def draws_of(mine: Reach, campaign: Campaign) -> QuerySet[LookBackDraw]:
    """The draws with items that this actor sees, latest first, with their progress."""
    seen = LookBackItem.objects.filter(problem__in=Problem.objects.filter(visible(mine), campaign=campaign))
    gone = Q(items__result="") & ~Q(items__problem__state__in=DRAWABLE)
    return (
        LookBackDraw.objects.filter(campaign=campaign, pk__in=seen.values("draw_id"))
        .select_related("drawn_by")
        .annotate(
            drawn=Count("items"),
            held=Count("items", filter=Q(items__result=Held.HOLDS)),
            back=Count("items", filter=Q(items__result=Held.CAME_BACK)),
            gone=Count("items", filter=gone),
        )  # fmt: skip
        .order_by("-number")
    )


def find_draw(actor: Actor, campaign: Campaign, number: int) -> LookBackDraw:
    """The draw with this number, or Missing where the actor sees none of its items."""
    found = draws_of(reach(actor, campaign.pk), campaign).filter(number=number).first()
    if found is None:
        raise Missing()
    return found


def items_of(mine: Reach, draw: LookBackDraw) -> QuerySet[LookBackItem]:
    """The items of a draw that this actor sees, in the order of the ledger."""
    seen = Problem.objects.filter(visible(mine), campaign=draw.campaign_id)
    parts = ("unit", "person", "doer", "leader", "category", "manifestation")
    return (
        LookBackItem.objects.filter(draw=draw, problem__in=seen)
        .select_related("recorded_by", *(f"problem__{one}" for one in parts))
        .prefetch_related("evidence__file")
        .order_by("problem__number")
    )


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
    """May this actor say now whether it held?"""
    held = duties_within(mine, item.problem)
    return not item.result and not is_gone(item) and PROBLEM.step(Action.LOOK_BACK, item.problem.state, held) is not None


def repeats(draw: LookBackDraw) -> bool:
    """Does drawing again from the kept seed and pool give the kept items?"""
    again = draw_back(draw.pool, draw.share, draw.seed, draw.first)
    return sorted(key for keys in again.values() for key in keys) == sorted(draw.items.values_list("problem_id", flat=True))


def open_item(problem: Problem) -> LookBackItem | None:
    """The open item of a problem that was drawn."""
    return problem.look_backs.filter(result="").select_related("draw").first()
