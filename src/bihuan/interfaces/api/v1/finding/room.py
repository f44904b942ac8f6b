"""The one router of finding, and the campaign an address names."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from bihuan.campaigns import queries
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.gate import Bearer, actor_of
from bihuan.problems.queries import Reach, reach

READ, WRITE = Bearer(Scope.LEDGER_READ), Bearer(Scope.LEDGER_WRITE)
router = Router(tags=["查摆问题"], auth=WRITE)


def campaign_of(request: HttpRequest, code: str) -> Any:
    """The campaign with this code, or Missing."""
    return queries.find(actor_of(request), code)


def reach_of(request: HttpRequest, campaign: Any) -> Reach:
    """What the account holds in this campaign."""
    return reach(actor_of(request), campaign.pk)
