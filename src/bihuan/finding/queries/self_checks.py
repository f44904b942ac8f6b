"""Reading self-checks: one's own, those that one reviews or deals, what a step still asks for. Never writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, RosterEntry
from bihuan.campaigns.policy import held_over
from bihuan.campaigns.queries.people import heads_of
from bihuan.campaigns.rules.switches import switches_of
from bihuan.campaigns.vocabulary import CampaignState, RosterRole
from bihuan.finding.models import Pledge, SelfCheck, SelfCheckItem, SelfCheckRound
from bihuan.finding.policy.self_checks import duties_within, may_read, visible
from bihuan.finding.vocabulary.self_checks import SelfCheckAction, SelfCheckDuty, SelfCheckNeed
from bihuan.finding.workflow.self_checks import SELF_CHECK
from bihuan.foundation.kernel import Actor, Missing, Term
from bihuan.foundation.kernel.recusal import acts_twice
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import State

PAGE = 50


def entry_of(campaign: Campaign, person_id: int) -> RosterEntry | None:
    """By which entry of the roster somebody is a subject today; the first where there are two."""
    day = localdate()
    rows = RosterEntry.objects.filter(campaign=campaign, person_id=person_id, role=RosterRole.SUBJECT, from_on__lte=day)
    return rows.exclude(to_on__lte=day).select_related("unit").order_by("pk").first()


def goes_on(problem: Problem) -> bool:
    """May what an entry of the ledger says still follow the list?"""
    return problem.state in (State.RECORDED, State.ANALYSED, State.RECTIFYING)


def unmet(row: SelfCheck, actor: Actor, action: Term, _now: datetime) -> tuple[Term, ...]:
    """What a step with a list still asks for."""
    found = list[Term]()
    if not switches_of(row.campaign.file).self_checks or row.campaign.state != CampaignState.RUNNING:
        found.append(SelfCheckNeed.SWITCHED_ON)
    if any(acts_twice(one, (row.person_id,)) for one in (actor.person_id, actor.for_person)):
        found.append(SelfCheckNeed.ANOTHER_PERSON)
    if row.on_paper and row.scan_id is None:
        found.append(SelfCheckNeed.SCAN)
    if action in (SelfCheckAction.HAND_IN, SelfCheckAction.REVIEW, SelfCheckAction.ACCEPT):
        items = list(standing_items(row))
        if not items and not Pledge.objects.filter(self_check=row, withdrawn_at=None).exists():
            found.append(SelfCheckNeed.ITEMS_OR_PLEDGE)
        if not all(one.planned for one in items):
            found.append(SelfCheckNeed.PLANNED)
    return tuple(found)


def standing_items(row: SelfCheck) -> QuerySet[SelfCheckItem]:
    """What stands on the list now, as it was written."""
    return row.items.filter(withdrawn_at=None).select_related("category", "manifestation", "doer", "problem").order_by("pk")


@dataclass(frozen=True, slots=True)
class Seen:
    """A list as somebody sees it: what he is to it, whether he may read it, the steps that are open to him."""

    row: SelfCheck
    duties: frozenset[Term]
    reads: bool
    steps: frozenset[str]

    @property
    def own(self) -> bool:
        return SelfCheckDuty.OWNER in self.duties


def _rows(campaign: Campaign) -> QuerySet[SelfCheck]:
    return SelfCheck.objects.filter(campaign=campaign).select_related("campaign", "person", "unit", "reviewer", "scan")


def _seen(actor: Actor, campaign: Campaign, rows: Sequence[SelfCheck]) -> list[Seen]:
    """Also as a deputy: whatever one of those for whom he stands in may do, he may. Three queries."""
    mine = held_over(actor, campaign.pk)
    heads = heads_of(campaign, list({row.unit_id for row in rows}))
    acting = [actor, *(actor.as_deputy(one, None, "") for one in sorted({one.of for one in mine if one.of is not None}))]
    found = []
    for row in rows:
        head = (row.unit_id, row.person_id) in heads
        each = [duties_within(one, mine, row, head) for one in acting]
        duties = frozenset().union(*each) if row.person_id != actor.person_id else each[0]
        steps = frozenset(step.action.value for step in SELF_CHECK.open_to(row.state, duties))
        found.append(Seen(row, duties, may_read(actor, duties, row), steps))
    return found


def own_list(actor: Actor, campaign: Campaign) -> SelfCheck | None:
    """One's own list, None before it was begun."""
    return _rows(campaign).filter(person_id=actor.person_id).first() if actor.person_id is not None else None


