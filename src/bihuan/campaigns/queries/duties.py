"""Who holds which duty in a campaign, and where nobody does: what its office looks at first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Grant
from bihuan.campaigns.policy import duties, lent_still, runs
from bihuan.campaigns.queries.people import units_of
from bihuan.campaigns.queries.roster import entries_on
from bihuan.campaigns.rules.duty_sheet import DutyColumn, DutyRow, KnownToDuties, Somebody
from bihuan.campaigns.vocabulary import CampaignState, Duty
from bihuan.foundation.kernel import Actor, Missing, NotAllowed, _
from bihuan.organisation.models import Person, Post, Unit
from bihuan.organisation.rules.paths import ids_of

_MOMENT = timedelta(microseconds=1)
_BEFORE_ALL = Value(-1)


@dataclass(frozen=True, slots=True)
class DutyGap:
    """A duty that nobody holds: for these units, or (no units) for the campaign."""

    duty: Duty
    text: str
    units: tuple[Unit, ...] = ()


_LACKING = {
    Duty.LIAISON: _("%(count)d 个单位还没有联络员"),
    Duty.UNIT_HEAD: _("%(count)d 个单位还没有主要负责人"),
    Duty.SUPERVISOR: _("%(count)d 个单位没有督导组"),
    Duty.LEADER_IN_CHARGE: _("%(count)d 个单位没有分管领导"),
}


def run_by(actor: Actor, campaign: Campaign) -> bool:
    """May the actor set this campaign up: its office, or whoever founded it?"""
    return runs(actor, campaign)


def refuse_others(actor: Actor, campaign: Campaign, *, but_heads: bool = False) -> None:
    """NotAllowed for everybody who does not run the campaign; `but_heads`: the heads of its leading group may, too."""
    if not runs(actor, campaign) and not (but_heads and signs_as_head(actor, campaign)):
        raise NotAllowed()


def grants_of(
    campaign: Campaign, words: str = "", unit: int | None = None, duty: str = "", until: datetime | None = None
) -> QuerySet[Grant]:  # fmt: skip
    """Duties held now (`until`: just before that moment), by unit and Chinese name; narrowed by words of person or unit, by unit, by duty."""
    held = Q(granted_at__lt=until) & (Q(ended_at=None) | Q(ended_at__gte=until)) if until else Q(ended_at=None)
    day = localdate(until - _MOMENT) if until else localdate()
    found = Grant.objects.filter(held, lent_still(day), campaign=campaign).select_related("person__user", "unit", "group", "granted_by")
    if words:
        found = found.filter(Q(person__name__contains=words) | Q(unit__name__contains=words))
    found = found.filter(unit_id=unit) if unit else found
    found = found.filter(duty=duty) if duty else found
    # what is of the whole campaign stands before its units
    placed = found.annotate(tree=Coalesce("unit__order", _BEFORE_ALL), body=Coalesce("unit_id", _BEFORE_ALL))
    return placed.order_by("tree", "body", "duty", "person__sort_key", "pk")


def find_grant(campaign: Campaign, pk: int) -> Grant:
    """A duty held now, or Missing."""
    grant = grants_of(campaign).filter(pk=pk).first()
    if grant is None:
        raise Missing()
    return grant


def duty_gaps(campaign: Campaign, today: date) -> list[DutyGap]:
    """Duties nobody holds, with the covered units concerned. Two queries."""
    held = set(Grant.objects.filter(lent_still(today), campaign=campaign, ended_at=None).values_list("duty", "unit_id"))
    somebody = {duty for duty, _unit in held}
    gaps = [DutyGap(Duty.LEADER, _("领导小组还没有人"))] if Duty.LEADER not in somebody else []
    units = list(units_of(campaign, today))
    for duty, text in _LACKING.items():
        lacking = tuple(unit for unit in units if (duty.value, unit.pk) not in held)
        if lacking:
            gaps.append(DutyGap(duty, text, lacking))
    return gaps


def known_to_duties(campaign: Campaign, rows: Sequence[DutyRow], today: date) -> KnownToDuties:
    """What a sheet of duties is checked against. Four queries."""
    units = {unit.pk: unit for unit in units_of(campaign, today)}
    wanted = {row.text(DutyColumn.NAME) for row in rows}
    people: dict[str, dict[int, set[int]]] = {}
    for pk, name in Person.objects.filter(name__in=wanted).order_by("pk").values_list("pk", "name"):
        people.setdefault(name, {})[pk] = set()
    posts = Post.objects.filter(person__name__in=wanted, to_on=None).values_list("person_id", "person__name", "unit__path")
    for pk, name, path in posts:
        people[name][pk] |= {one for one in ids_of(path) if one in units}
    names: dict[int, list[str]] = {}
    for unit, name in entries_on(campaign, today).values_list("unit_id", "person__name"):
        names.setdefault(unit, []).append(name)
    known = {name: [Somebody(pk, frozenset(inside)) for pk, inside in found.items()] for name, found in people.items()}
    return KnownToDuties({unit.name: pk for pk, unit in units.items()}, known, names)


def without_account(campaign: Campaign, today: date, *, whole_roster: bool = False) -> list[Person]:
    """People who hold a duty (or stand on the roster, `whole_roster`) and cannot sign in yet, by Chinese name."""
    wanted = Q(pk__in=Grant.objects.filter(lent_still(today), campaign=campaign, ended_at=None).order_by().values("person_id"))
    if whole_roster:
        wanted |= Q(pk__in=entries_on(campaign, today).order_by().values("person_id"))
    return list(Person.objects.filter(wanted, user=None).distinct().order_by("sort_key", "pk"))


def running_campaigns() -> QuerySet[Campaign]:
    """Campaigns that have a roster and have not ended, newest first: for whoever opens accounts for them; codes only are shown."""
    return Campaign.objects.exclude(state=CampaignState.CLOSED).exclude(roster_frozen_on=None).only("code", "roster_frozen_on")


def signs_as_head(actor: Actor, campaign: Campaign) -> bool:
    """Is the actor a head of the leading group, who signs for it?"""
    return Duty.GROUP_HEAD in duties(actor, campaign)
