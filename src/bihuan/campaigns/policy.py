"""How somebody comes to hold a duty in a campaign, and which campaigns and units he sees."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, CoveredUnit, Delegation, Grant, GroupMember, RosterEntry, SavedView, Task
from bihuan.campaigns.rules.tasks import shows_result
from bihuan.campaigns.vocabulary import (
    TOWARDS_A_UNIT,
    CampaignAction,
    CampaignState,
    Duty,
    GroupKind,
    GroupPost,
    TaskNeed,
    ViewDuty,
    ViewScope,
)
from bihuan.foundation.kernel import Actor, Term
from bihuan.organisation.models import Person, StandingDuty
from bihuan.organisation.policy import holds
from bihuan.organisation.rules.paths import LAST_STEP, lies_within
from bihuan.organisation.vocabulary import StandingDutyKind


@dataclass(frozen=True, slots=True)
class Held:
    """One duty held in one campaign: towards a unit's branch (its path), or the whole campaign where `unit_id` is None.

    `of` is the person for whom it is held by delegation, None for one's own."""

    duty: Duty
    campaign_id: int
    unit_id: int | None
    unit_path: str
    of: int | None = None


def grants_of(actor: Actor, campaign_id: int | None = None) -> QuerySet[Grant]:
    """The grants the actor holds now. Administrators of the three and strangers hold none."""
    if actor.person_id is None or actor.administrator:
        return Grant.objects.none()
    grants = Grant.objects.filter(person_id=actor.person_id, ended_at=None)
    return grants if campaign_id is None else grants.filter(campaign_id=campaign_id)


def deputed_grants(actor: Actor, campaign_id: int | None = None, today: date | None = None) -> QuerySet[Grant]:
    """The grants of others for whom the actor stands in today. What was delegated to them is not among these: there are no chains."""
    if actor.person_id is None or actor.administrator:
        return Grant.objects.none()
    mine = delegations_in_force(today or localdate()).filter(deputy_id=actor.person_id)
    same = Q(duty=OuterRef("duty"), campaign_id=OuterRef("campaign_id")) & (Q(unit=None) | Q(unit_id=OuterRef("unit_id")))
    grants = Grant.objects.filter(Exists(mine.filter(same, principal_id=OuterRef("person_id"))), ended_at=None)
    grants = grants.filter(person_id__in=mine.order_by().values("principal_id"))  # so that few grants are asked
    return grants if campaign_id is None else grants.filter(campaign_id=campaign_id)


def delegations_in_force(day: date) -> QuerySet[Delegation]:
    """Delegations that hold on a day: each ends by itself after its last one."""
    return Delegation.objects.filter(ended_at=None, from_on__lte=day, to_on__gte=day)


def held(actor: Actor, campaign_id: int | None = None) -> tuple[Held, ...]:
    """All duties the actor holds now, by grant or (`of`) as somebody's deputy, in one query."""
    if actor.person_id is None or actor.administrator:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(*_held(actor, campaign_id, localdate()))
        rows = cursor.fetchall()
    return tuple(Held(Duty(duty), campaign, unit, path or "", _of(actor, person)) for duty, campaign, unit, path, person in rows)


@lru_cache(4096)
def _held(actor: Actor, campaign_id: int | None, today: date) -> tuple[str, tuple[Any, ...]]:
    """The question itself: most pages and every step ask it, and putting it together takes several times as long as answering it."""
    columns = ("duty", "campaign_id", "unit_id", "unit__path", "person_id")
    mine, others = grants_of(actor, campaign_id).order_by(), deputed_grants(actor, campaign_id, today).order_by()
    return mine.values_list(*columns).union(others.values_list(*columns)).query.sql_with_params()


def _of(actor: Actor, person_id: int) -> int | None:
    return None if person_id == actor.person_id else person_id


