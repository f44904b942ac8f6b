"""The roster of a campaign: units and people covered, frozen at a day; the totals can be recomputed from it (M18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bihuan.campaigns.models import Campaign, CoveredUnit, RosterEntry
from bihuan.campaigns.vocabulary import CampaignAction, RosterRole
from bihuan.foundation.audit.changing import changing, creating_many
from bihuan.foundation.kernel import Actor, BadInput, _
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
        covered = [CoveredUnit(campaign=campaign, unit=unit, from_on=on) for unit in units]
        creating_many(covered, CampaignAction.COVER_UNIT, actor=actor, now=now, checked=False)
        entries = [
            RosterEntry(campaign=campaign, person=one.person, unit=one.unit, role=one.role, post=one.post, rank=one.rank, from_on=on)
            for one in people
        ]
        creating_many(entries, CampaignAction.ENTER_ROSTER, actor=actor, now=now, checked=False)
        change.set(roster_frozen_on=on)
        change.note(units=len(covered), people=len(entries))
    return campaign
