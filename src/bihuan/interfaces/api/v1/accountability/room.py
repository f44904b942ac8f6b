"""The one router of this room."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.gate import Bearer, actor_of

READ = Bearer(Scope.HANDLINGS_READ)
router = Router(tags=["处理与申诉"], auth=READ)


def campaign_of(request: HttpRequest, code: str) -> Any:
    """The campaign with this code. What has begun goes on where it leaves handling out later, as on the pages."""
    return campaigns.find(actor_of(request), code)