def _in_branches(campaign_id: int, *of: QuerySet[Grant]) -> QuerySet[CoveredUnit]:
    """The covered units in the branches of the units that these grants are for. A branch is one range of paths: few units are read, however
    many a campaign covers, where asking of each covered unit whose branch it is in reads them all on every page."""
    asked = [one.exclude(unit=None).order_by().values(top=F("unit__path")).query.sql_with_params() for one in of]
    tops, values = " UNION ALL ".join(sql for sql, _values in asked), [value for _sql, some in asked for value in some]
    # MATERIALIZED: taken apart and put together with the covered units the question may cost a thousand times as much
    units = (
        f"WITH branch AS MATERIALIZED ({tops}), inside AS MATERIALIZED (SELECT below.id FROM branch"  # noqa: S608
        " JOIN organisation_unit below ON below.path >= branch.top AND below.path <= branch.top || %s) SELECT id FROM inside"
    )
    # the plus keeps SQLite from walking all units of the campaign by its index
    # as an array PostgreSQL takes them for a few and looks them up; as a list it reads every covered unit
    among = f"= ANY(ARRAY({units}))" if connection.vendor == "postgresql" else f"IN ({units})"
    where = ["+campaigns_coveredunit.campaign_id = %s", f"campaigns_coveredunit.unit_id {among}"]
    return CoveredUnit.objects.order_by().extra(where=where, params=[campaign_id, *values, LAST_STEP])  # noqa: S610 - a text of ours


def duties_over(actor: Actor, campaign_id: int, today: date | None = None) -> QuerySet[Any, tuple[str, int | None, str | None, int]]:
    """Rows (duty, unit, its path, holder) of the grants in a campaign, one's own and those of people whose deputy one is, and, with the duty "",
    the covered units in their branches: one query, to which another room may join a question of its own."""
    mine, others = grants_of(actor, campaign_id).order_by(), deputed_grants(actor, campaign_id, today).order_by()
    principals = delegations_in_force(today or localdate()).filter(deputy_id=actor.person_id).order_by().values("principal_id")
    theirs = Grant.objects.filter(person_id__in=principals, campaign_id=campaign_id, ended_at=None)  # more than was delegated: `spread`
    covered = _in_branches(campaign_id, mine, theirs)  # keeps what lies below a duty held
    below = covered.annotate(none=Value("", CharField()), nobody=Value(0, IntegerField()))
    columns = ("duty", "unit_id", "unit__path", "person_id")
    return mine.values_list(*columns).union(others.values_list(*columns), below.values_list("none", "unit_id", "unit__path", "nobody"))


def held_over(actor: Actor, campaign_id: int) -> tuple[Held, ...]:
    """The duties in one campaign, a duty over a unit counting for its whole branch. One query."""
    return () if actor.person_id is None or actor.administrator else spread(actor, campaign_id, duties_over(actor, campaign_id))


def spread(actor: Actor, campaign_id: int, rows: Iterable[tuple[str, int | None, str | None, int]]) -> tuple[Held, ...]:
    """The rows of `duties_over` as duties towards each unit of a branch."""
    told = list(rows)
    mine = [Held(Duty(duty), campaign_id, unit, path or "", _of(actor, person)) for duty, unit, path, person in told if duty]
    below = [(unit, path) for duty, unit, path, _person in told if not duty and path]
    wider = [
        Held(one.duty, campaign_id, unit, path, one.of)
        for one in mine
        for unit, path in below
        if one.unit_path and unit != one.unit_id and lies_within(path, one.unit_path)
    ]
    return tuple(dict.fromkeys((*mine, *wider)))


def campaign_of(row: Any) -> int | None:
    """The campaign a row belongs to (a campaign belongs to itself); None before it is stored."""
    return row.pk if isinstance(row, Campaign) else row.campaign_id


def duties(actor: Actor, row: Any) -> frozenset[Duty]:
    """The duties the actor holds towards a campaign or one of its parts."""
    if actor.is_system:
        return frozenset({Duty.MACHINE})
    campaign_id = campaign_of(row)
    mine = {one.duty for one in held(actor, campaign_id) if one.of is None} if campaign_id else set()
    if Duty.LEADER in mine and campaign_id and actor.person_id and _heads(actor.person_id, campaign_id):
        mine.add(Duty.GROUP_HEAD)
    return frozenset(mine | ({Duty.FOUNDER} if _founds(actor, row) else set()))


def duties_of_task(actor: Actor, row: Task) -> frozenset[Duty]:
    """The duties towards whoever was given the task: those for a unit count for their unit's tasks, a supervisor's for his own group's."""
    return (duties(actor, row) - {*TOWARDS_A_UNIT}) | _towards_task(held_over(actor, row.campaign_id), row, None, actor.person_id)