def find_list(actor: Actor, campaign: Campaign, pk: int) -> Seen:
    """One list that this actor may know of, or Missing."""
    mine = held_over(actor, campaign.pk)
    row = _rows(campaign).filter(visible(actor, mine), pk=pk).first()
    if row is None:
        raise Missing()
    [seen] = _seen(actor, campaign, [row])
    return seen


def find_item(row: SelfCheck, pk: int) -> SelfCheckItem:
    """An item of a list, or Missing."""
    found = (
        row.items.select_related("category", "manifestation", "doer", "problem", "self_check__campaign", "self_check__person")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Missing()
    return found


def visible_lists(actor: Actor, campaign: Campaign, state: str = "", unit: int | None = None) -> QuerySet[SelfCheck]:
    """The lists of others that this actor may know of; by unit and name, never by a number of anything."""
    rows = _rows(campaign).filter(visible(actor, held_over(actor, campaign.pk)))
    rows = rows.exclude(person_id=actor.person_id) if actor.person_id is not None else rows
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(unit_id=unit) if unit else rows
    return rows.order_by("unit__path", "person__sort_key", "pk")


def page_of(actor: Actor, campaign: Campaign, rows: QuerySet[SelfCheck], page: int) -> tuple[list[Seen], bool]:
    """One page of them, and whether another follows. Four queries."""
    first = (max(page, 1) - 1) * PAGE
    some = list(rows[first : first + PAGE + 1])
    return _seen(actor, campaign, some[:PAGE]), len(some) > PAGE


def lists_by_keys(actor: Actor, campaign: Campaign, keys: Sequence[int]) -> list[SelfCheck]:
    """Of the ticked lists those that this actor may know of."""
    return list(visible_lists(actor, campaign).filter(pk__in=keys))


def rounds_of(row: SelfCheck) -> list[SelfCheckRound]:
    """All rounds, latest first."""
    return list(row.rounds.select_related("ended_by", "handed_in_by", "scan").order_by("-number"))


def reads_lists(actor: Actor, campaign: Campaign) -> bool:
    """Does anything but his own list concern him here? One query."""
    held = {one.duty.value for one in held_over(actor, campaign.pk)}
    return (
        bool(held & {"office", "unit_head", "leader_in_charge", "liaison"})
        or SelfCheck.objects.filter(campaign=campaign, reviewer_id=actor.person_id).exclude(reviewer_id=None).exists()
    )


def first_found(campaign: Campaign, person_id: int) -> QuerySet[SelfCheckItem]:
    """What somebody found himself, with the first moment (M55); for his own page and for whoever weighs a handling of him."""
    rows = SelfCheckItem.objects.filter(self_check__campaign=campaign, self_check__person_id=person_id, problem__isnull=False)
    return rows.select_related("problem", "found_by").order_by(F("found_at").asc(), "pk")


def items_to_take(actor: Actor, campaign: Campaign) -> tuple[list[SelfCheck], list[SelfCheckItem]]:
    """All lists of others that this actor may read, with what stands on them, by unit and name: for an export. Five queries."""
    seen = [one for one in _seen(actor, campaign, list(visible_lists(actor, campaign))) if one.reads]
    keys = [one.row.pk for one in seen]
    rows = SelfCheckItem.objects.filter(self_check_id__in=keys, withdrawn_at=None, problem__isnull=False)
    joined = rows.select_related("self_check__unit", "self_check__person", "category", "manifestation", "doer", "problem")
    return [one.row for one in seen], list(joined.order_by("self_check__unit__path", "self_check__person__sort_key", "self_check_id", "pk"))


def items_of(row: SelfCheck) -> list[SelfCheckItem]:
    """What stands on one list, with all that a sheet shows."""
    return list(
        standing_items(row).select_related("self_check__unit", "self_check__person", "category", "manifestation", "doer", "problem")
    )
