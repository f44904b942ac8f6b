"""Covering the people of a roster sheet: which unit answers for whom, and unit heads get their duty."""

from collections.abc import Iterable
from datetime import date, datetime

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations.duties import grant_many
from bihuan.campaigns.operations.roster import Listed, freeze_roster
from bihuan.campaigns.vocabulary import Duty, RosterRole
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Unit
from bihuan.organisation.queries import Entered
from bihuan.organisation.rules.paths import ids_of
from bihuan.organisation.vocabulary import PostRole


def _answering(root: Unit, entries: Iterable[Entered]) -> dict[int, Unit]:
    """For each unit of the sheet the one that answers for it: the unit right below the campaign's root, or the root itself."""
    depth = len(ids_of(root.path))
    within = {one.unit.pk: one.unit for one in entries if one.unit.path.startswith(root.path)}
    heads = {pk: (ids_of(unit.path)[depth : depth + 1] or [root.pk])[0] for pk, unit in within.items()}
    rows = Unit.objects.in_bulk(set(heads.values()))
    return {pk: rows[head] for pk, head in heads.items()}


def cover_from_roster(*, campaign: Campaign, entries: Iterable[Entered], on: date, actor: Actor, now: datetime) -> Campaign:
    """Freeze the roster of a campaign from a sheet that was entered: subjects and participants below the campaign's root unit.

    A person with several posts in one unit stands there once, as a subject where one of the posts makes him one."""
    told = list(entries)
    answering = _answering(campaign.root, told)
    listed: dict[tuple[int, int], Listed] = {}
    for one in sorted(told, key=lambda entry: not entry.subject):
        if unit := answering.get(one.unit.pk):
            role = RosterRole.SUBJECT if one.subject else RosterRole.PARTICIPANT
            listed.setdefault((one.person.pk, unit.pk), Listed(one.person, unit, role, one.post, one.rank))
    units = sorted({one.unit for one in listed.values()}, key=lambda unit: (unit.order, unit.pk))
    heads = [
        (one.person, Duty.UNIT_HEAD, one.unit, None) for one in told if one.role is PostRole.HEAD and answering.get(one.unit.pk) == one.unit
    ]
    with one_write():
        freeze_roster(campaign=campaign, units=units, people=list(listed.values()), on=on, actor=actor, now=now)
        grant_many(campaign=campaign, grants=heads, actor=actor, now=now)
    return campaign
