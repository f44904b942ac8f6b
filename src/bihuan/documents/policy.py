"""Who drafts, issues and sees documents. Duties are those of the campaign; the three administrators see none."""

from datetime import datetime

from django.db.models import Q

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import duties as duties_in_campaign
from bihuan.campaigns.policy import held, visible_campaigns
from bihuan.campaigns.vocabulary import Duty
from bihuan.documents.models import Document, KeptWording, SignedCopy
from bihuan.documents.rules.issuing import still_missing
from bihuan.documents.rules.storing import from_plain
from bihuan.documents.vocabulary import DocumentAction, DocumentState, Need
from bihuan.foundation.kernel import Actor, Term

_DRAFT_READERS = (Duty.OFFICE, Duty.LEADER)


def duties(actor: Actor, row: Document | KeptWording) -> frozenset[Duty]:
    """The duties the actor holds towards a document or kept words: those in the campaign."""
    return duties_in_campaign(actor, row)


def duties_towards_copy(actor: Actor, row: SignedCopy) -> frozenset[Duty]:
    """Those towards the document."""
    return duties(actor, row.document)


def unmet(row: Document, _actor: Actor, action: Term, _now: datetime) -> tuple[Term, ...]:
    """A document with a gap that issuing does not fill cannot be issued (M01)."""
    return (Need.COMPLETE,) if action is DocumentAction.ISSUE and still_missing(from_plain(row.content)) else ()


def visible(actor: Actor, until: datetime | None = None) -> Q:
    """Issued documents of the actor's campaigns; drafts only for office and leading group. `until`: those that were issued before it."""
    if actor.is_system:
        return Q()
    issued = Q(issued_at__lt=until) if until else Q(state=DocumentState.ISSUED)
    mine = {one.campaign_id for one in held(actor) if one.duty in _DRAFT_READERS}
    campaigns = Campaign.objects.filter(visible_campaigns(actor)).values("pk")
    return Q(campaign_id__in=mine) | Q(issued, campaign_id__in=campaigns)
