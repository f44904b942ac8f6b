"""Cases as a program of those who work on them reads them: the gate, without what is the reader's own. One's own matter is told on one's own page,
where what is proposed shows only once he was told."""

from django.db.models import QuerySet

from bihuan.accountability.models import Handling
from bihuan.accountability.queries import visible_handlings
from bihuan.accountability.queries.listing import listed
from bihuan.accountability.queries.own import own_rows
from bihuan.campaigns.models import Campaign
from bihuan.foundation.kernel import Actor


def worked_rows(actor: Actor, campaign: Campaign) -> QuerySet[Handling]:
    """What he handles, decides, reviews or reads for the personnel body."""
    return visible_handlings(actor).filter(campaign=campaign).exclude(pk__in=_own(actor))


def worked_list(actor: Actor, campaign: Campaign, state: str = "") -> QuerySet[Handling]:
    """The same as far as it stands in lists, latest first: what is over stands in none (P10)."""
    return listed(actor, campaign, state=state).exclude(pk__in=_own(actor))


def _own(actor: Actor) -> QuerySet[Handling]:
    return own_rows(actor).order_by().values("pk")  # type: ignore[return-value]
