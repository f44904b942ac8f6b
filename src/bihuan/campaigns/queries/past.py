"""What a campaign told of itself at a past moment."""

import json
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date, datetime

from bihuan.campaigns.models import Campaign, CampaignVersion, Group, GroupMember, GroupUnit, GroupVersion, Stage, StageExtension
from bihuan.campaigns.queries.roster import covered_on
from bihuan.campaigns.queries.stages import stages
from bihuan.campaigns.rules.conduct import standards_of
from bihuan.campaigns.vocabulary import CampaignAction
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.moments import held_before
from bihuan.organisation.models import Person, Unit


def told_at(campaign_id: int, until: datetime) -> CampaignVersion | None:
    """The version that held just before a moment; None before the campaign was prepared."""
    return CampaignVersion.objects.filter(held_before(until), row_id=campaign_id).order_by("-valid_from").first()


def near_days_at(campaign_id: int, until: datetime) -> int:
    """The working days that counted as near then."""
    version = told_at(campaign_id, until)
    return version.near_days if version else Campaign.objects.get(pk=campaign_id).near_days


def stages_then(campaign: Campaign, until: datetime) -> list[Stage]:
    """The stages with the days they had at a moment: what was prolonged, moved along, dated or declared over later is told as before, what
    was added later is not there. Never to be saved."""
    told = {one.pk: copy(one) for one in stages(campaign)}  # the campaign in hand keeps its own as they are
    for stage in told.values():
        stage.finished_at = stage.finished_at if stage.finished_at and stage.finished_at < until else None
    _unmove(told, until)
    steps = Record.objects.filter(kind="stage", row__in=told, at__gte=until).values_list("row", "action")
    dated = {row for row, action in steps if action == CampaignAction.DATE_STAGE}
    for stage in (told[row] for row in dated):
        stage.start_on = stage.end_on = stage.planned_start_on = stage.planned_end_on = None
    added = {row for row, action in steps if action == CampaignAction.ADD_STAGE}
    return [stage for stage in told.values() if stage.pk not in added]


def _unmove(told: Mapping[int, Stage], until: datetime) -> None:
    """Take back what was prolonged since. Of one decision the first stage was prolonged, those after it were moved as a whole."""
    later = list(StageExtension.objects.filter(stage__in=told, decided_at__gte=until).order_by("-decided_at", "-pk"))
    first = {(one.decided_at, one.decision): one.stage_id for one in sorted(later, key=lambda one: -told[one.stage_id].order)}
    for one in later:
        stage = told[one.stage_id]
        if stage.start_on and first[one.decided_at, one.decision] != stage.pk:
            stage.start_on -= one.to_on - one.from_on
        stage.end_on = one.from_on


def groups_then(campaign: Campaign, until: datetime) -> list[Group]:
    """All bodies that stood just before a moment, with the seats and units they had then, and the names these bear today. Never to be saved."""
    held = [one for one in _versions_of_groups(campaign, until) if one.dissolved_on is None]
    seats = {one.pk: json.loads(one.seats_held) for one in held}
    charged = {one.pk: json.loads(one.units_charged) for one in held}
    people = Person.objects.in_bulk({person for some in seats.values() for person, *_rest in some if person})
    units = Unit.objects.in_bulk({unit for some in charged.values() for unit in some})
    return [
        _body(one, campaign, [(people.get(pk), *rest) for pk, *rest in seats[one.pk]], [units[pk] for pk in charged[one.pk]])
        for one in held
    ]


def dissolved_then(campaign: Campaign, until: datetime) -> list[Group]:
    """Bodies that had been dissolved by a moment, the latest first."""
    gone = [one for one in _versions_of_groups(campaign, until) if one.dissolved_on is not None]
    told = [Group(pk=one.row_id, campaign=campaign, kind=one.kind, name=one.name, dissolved_on=one.dissolved_on) for one in gone]
    return sorted(told, key=lambda one: (one.dissolved_on, one.pk), reverse=True)


def _versions_of_groups(campaign: Campaign, until: datetime) -> list[GroupVersion]:
    return list(GroupVersion.objects.filter(held_before(until), campaign=campaign).order_by("kind", "order", "row_id"))


def _body(version: GroupVersion, campaign: Campaign, seats: Sequence[tuple[Person | None, str, str]], units: Sequence[Unit]) -> Group:
    body = Group(pk=version.row_id, campaign=campaign, kind=version.kind, order=version.order, name=version.name, note=version.note)
    members = [GroupMember(group=body, person=person, as_written=text, post=post) for person, text, post in seats]
    charges = [GroupUnit(group=body, campaign=campaign, unit=unit) for unit in units]
    body._prefetched_objects_cache = {"members": members, "charges": charges}  # type: ignore[attr-defined]  # as `groups_of` loads them
    return body


def units_without_group_then(campaign: Campaign, day: date, until: datetime, groups: Sequence[Group]) -> list[Unit]:
    """Units that were covered then and that none of these bodies was in charge of."""
    taken = {charge.unit_id for one in groups for charge in one.charges.all()}
    covered = covered_on(campaign, day, until).exclude(unit__in=taken).select_related("unit").order_by("unit__order", "unit_id")
    return list(dict.fromkeys(one.unit for one in covered))


def conduct_then(campaign: Campaign, until: datetime) -> Mapping[str, str]:
    """The code of conduct as it stood just before a moment: what the first change since then replaced, or as it stands."""
    later = Record.objects.filter(kind="campaign", row=campaign.pk, action=CampaignAction.SET_WORDS, at__gte=until)
    moved = (one["file"][0] for one in later.order_by("position").values_list("changes", flat=True) if "file" in one)
    return standards_of(next(moved, campaign.file))


def campaign_then(campaign: Campaign, until: datetime) -> Campaign:
    """The campaign with its stages as they stood at a moment, for whoever asks it which one was current. Never to be saved."""
    told = copy(campaign)
    told._stages = stages_then(campaign, until)  # type: ignore[attr-defined]  # `stages` looks there
    return told
