"""The roster of a campaign: units and people covered, frozen at a day; later changes are dated entries of their own (M18, A22)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, CoveredUnit, RosterEntry
from bihuan.campaigns.rules.threshold import lies_below, threshold_in
from bihuan.campaigns.vocabulary import CampaignAction, CampaignState, RosterChange, RosterRole
from bihuan.foundation.audit.changing import changing, creating, creating_many, one_write
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.rules import ORDERS
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.organisation.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the roster: the covered unit that answers for him, and post and rank as they are on the day."""

    person: Person
    unit: Unit
    role: RosterRole
    post: str = ""
    rank: str = ""


def freeze_roster(
    *, campaign: Campaign, units: Sequence[Unit], people: Sequence[Listed], on: date, actor: Actor, now: datetime
) -> Campaign:
    """Fix who is covered from `on`. Later changes are dated entries of their own. Refused: frozen before."""
    with changing(campaign, CampaignAction.FREEZE_ROSTER, actor=actor, now=now) as change:
        if campaign.roster_frozen_on:
            raise BadInput(_("名册已于 %(day)s 确定，之后的变动请逐条登记。"), day=campaign.roster_frozen_on.isoformat())
        cover_units(campaign=campaign, units=units, on=on, actor=actor, now=now)
        entries = [
            RosterEntry(campaign=campaign, person=one.person, unit=one.unit, role=one.role, post=one.post, rank=one.rank, from_on=on)
            for one in people
        ]
        creating_many(entries, CampaignAction.ENTER_ROSTER, actor=actor, now=now, checked=False)
        change.set(roster_frozen_on=on)
        change.note(units=len(units), people=len(entries))
    return campaign


def cover_units(*, campaign: Campaign, units: Iterable[Unit], on: date, actor: Actor, now: datetime) -> list[CoveredUnit]:
    """Take units into the campaign from `on`; those that are covered already stay as they are."""
    there = set(CoveredUnit.objects.filter(campaign=campaign, to_on=None).values_list("unit_id", flat=True))
    fresh = {unit.pk: CoveredUnit(campaign=campaign, unit=unit, from_on=on) for unit in units if unit.pk not in there}
    creating_many(list(fresh.values()), CampaignAction.COVER_UNIT, actor=actor, now=now, checked=False)
    return list(fresh.values())


def join_roster(
    *, campaign: Campaign, listed: Listed, on: date, actor: Actor, now: datetime, how: RosterChange = RosterChange.JOINED, reason: str = ""
) -> RosterEntry:
    """Enter somebody after the roster was frozen (调入). Refused before the day it was frozen, for a unit that is not covered, and twice."""
    _refuse_before(campaign, on)
    if not CoveredUnit.objects.filter(campaign=campaign, unit=listed.unit, to_on=None).exists():
        raise BadInput(_("“%(unit)s”不在整治范围内，请先列入单位。"), unit=listed.unit.name)
    _refuse_twice(campaign, listed, on)
    entry = RosterEntry(
        campaign=campaign, person=listed.person, unit=listed.unit, role=listed.role, post=listed.post, rank=listed.rank, from_on=on,
        began_by=how, reason=reason.strip(),
    )  # fmt: skip
    with creating(entry, CampaignAction.ENTER_ROSTER, actor=actor, now=now, reason=reason) as change:
        change.note(on=on, how=how)
    return entry


@dataclass(frozen=True, slots=True)
class Freed:
    """What an exemption says beside its reason: the day on which it ends by itself, name and content of the paper on which it rests."""

    returns_on: date | None = None
    paper: tuple[str, bytes] | None = None


NOTHING = Freed()


def leave_roster(
    entry: RosterEntry, *, on: date, reason: str, actor: Actor, now: datetime, how: RosterChange = RosterChange.LEFT, freed: Freed = NOTHING
) -> RosterEntry:  # fmt: skip
    """End somebody's place on the roster: `on` is the first day on which it no longer counts (调出; exempt: 免于参加, with the reason)."""
    with changing(entry, CampaignAction.LEAVE_ROSTER, actor=actor, now=now, reason=reason) as change:
        if entry.to_on is not None:
            raise BadInput(_("“%(name)s”的这一条已于 %(day)s 变更过。"), name=entry.person.name, day=entry.to_on.isoformat())
        if on < entry.from_on:
            raise BadInput(_("变更日期早于列入日期（%(day)s）。"), day=entry.from_on.isoformat())
        change.set(to_on=on, ended_by=how, reason=reason.strip(), returns_on=freed.returns_on)
        if freed.paper:
            change.set(paper=store(name=freed.paper[0], data=freed.paper[1], actor=actor, now=now, taken=ORDERS))
    return entry


