"""Placing the office of a campaign: one of four patterns, with the bodies that it proposes (A23)."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.campaigns.models import Campaign, Group
from bihuan.campaigns.operations.groups import add_to_group, set_up_group
from bihuan.campaigns.operations.preparing import prepare_campaign
from bihuan.campaigns.rules.campaign_file import CampaignFile
from bihuan.campaigns.rules.patterns import ProposedBody
from bihuan.campaigns.vocabulary import OrganisationPattern
from bihuan.campaigns.vocabulary.organising import OrganisingAction
from bihuan.foundation.audit.changing import changing, one_write
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Unit


def choose_pattern(
    *, campaign: Campaign, pattern: OrganisationPattern, bodies: Sequence[ProposedBody], actor: Actor, now: datetime
) -> list[Group]:
    """Say where the office sits and set up these bodies, their seats as written until somebody is put in them. What is there already, stays:
    a body of the same name is left as it is."""
    with changing(campaign, OrganisingAction.CHOOSE_PATTERN, actor=actor, now=now) as change:
        there = set(Group.objects.filter(campaign=campaign, dissolved_on=None).values_list("name", flat=True))
        order = len(there)
        made: list[Group] = []
        for one in bodies:
            if one.name not in there:
                made.append(_set_up(campaign, one, order + len(made), actor, now))
        part = {**campaign.file.get("organisation", {}), "pattern": pattern.value}
        change.set(file={**campaign.file, "organisation": part})
        change.note(pattern=pattern, bodies=[one.name for one in made])
    return made


def prepare_in_pattern(
    *, file: CampaignFile, root: Unit, pattern: OrganisationPattern, bodies: Sequence[ProposedBody], actor: Actor, now: datetime,
    code: str = "",
) -> Campaign:  # fmt: skip
    """Prepare a campaign with its office placed at once (A23): both or neither."""
    with one_write():
        campaign = prepare_campaign(file=file, root=root, code=code, actor=actor, now=now)
        choose_pattern(campaign=campaign, pattern=pattern, bodies=bodies, actor=actor, now=now)
    return campaign


def _set_up(campaign: Campaign, body: ProposedBody, order: int, actor: Actor, now: datetime) -> Group:
    group = set_up_group(campaign=campaign, kind=body.kind, name=body.name, note=body.tasks, order=order, actor=actor, now=now)
    for post, text in body.seats:
        add_to_group(group=group, post=post, as_written=text, actor=actor, now=now)
    return group
