"""A paper that is handed out and not kept: it has no number and stands in no register. And one as it leaves, sealed, whoever keeps it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings

from bihuan.documents.rendering import render_docx
from bihuan.documents.rules.bindings import bindings_plain, check_code, digest, plain_json, signed_bytes
from bihuan.documents.rules.paper import Paper
from bihuan.foundation.seals.keys import sign


def print_docx(*, paper: Paper) -> bytes:
    """The paper as docx, editable in WPS and Word."""
    return render_docx(paper)


@dataclass(frozen=True)
class Sealed:
    """A paper as it leaves: with its check, the list of its numbers, the fingerprint of that list, its signature; `data` is the docx."""

    paper: Paper
    listed: Mapping[str, object]
    fingerprint: str
    seal: Mapping[str, Any]
    data: bytes


def print_sealed(*, paper: Paper, ledger: Mapping[str, object] | None = None) -> Sealed:
    """Sealed under the number that it bears (`document_id`); `ledger` says where the book stood when its figures were counted. Nothing is stored."""
    listed = bindings_plain(paper, ledger)
    fingerprint = digest(plain_json(listed))
    paper = replace(paper, check=check_code(paper.document_id, fingerprint))
    seal = sign(settings.BIHUAN_HOME, settings.BIHUAN_SIGNATURE, signed_bytes(listed)).told()
    return Sealed(paper, listed, fingerprint, seal, render_docx(paper, plain_json(listed), json.dumps(seal)))
