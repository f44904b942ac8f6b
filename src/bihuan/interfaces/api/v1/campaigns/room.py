"""The one router of campaigns, and the campaign an address names."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from bihuan.campaigns import queries
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.gate import Bearer, actor_of

READ, WRITE = Bearer(Scope.CAMPAIGNS_READ), Bearer(Scope.CAMPAIGNS_WRITE)
router = Router(tags=["专项"], auth=WRITE)


def campaign_of(request: HttpRequest, code: str) -> Any:
    """The campaign with this code, or Missing."""
    return queries.find(actor_of(request), code)


def desk(request: HttpRequest, code: str, *, but_heads: bool = False) -> Any:
    """The campaign, for its office and its founder (`but_heads`: and the heads of the leading group), as on the pages."""
    campaign = campaign_of(request, code)
    queries.refuse_others(actor_of(request), campaign, but_heads=but_heads)
    return campaign
