"""Plans, visits and checklists as somebody sees them; who may go; what comes too close together."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Grant
from bihuan.campaigns.policy import lent_still
from bihuan.campaigns.queries.houses import houses_of, own_people
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, BadInput, Missing, _
from bihuan.foundation.rulebook.queries import rule
from bihuan.inspections.models import Checklist, InspectionPlan, Visit
from bihuan.inspections.policy import plans_seen, seats_of, sight
from bihuan.inspections.policy.seeing import Sight
from bihuan.inspections.rules.overlaps import Near, is_near
from bihuan.inspections.vocabulary import PlanState, VisitKind, VisitState
from bihuan.organisation.models import Person, Unit
from bihuan.organisation.queries import kept_away


def plans_of(actor: Actor, campaign: Campaign) -> QuerySet[InspectionPlan]:
    """The plans that the actor sees, latest first."""
    rows = InspectionPlan.objects.filter(plans_seen(sight(actor, campaign)), campaign=campaign)
    return rows.select_related("group", "approved_by").distinct()


def find_plan(actor: Actor, campaign: Campaign, pk: int) -> InspectionPlan:
    """One of them, or Missing."""
    row = plans_of(actor, campaign).filter(pk=pk).select_related("campaign", "group", "approved_by", "drafted_by").first()
    if row is None:
        raise Missing()
    return row


def visits_of(actor: Actor, campaign: Campaign, mine: Sight | None = None) -> QuerySet[Visit]:
    """The visits that the actor sees, latest first. A covert one that was not reported is not there for anybody else."""
    rows = Visit.objects.filter((mine or sight(actor, campaign)).visits(), campaign=campaign)
    return rows.select_related("unit", "plan").prefetch_related("inspectors")


def find_visit(actor: Actor, campaign: Campaign, pk: int) -> Visit:
    """One of them, or Missing."""
    row = visits_of(actor, campaign).filter(pk=pk).select_related("campaign", "checklist", "approved_by", "proposed_by").first()
    if row is None:
        raise Missing()
    return row


def checklists_of(campaign: Campaign) -> QuerySet[Checklist]:
    """The checklists in use."""
    return Checklist.objects.filter(campaign=campaign, retired_on=None).prefetch_related("lines__manifestation")


def find_checklist(campaign: Campaign, pk: int) -> Checklist:
    """One of them, retired or not, or Missing."""
    row = Checklist.objects.filter(campaign=campaign, pk=pk).prefetch_related("lines__manifestation").first()
    if row is None:
        raise Missing()
    return row


def fit_to_inspect(campaign: Campaign, unit: Unit, day: date) -> list[Person]:
    """Who may go to this unit: office and supervision groups, nobody of the unit or of what is above or below it, nobody who keeps away (he is
    not offered, and nothing says why), nobody whose secondment is over by that day. By Chinese name; five queries."""
    granted = Grant.objects.filter(lent_still(day), campaign=campaign, ended_at=None, duty__in=(Duty.OFFICE, Duty.SUPERVISOR))
    seats = seats_of(campaign, day)
    known = Q(pk__in=granted.order_by().values("person_id")) | Q(pk__in=seats.order_by().values("person_id"))
    people = list(Person.objects.filter(known).order_by("sort_key", "pk"))
    unfit = own_people(houses_of(campaign, [one.pk for one in people]), unit) | kept_away(unit, day)
    return [one for one in people if one.pk not in unfit]


def with_bodies(campaign: Campaign, people: Sequence[Person], day: date) -> list[tuple[Person, str]]:
    """Each with his name and the bodies in which he sits: of fifty names nobody knows whose they are, and two people may have one name. One
    query."""
    bodies: dict[int, list[str]] = {}
    for person, name in seats_of(campaign, day).order_by("group__order", "group_id").values_list("person_id", "group__name"):
        bodies.setdefault(person, []).append(name)
    return [(one, f"{one.name}（{'、'.join(dict.fromkeys(bodies[one.pk]))}）" if one.pk in bodies else one.name) for one in people]


def refuse_unfit(campaign: Campaign, people: Sequence[Person], unit: Unit, day: date) -> None:
    """Raises BadInput with the names of those who cannot go, without why."""
    fit = {one.pk for one in fit_to_inspect(campaign, unit, day)}
    if out := [one.name for one in people if one.pk not in fit]:
        raise BadInput(_("%(names)s不能参加这次检查，请换人。"), names="、".join(out))


def nears(
    actor: Actor, campaign: Campaign, units: Collection[int], from_on: date, to_on: date, *, but: InspectionPlan | None = None
) -> list[Near]:
    """Other inspections of these units that come too close: approved plans of any campaign and open visits by their names; that there is a
    covert one is told to the office alone, and no more of it (M113, 条例第十五条)."""
    apart, mine = rule("inspections_apart_days").value, sight(actor, campaign)
    about = {"to_on__gte": from_on - timedelta(apart), "from_on__lte": to_on + timedelta(apart)}
    plans = InspectionPlan.objects.filter(units__in=units, state=PlanState.APPROVED, **about).distinct()
    found = [Near(one.title, one.from_on, one.to_on) for one in plans if one != but]
    days = {"visit_on__gte": from_on - timedelta(apart), "visit_on__lte": to_on + timedelta(apart)}
    visits = Visit.objects.filter(unit_id__in=units, state__in=(VisitState.APPROVED, VisitState.REPORTED), **days)
    apart_from = set(visits.filter(mine.stands_apart(), campaign=campaign).values_list("pk", flat=True)) if mine.office else set()
    for one in visits.select_related("unit", "plan").order_by("visit_on", "pk"):
        if one.plan == but:
            continue
        known = one.kind == VisitKind.OPEN or one.state == VisitState.REPORTED
        if known:
            found.append(Near(f"{one.plan.title}（{one.unit.name}）", one.visit_on, one.visit_on))
        elif one.pk in apart_from:
            found.append(Near("", one.visit_on, one.visit_on, hidden=True))
    return [one for one in found if is_near(from_on, to_on, one.from_on, one.to_on, apart)]


def works_here(actor: Actor, campaign: Campaign) -> bool:
    """Does the actor supervise in this campaign: office, or a group with units?"""
    mine = sight(actor, campaign)
    return mine.office or bool(mine.supervised)


def takes_part(actor: Actor, campaign: Campaign, visit: Visit) -> bool:
    """Is a visit his business: office, group in charge, or one of those who go?"""
    mine = sight(actor, campaign)
    if visit.unit_id in mine.own or not mine.serves or actor.person_id in kept_away(visit.unit, localdate()):
        return False
    return mine.office or visit.unit_id in mine.supervised or any(one.pk == actor.person_id for one in visit.inspectors.all())
