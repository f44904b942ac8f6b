"""Cursors: opaque marks of a place in a list, signed, and good only for the question they were given for."""

import hashlib
from typing import Any

from django.core import signing

from bihuan.foundation.kernel import BadInput, _

_SALT = "bihuan.api.cursor"


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
