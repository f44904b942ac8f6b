"""The one router of units and people, and who it is for."""

from django.http import HttpRequest
from ninja import Router

from bihuan.foundation.kernel import Missing
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.gate import Bearer, actor_of
from bihuan.organisation import queries

READ, WRITE = Bearer(Scope.ORGANISATION_READ), Bearer(Scope.ORGANISATION_WRITE)
router = Router(tags=["单位与人员"], auth=WRITE)


def refuse_others(request: HttpRequest) -> None:
    """Missing for everybody who does not keep the organisation: as on the pages there is nothing here for them."""
    if not queries.may_keep(actor_of(request)):
        raise Missing()
