"""The one router of documents, and the document an address names."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.vocabulary import Duty
from bihuan.documents import queries
from bihuan.foundation.kernel import NotAllowed
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.gate import Bearer, actor_of

READ, WRITE = Bearer(Scope.DOCUMENTS_READ), Bearer(Scope.DOCUMENTS_WRITE)
router = Router(tags=["公文"], auth=WRITE)


def document_of(request: HttpRequest, code: str, pk: int, until: datetime | None = None) -> Any:
    """The document with this number (`until`: as it stood before that moment), or Missing."""
    actor = actor_of(request)
    return queries.find(actor, campaigns.find(actor, code), pk, until)


def refuse_who_drafts_none(request: HttpRequest, campaign: Any) -> None:
    """NotAllowed for everybody but the office, which drafts, changes and issues."""
    if not any(one.duty == Duty.OFFICE for one in campaigns.duties_held(actor_of(request), campaign)):
        raise NotAllowed()
