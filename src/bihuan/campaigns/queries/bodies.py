"""Bodies, roster and open gaps of a campaign, as its pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from bihuan.campaigns.models import Campaign, Group, GroupMember, GroupUnit, RosterEntry, Stage, StageExtension
from bihuan.campaigns.policy import Held, held, held_over, runs
from bihuan.campaigns.queries.people import units_of
from bihuan.campaigns.queries.roster import covered_on, standing_on
from bihuan.campaigns.vocabulary import Duty, RosterRole
from bihuan.foundation.kernel import Actor, Missing, _
from bihuan.organisation.models import Unit

_SEES_ALL = (Duty.OFFICE, Duty.LEADER)


@dataclass(frozen=True, slots=True)
class OpenGap:
    """Something the plan did not say and nobody has answered yet (M01)."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A covered unit and how many subjects stand on its roster."""

    unit: Unit
    subjects: int


def duties_held(actor: Actor, campaign: Campaign) -> tuple[Held, ...]:
    """The actor's duties in this campaign."""
    return held(actor, campaign.pk)


def gaps_of(campaign: Campaign) -> list[OpenGap]:
    """What is still 待补, with the page that fills it."""
    href = f"/c/{campaign.code}/plan/gap/"
    gaps = []
    if not campaign.basis and not campaign.doc_numbers:
        gaps.append(OpenGap(_("方案没有写明依据的文件：各类文书为草稿，此处写“待补”。"), href))
    if not campaign.decided_by:
        gaps.append(OpenGap(_("方案没有写明由哪个机关决定：各类文书为草稿，此处写“待补”。"), href))
    return gaps


def groups_of(campaign: Campaign) -> list[Group]:
    """All standing bodies with their seats and units, three queries."""
    return list(Group.objects.filter(campaign=campaign, dissolved_on=None).prefetch_related("members__person", "charges__unit"))


def find_group(campaign: Campaign, pk: int) -> Group:
    """A standing body of the campaign, or Missing."""
    group = (
        Group.objects.select_related("campaign")
        .prefetch_related("members__person", "charges__unit")
        .filter(campaign=campaign, pk=pk, dissolved_on=None)
        .first()
    )
    if group is None:
        raise Missing()
    return group


def dissolved_groups(campaign: Campaign) -> list[Group]:
    """Bodies that were dissolved, the latest first."""
    return list(Group.objects.filter(campaign=campaign).exclude(dissolved_on=None).order_by("-dissolved_on", "-pk"))


def find_seat(group: Group, pk: int) -> GroupMember:
    """A seat of a body, or Missing."""
    seat = group.members.select_related("person").filter(pk=pk).first()
    if seat is None:
        raise Missing()
    return seat


def units_without_group(campaign: Campaign, today: date, own: Group | None = None) -> list[Unit]:
    """Covered units no supervision group is in charge of, with those of `own`."""
    taken = GroupUnit.objects.filter(campaign=campaign).exclude(group=own)
    return list(units_of(campaign, today).exclude(pk__in=taken.values("unit_id")))


def find_stage(campaign: Campaign, order: int) -> Stage:
    """The stage at this place, or Missing."""
    stage = Stage.objects.select_related("campaign").filter(campaign=campaign, order=order).first()
    if stage is None:
        raise Missing()
    return stage


def extensions_of(campaign: Campaign) -> QuerySet[StageExtension]:
    """How stages were prolonged."""
    return StageExtension.objects.filter(stage__campaign=campaign).select_related("stage", "decided_by")


def _units_seen(actor: Actor, campaign: Campaign) -> Sequence[int] | None:
    mine = held_over(actor, campaign.pk)
    if any(one.duty in _SEES_ALL for one in mine) or runs(actor, campaign):
        return None
    return [one.unit_id for one in mine if one.unit_id is not None]


def units_seen(actor: Actor, campaign: Campaign) -> Sequence[int] | None:
    """Ids of the units whose roster the actor sees; None: all of them."""
    return _units_seen(actor, campaign)


def roster_by_unit(actor: Actor, campaign: Campaign, day: date, until: datetime | None = None) -> list[RosterLine]:
    """Covered units that the actor sees, with their subjects on that day (`until`: as they were registered before that moment)."""
    covered = covered_on(campaign, day, until).select_related("unit").order_by("unit__order", "unit_id")
    seen = _units_seen(actor, campaign)
    covered = covered if seen is None else covered.filter(unit_id__in=seen)
    on = standing_on(campaign, day, until).filter(role=RosterRole.SUBJECT)
    counts = dict(on.order_by().values_list("unit_id").annotate(Count("person", distinct=True)))
    return [RosterLine(one.unit, counts.get(one.unit_id, 0)) for one in covered]


def roster_of(actor: Actor, campaign: Campaign, unit_id: int, day: date, until: datetime | None = None) -> QuerySet[RosterEntry]:
    """The roster of one unit on a day (`until`: as it was registered before that moment), sorted by Chinese name; Missing for a unit that
    the actor does not see."""
    seen = _units_seen(actor, campaign)
    if seen is not None and unit_id not in seen:
        raise Missing()
    return standing_on(campaign, day, until).filter(unit_id=unit_id).select_related("person").order_by("person__sort_key", "pk")
