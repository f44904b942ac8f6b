"""Cursors: opaque marks of a place in a list, signed, and good only for the question they were given for."""

import hashlib
from typing import Any, TypeVar

from django.core import signing
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.keyset import part_of
from bihuan.interfaces.api.v1.words import Paging

_SALT = "bihuan.api.cursor"
M = TypeVar("M", bound=Model)


def _about(question: str) -> str:
    return hashlib.sha256(question.encode()).hexdigest()[:16]


def leading_on(question: str, mark: Any) -> str | None:
    """The cursor that leads on from `mark` in the list of `question` (its address and filters); None where nothing follows."""
    return signing.Signer(salt=_SALT).sign_object([_about(question), mark]) if mark is not None else None


def mark_of(question: str, given: str) -> Any:
    """The mark in a cursor; None for the first page. Raises BadInput for one that is not ours or of another question."""
    if not given:
        return None
    try:
        about, mark = signing.Signer(salt=_SALT).unsign_object(given)
    except (signing.BadSignature, ValueError, TypeError) as wrong:
        raise BadInput(_("cursor 不对，请用上一页给出的 next，或者不填从头开始。")) from wrong
    if about != _about(question):
        raise BadInput(_("cursor 是另一种条件下的，换了条件请从头开始。"))
    return mark


def question_of(request: HttpRequest) -> str:
    """What a list was asked for: its address with all filters."""
    asked = sorted((name, values) for name, values in request.GET.lists() if name not in Paging.model_fields)
    return f"{request.path} {asked}"


def page_of(request: HttpRequest, rows: QuerySet[M], paging: Paging) -> tuple[list[M], str | None]:
    """One page of a list in its own order by keyset, and the cursor that leads on. Its question is the address with all filters."""
    question = question_of(request)
    found = part_of(rows, mark_of(question, paging.cursor) or "", paging.limit)
    return found.rows, leading_on(question, found.after)
