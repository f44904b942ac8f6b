"""The one router of plans, and the plan an address names."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.gate import Bearer, actor_of
from bihuan.plan_import import queries

READ, WRITE = Bearer(Scope.PLANS_READ), Bearer(Scope.PLANS_WRITE)
router = Router(tags=["方案"], auth=WRITE)


def draft_of(request: HttpRequest, plan: int) -> Any:
    """The plan with this number, or Missing."""
    return queries.find(actor_of(request), plan)
