"""Who drafts, issues and sees documents. Duties are those of the campaign; the three administrators see none."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import duties as duties_in_campaign
from bihuan.campaigns.policy import held, held_over, visible_campaigns
from bihuan.campaigns.policy import stand_ins as deputed_in_campaign
from bihuan.campaigns.vocabulary import Duty
from bihuan.documents.models import Document, KeptWording, SignedCopy
from bihuan.documents.rules.issuing import still_missing
from bihuan.documents.rules.storing import from_plain
from bihuan.documents.vocabulary import DocumentAction, DocumentState, Need
from bihuan.foundation.kernel import Actor, Term

_DRAFT_READERS = (Duty.OFFICE, Duty.LEADER)


def duties(actor: Actor, row: Document | KeptWording) -> frozenset[Duty]:
    """The duties the actor holds towards a document or kept words: those in the campaign. A supervision group has to do with letters to the
    units it supervises, and with no other paper."""
    return _near(actor, row, duties_in_campaign(actor, row))


def stand_ins(actor: Actor, rows: Sequence[Any]) -> list[list[tuple[Actor, frozenset[Term]]]]:
    """For each of them the actor as the deputy of others, with the same bounds."""
    return [
        [(who, _near(who, row, found)) for who, found in others] for row, others in zip(rows, deputed_in_campaign(actor, rows), strict=True)
    ]


def _near(actor: Actor, row: Any, found: frozenset[Any]) -> frozenset[Any]:
    unit = getattr(row, "unit_id", None)
    mine = held_over(actor, row.campaign_id) if unit is not None and Duty.SUPERVISOR in found else ()
    near = any(one.duty is Duty.SUPERVISOR and one.unit_id == unit and one.of == actor.for_person for one in mine)
    return found if near else found - {Duty.SUPERVISOR}


def duties_towards_copy(actor: Actor, row: SignedCopy) -> frozenset[Duty]:
    """Those towards the document."""
    return duties(actor, row.document)


def unmet(row: Document, _actor: Actor, action: Term, _now: datetime) -> tuple[Term, ...]:
    """A document with a gap that issuing does not fill cannot be issued (M01)."""
    return (Need.COMPLETE,) if action is DocumentAction.ISSUE and still_missing(from_plain(row.content)) else ()


def visible(actor: Actor, until: datetime | None = None) -> Q:
    """Issued documents of the actor's campaigns, letters to one unit for who has a duty towards it; drafts only for office and leading group.
    `until`: those that were issued before it."""
    if actor.is_system:
        return Q()
    issued = Q(issued_at__lt=until) if until else Q(state=DocumentState.ISSUED)
    holds = held(actor)
    mine = {one.campaign_id for one in holds if one.duty in _DRAFT_READERS}
    issued &= reduce(
        or_, (Q(campaign_id=one.campaign_id, unit__path__startswith=one.unit_path) for one in holds if one.unit_id), Q(unit=None)
    )
    campaigns = Campaign.objects.filter(visible_campaigns(actor)).values("pk")
    return Q(campaign_id__in=mine) | Q(issued, campaign_id__in=campaigns)
