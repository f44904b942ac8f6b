"""What may be drawn for a plan, and the draws that were made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.draws.rules import Entry, Left
from bihuan.foundation.kernel import Actor, Missing, _
from bihuan.foundation.rulebook.queries import rule
from bihuan.inspections.models import InspectionPlan, PlanDraw, Visit
from bihuan.inspections.policy import sight
from bihuan.inspections.queries.visits import fit_to_inspect
from bihuan.inspections.vocabulary import VisitKind, VisitState
from bihuan.organisation.models import Unit
from bihuan.organisation.queries import away_here
from bihuan.organisation.vocabulary import UnitKind


@dataclass(frozen=True, slots=True)
class Slot:
    """Half a working day."""

    key: str
    label: str


def draws_of(actor: Actor, campaign: Campaign) -> QuerySet[PlanDraw]:
    """Draws are the business of office and groups: who is drawn knows nothing before he is visited, whatever else he is. Whoever is of a unit
    of the plan, or keeps away from one, sees none of its draws; but what he drew himself he knows."""
    mine = sight(actor, campaign)
    rows = PlanDraw.objects.filter(campaign=campaign).select_related("draw", "plan", "made_by")
    his = InspectionPlan.units.through.objects.filter(inspectionplan=OuterRef("plan"))
    his = his.filter(Q(unit_id__in=mine.own) | Q(away_here(actor.person_id, localdate())))
    rows = rows.filter(~Exists(his) | Q(made_by=actor.user_id or 0))
    return rows if mine.office or mine.heads or mine.supervised else rows.none()


def find_draw(actor: Actor, campaign: Campaign, pk: int) -> PlanDraw:
    """One of them, or Missing."""
    row = draws_of(actor, campaign).filter(pk=pk).select_related("draw", "plan", "campaign").first()
    if row is None:
        raise Missing()
    return row


def units_pool(
    plan: InspectionPlan, left: Mapping[int, str], *, by_kind: bool, today: date | None = None
) -> tuple[list[Entry], list[Left]]:
    """The units of a plan: in the pool, or left out with the reason: one given by hand, or that the unit was visited lately. Only of visits
    that everybody may know of; a covert one that was not reported leaves no trace in a list that is handed out. Two queries."""
    today, apart = today or localdate(), rule("inspections_apart_days").value
    known = Visit.objects.filter(
        Q(kind=VisitKind.OPEN) | Q(state=VisitState.REPORTED), state__in=(VisitState.APPROVED, VisitState.REPORTED)
    )
    last = dict(known.filter(unit__in=plan.units.all()).order_by().values_list("unit_id").annotate(Max("visit_on")))
    pool, out = list[Entry](), list[Left]()
    for unit in plan.units.order_by("order", "pk"):
        if reason := left.get(unit.pk) or _visited(last.get(unit.pk), today, apart):
            out.append(Left(str(unit.pk), unit.name, reason))
        else:
            pool.append(Entry(UnitKind(unit.kind).label if by_kind else "", str(unit.pk), unit.name))
    return pool, out


def _visited(day: date | None, today: date, apart: int) -> str:
    return _("%(day)s检查过，不足%(days)d天") % {"day": day.isoformat(), "days": apart} if day and (today - day).days < apart else ""


def people_pool(plan: InspectionPlan, unit: Unit, day: date) -> tuple[list[Entry], list[Left]]:
    """Who may go to a unit. Whoever keeps away is not in the list at all: it is handed out, and leaving him out would tell."""
    return [Entry("", str(one.pk), one.name) for one in fit_to_inspect(plan.campaign, unit, day)], []


def half_days(plan: InspectionPlan, today: date | None = None) -> tuple[list[Entry], list[Left]]:
    """Mornings and afternoons of the working days of a plan from today on, at most half a year of them."""
    return [Entry("", one.key, one.label) for one in _slots(max(plan.from_on, today or localdate()), plan.to_on)], []


def _slots(from_on: date, to_on: date) -> Iterator[Slot]:
    works = calendar().is_working
    for days in range(min((to_on - from_on).days + 1, 184)):
        day = from_on + timedelta(days)
        if works(day):
            yield from (Slot(f"{day}-{half}", f"{day} {label}") for half, label in (("am", _("上午")), ("pm", _("下午"))))
