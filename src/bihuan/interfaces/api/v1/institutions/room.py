"""The one router of institutions, and the campaign an address names."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from bihuan.campaigns import queries
from bihuan.documents.rendering import render_docx
from bihuan.documents.rules.paper import Paper
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.gate import Bearer, actor_of
from bihuan.interfaces.api.v1.words import DOCX, XLSX, binary

READ, WRITE = Bearer(Scope.LEDGER_READ), Bearer(Scope.LEDGER_WRITE)
router = Router(tags=["举一反三与制度"], auth=WRITE)


def campaign_of(request: HttpRequest, code: str) -> Any:
    """The campaign with this code, or Missing."""
    return queries.find(actor_of(request), code)


def taken_file(taken: bytes | Paper, title: str) -> HttpResponse:
    """What was taken home: a sheet, or a paper as docx."""
    if isinstance(taken, bytes):
        return binary(taken, f"{title}.xlsx", XLSX)
    return binary(render_docx(taken), f"{title}.docx", DOCX)