def _towards_task(mine: Sequence[Held], row: Task, of: int | None, person_id: int | None) -> frozenset[Duty]:
    held = [one for one in mine if one.of == of and one.duty in TOWARDS_A_UNIT]
    found = {one.duty for one in held if row.unit_id is not None and one.unit_id == row.unit_id}
    supervises, who = any(one.duty is Duty.SUPERVISOR for one in held), of or person_id
    if supervises and row.group is not None and who is not None and row.group.members.filter(person_id=who).exists():
        found.add(Duty.SUPERVISOR)
    return frozenset(found)


def stand_ins_of_task(actor: Actor, rows: Sequence[Task]) -> list[list[tuple[Actor, frozenset[Term]]]]:
    """For each task the actor as the deputy of others, with what that makes him towards it."""
    told = []
    for row, others in zip(rows, stand_ins(actor, rows), strict=True):
        mine = held_over(actor, row.campaign_id) if others else ()
        told.append([(one, (held - {*TOWARDS_A_UNIT}) | _towards_task(mine, row, one.for_person, None)) for one, held in others])
    return told


def _heads(person_id: int, campaign_id: int) -> bool:
    """Is he one of the heads of the leading group? Two co-heads have the same right (M03)."""
    seats = GroupMember.objects.filter(group__campaign_id=campaign_id, group__kind=GroupKind.LEADING)
    return seats.filter(person_id=person_id, post=GroupPost.HEAD).exists()


SHARERS = (Duty.LIAISON, Duty.UNIT_HEAD)
"""Who shares a view with his unit; with the whole campaign shares the office."""


def duties_of_view(actor: Actor, row: SavedView) -> frozenset[Term]:
    """The duties in its campaign; whoever kept a view is its keeper. The office puts shared views away, too."""
    found: frozenset[Term] = duties(actor, row)
    mine = actor.user_id is not None and row.user_id == actor.user_id
    shared = row.scope != ViewScope.PRIVATE and Duty.OFFICE in found
    return found | {ViewDuty.KEEPER} if mine or shared else found


def visible_views(actor: Actor, campaign_id: int) -> Q:
    """One's own views, those of one's units, those for the whole campaign."""
    mine = Q(user_id=actor.user_id or 0)
    if actor.person_id is None or actor.administrator:
        return mine
    units = [one.unit_id for one in held_over(actor, campaign_id) if one.unit_id is not None]
    roster = RosterEntry.objects.filter(campaign_id=campaign_id, person_id=actor.person_id, to_on=None)
    of_unit = Q(unit_id__in=units) | Q(unit_id__in=roster.values("unit_id"))
    return mine | Q(scope=ViewScope.CAMPAIGN) | Q(of_unit, scope=ViewScope.UNIT)


def stand_ins(actor: Actor, rows: Sequence[Any]) -> list[list[tuple[Actor, frozenset[Term]]]]:
    """For each row the actor as the deputy of others, with the duties that they delegated to him. A head's own signature is none of them."""
    if actor.person_id is None or actor.administrator:
        return [[] for _row in rows]
    others = _deputed_by_campaign(actor)
    return [others.get(campaign_of(row) or 0, []) for row in rows]


def _deputed_by_campaign(actor: Actor) -> dict[int, list[tuple[Actor, frozenset[Term]]]]:
    rows = deputed_grants(actor).values_list("campaign_id", "person_id", "person__user_id", "person__name", "duty")
    found: dict[int, dict[Actor, set[Term]]] = {}
    for campaign, person, user, name, duty in rows.order_by("person_id"):
        found.setdefault(campaign, {}).setdefault(actor.as_deputy(person, user, name), set()).add(Duty(duty))
    return {campaign: [(one, frozenset(duties)) for one, duties in others.items()] for campaign, others in found.items()}


IN_PERSON = frozenset({
    CampaignAction.COMMEND, CampaignAction.WITHDRAW_COMMENDATION, CampaignAction.SETTLE_THRESHOLD, CampaignAction.FREEZE_ROSTER,
    CampaignAction.ENTER_ROSTER, CampaignAction.LEAVE_ROSTER, CampaignAction.GRANT_DUTY, CampaignAction.END_DUTY, CampaignAction.SEAT_MEMBER,
    CampaignAction.UNSEAT_MEMBER, CampaignAction.DELEGATE, CampaignAction.END_DELEGATION,
    CampaignAction.HAND_OVER,
})  # fmt: skip
"""Decisions on persons: who is covered, praised, seated, trusted with a duty. Whoever holds the duty takes them himself."""