def exempt_from_roster(
    entry: RosterEntry, *, on: date, reason: str, actor: Actor, now: datetime, freed: Freed = NOTHING
) -> RosterEntry:  # fmt: skip
    """Free somebody from taking part, with the reason (long illness, posted elsewhere), the paper, and the day on which he is back; is that
    day there already, he stands on the roster again at once."""
    if freed.returns_on and freed.returns_on <= on:
        raise BadInput(_("恢复参加的日期要晚于免于参加的日期。"))
    with one_write():
        leave_roster(entry, on=on, reason=reason, actor=actor, now=now, how=RosterChange.EXEMPT, freed=freed)
        if freed.returns_on and freed.returns_on <= localdate(now):
            creating_many([_returned(entry, freed.returns_on)], CampaignAction.ENTER_ROSTER, actor=actor, now=now, reason=_("免于参加期满"))
    return entry


def return_to_roster(*, actor: Actor, now: datetime) -> int:
    """Exemptions whose last day is over: their people stand on the roster again from that day, however late this is asked. Returns how many."""
    later = RosterEntry.objects.filter(
        campaign=OuterRef("campaign"), person=OuterRef("person"), unit=OuterRef("unit"), pk__gt=OuterRef("pk")
    )
    covered = CoveredUnit.objects.filter(campaign=OuterRef("campaign"), unit=OuterRef("unit"), to_on=None)
    over = RosterEntry.objects.filter(
        ~Exists(later), Exists(covered), ended_by=RosterChange.EXEMPT, returns_on__lte=localdate(now), campaign__state=CampaignState.RUNNING
    )
    with one_write():
        rows = [
            _returned(one, one.returns_on or localdate(now))
            for one in over.select_for_update(of=("self",), no_key=True).select_related("campaign", "person").order_by("pk")
        ]
        creating_many(rows, CampaignAction.ENTER_ROSTER, actor=actor, now=now, reason=_("免于参加期满"))
    return len(rows)


def _returned(entry: RosterEntry, on: date) -> RosterEntry:
    """The entry of somebody whose exemption ended."""
    return RosterEntry(
        campaign=entry.campaign, person=entry.person, unit_id=entry.unit_id, role=entry.role, post=entry.post, rank=entry.rank,
        from_on=on, began_by=RosterChange.RETURNED,
    )  # fmt: skip


def change_roster_post(entry: RosterEntry, *, listed: Listed, on: date, reason: str, actor: Actor, now: datetime) -> RosterEntry:
    """Another post or unit from `on`: the old entry ends and a new one begins, so that both days tell the truth."""
    if listed.person.pk != entry.person_id:
        raise BadInput(_("职务变动只能登记本人的新职务。"))
    with one_write():
        how = RosterChange.NEW_POST
        leave_roster(entry, on=on, reason=reason, actor=actor, now=now, how=how)
        return join_roster(campaign=entry.campaign, listed=listed, on=on, actor=actor, now=now, how=how, reason=reason)


def settle_threshold(
    *, campaign: Campaign, participants: Sequence[RosterEntry], on: date, reason: str, actor: Actor, now: datetime
) -> Campaign:  # fmt: skip
    """Decide about subjects below the rank threshold: these take part without being covered from `on`, the others stay subjects (A38).

    Refused: decided before; no threshold; somebody who is not a subject below it."""
    with changing(campaign, CampaignAction.SETTLE_THRESHOLD, actor=actor, now=now, reason=reason) as change:
        if campaign.threshold_settled_at is not None:
            raise NotNow(_("职级界线已经核定过了。以后的变动请在名册里逐人登记。"))
        threshold, how = threshold_in(campaign.file), RosterChange.RANK
        if not threshold:
            raise BadInput(_("专项设置里没有写明职级界线。"))
        for entry in participants:
            if entry.campaign_id != campaign.pk or entry.role != RosterRole.SUBJECT or not lies_below(entry.rank, threshold):
                raise BadInput(_("“%(name)s”不是低于职级界线的整治对象。"), name=entry.person.name)
            leave_roster(entry, on=on, reason=reason, actor=actor, now=now, how=how)
            listed = Listed(entry.person, entry.unit, RosterRole.PARTICIPANT, entry.post, entry.rank)
            join_roster(campaign=campaign, listed=listed, on=on, actor=actor, now=now, how=how, reason=reason)
        change.set(threshold_settled_at=now, threshold_settled_by_id=actor.user_id)
        change.note(threshold=threshold, participants=len(participants))
    return campaign


def _refuse_twice(campaign: Campaign, listed: Listed, on: date) -> None:
    """Nobody stands on the roster of a unit twice on one day."""
    there = RosterEntry.objects.filter(campaign=campaign, person=listed.person, unit=listed.unit)
    if there.filter(to_on=None).exists():
        raise BadInput(_("“%(name)s”已经在名册里。"), name=listed.person.name)
    if last := there.filter(to_on__gt=on).order_by("-to_on").values_list("to_on", flat=True).first():
        raise BadInput(_("“%(name)s”在名册里到 %(day)s 为止，再列入不能早于这一天。"), name=listed.person.name, day=last.isoformat())


def _refuse_before(campaign: Campaign, on: date) -> None:
    if campaign.roster_frozen_on is None:
        raise BadInput(_("名册还没有确定，请先确定名册。"))
    if on < campaign.roster_frozen_on:
        raise BadInput(_("变更日期早于名册确定日（%(day)s）。"), day=campaign.roster_frozen_on.isoformat())
