"""Campaigns that belong to a campaign: tied to it, inside it, or around it (M30, M211)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from bihuan.campaigns.models import Campaign, CampaignLink
from bihuan.campaigns.policy import runs
from bihuan.campaigns.queries.campaigns import visible_to
from bihuan.campaigns.vocabulary.organising import LinkKind
from bihuan.foundation.kernel import Actor, Missing

_UP, _DOWN = LinkKind.ABOVE, LinkKind.BELOW


@dataclass(frozen=True, slots=True)
class Linked:
    """One link as seen from one side. `other` None: work that has a name only, or a campaign that this actor may not open."""

    link: CampaignLink
    other: Campaign | None
    label: str
    inside: bool
    """The other one runs inside this one."""
    around: bool
    """This one runs inside the other."""
    above: bool = False
    """The other one is that of the superior level (M104)."""
    below: bool = False
    """The other one is that of the subordinate level."""


def links_of(actor: Actor, campaign: Campaign) -> list[Linked]:
    """Everything this campaign is linked to, whoever linked it. A title says nothing that the actor may not know of a campaign he cannot open:
    it is on the link that his own office made. What another campaign said of itself is told to whoever may open that, and to the office here,
    which may share with it. Three queries."""
    rows = list(_standing(campaign).select_related("campaign", "other"))
    others = [row.other if row.campaign_id == campaign.pk else row.campaign for row in rows]
    seen = set(visible_to(actor).filter(pk__in=[one.pk for one in others if one]).order_by().values_list("pk", flat=True))
    found, office = [], runs(actor, campaign)
    for row, other in zip(rows, others, strict=True):
        if row.campaign_id != campaign.pk and row.campaign_id not in seen and not office:
            continue
        mine, inner = row.campaign_id == campaign.pk, row.kind == LinkKind.INSIDE
        shown = other if other is not None and other.pk in seen else None
        above, below = (row.kind == (one if mine else two) for one, two in ((_UP, _DOWN), (_DOWN, _UP)))
        found.append(Linked(row, shown, row.label or (other.title if other else ""), inner and mine, inner and not mine, above, below))
    return found


def _standing(campaign: Campaign) -> QuerySet[CampaignLink]:
    return CampaignLink.objects.filter(Q(campaign=campaign) | Q(other=campaign), parted_at=None).order_by("pk")


def linked_campaigns(campaign: Campaign) -> QuerySet[Campaign]:
    """The campaigns with which items may be shared."""
    rows = _standing(campaign).exclude(other=None).values_list("campaign_id", "other_id")
    pks = {pk for pair in rows for pk in pair if pk is not None} - {campaign.pk}
    return Campaign.objects.filter(pk__in=pks)


def superior_of(one: Campaign, other: Campaign) -> Campaign | None:
    """Which of two linked campaigns is that of the superior level; None where they are not linked so."""
    pair = {one.pk: one, other.pk: other}
    rows = _standing(one).filter(campaign__in=pair, other__in=pair).order_by("-pk")
    for kind, mine, theirs in rows.values_list("kind", "campaign_id", "other_id"):
        if kind in (LinkKind.BELOW, LinkKind.ABOVE) and theirs is not None:
            return pair[mine if kind == LinkKind.BELOW else theirs]
    return None


def find_link(campaign: Campaign, pk: int) -> CampaignLink:
    """A link that this campaign made, or Missing: the other side does not undo it."""
    row = CampaignLink.objects.filter(campaign=campaign, pk=pk, parted_at=None).select_related("other").first()
    if row is None:
        raise Missing()
    return row


def may_be_linked(actor: Actor, campaign: Campaign) -> Sequence[Campaign]:
    """Campaigns the actor may open, this one left out."""
    return list(visible_to(actor).exclude(pk=campaign.pk).defer("file")[:200])