def duties_of_delegation(actor: Actor, row: Delegation) -> frozenset[Duty]:
    """The duties in its campaign; the holder of what is handed over, and who took it."""
    mine = {Duty.HOLDER} if actor.person_id is not None and row.principal_id == actor.person_id else set()
    taken = {Duty.DEPUTY} if actor.person_id is not None and row.deputy_id == actor.person_id else set()
    return duties(actor, row) | mine | taken


def runs(actor: Actor, campaign: Campaign) -> bool:
    """Does the actor set up this campaign: its office (or a deputy there), or whoever founded it?"""
    if actor.is_system or any(one.duty == Duty.OFFICE for one in held(actor, campaign.pk)):
        return True
    return _founds(actor, campaign)


def _founds(actor: Actor, row: Any) -> bool:
    """A founder sets up the campaigns that he prepares, nobody else's."""
    campaign = row if isinstance(row, Campaign) else row.campaign
    is_his = campaign._state.adding or campaign.prepared_by_id == actor.user_id
    return is_his and holds(actor, StandingDutyKind.FOUNDER)


def unmet_of_task(row: Task, _actor: Actor, action: Term, _now: datetime) -> tuple[Term, ...]:
    """A task is done by its result, never by a document or a meeting (M213)."""
    return (TaskNeed.PROOF,) if action is CampaignAction.FINISH_TASK and not shows_result(row.result, row.proof) else ()


def visible_campaigns(actor: Actor) -> Q:
    """The campaigns the actor takes part in: by a duty, or by standing on the roster; founders see those they may prepare."""
    if actor.is_system:
        return Q()
    if actor.administrator or actor.person_id is None:
        return Q(pk__in=[])
    mine = Q(pk__in=Grant.objects.filter(person_id=actor.person_id, ended_at=None).values("campaign_id")) | Q(
        pk__in=RosterEntry.objects.filter(person_id=actor.person_id, to_on=None).values("campaign_id")
    )
    mine |= Q(pk__in=delegations_in_force(localdate()).filter(deputy_id=actor.person_id).order_by().values("campaign_id"))
    return mine | Q(prepared_by_id=actor.user_id)


STRONG_DUTIES = frozenset({Duty.OFFICE, Duty.LEADER, Duty.SUPERVISOR})  # their holders need a second factor


_VOUCHERS = (Duty.OFFICE, Duty.LIAISON)


def vouches_for(actor: Actor, accounts: Collection[int]) -> frozenset[int]:
    """Of these accounts, those of people whose slips the actor may print: as liaison in his own unit's branch, as office in his campaign.

    Never for holders of a higher duty: whoever takes over such an account would be a second hand."""
    mine = list(grants_of(actor).filter(duty__in=_VOUCHERS).exclude(campaign__state=CampaignState.CLOSED).select_related("unit"))
    if not mine:
        return frozenset()
    reached = Q(pk__in=[])
    for one in mine:
        reached |= _people_of_unit(one) if one.unit else Q(roster_entries__campaign_id=one.campaign_id, roster_entries__to_on=None)
    deputies = delegations_in_force(localdate()).exclude(duty=Duty.LIAISON).order_by().values("deputy_id")
    found = Person.objects.filter(reached, user_id__in=accounts).exclude(pk__in=_trusted().values("person_id")).exclude(pk__in=deputies)
    keepers = StandingDuty.objects.filter(ended_at=None).values("user_id")
    return frozenset(found.exclude(user_id__in=keepers).order_by().values_list("user_id", flat=True))


def _people_of_unit(one: Grant) -> Q:
    path = one.unit.path if one.unit else ""
    listed = Q(roster_entries__campaign_id=one.campaign_id, roster_entries__to_on=None, roster_entries__unit__path__startswith=path)
    return listed | Q(posts__to_on=None, posts__unit__path__startswith=path)


def _trusted() -> QuerySet[Grant]:
    """Duties whose holders get their codes from the system administrator alone: all but the liaison's own."""
    return Grant.objects.filter(ended_at=None).exclude(duty=Duty.LIAISON)
