"""The receipt: the office's signature under a digest and a day. It proves what was handed in and by when, and names nobody (M66).

The digest is salted with what only the receipt code gives: shown to somebody else, a receipt tells nothing until its holder also shows the
content.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.sealedbox.contents import Answer, Content
from bihuan.foundation.sealedbox.vocabulary import Says
from bihuan.foundation.seals.signatures import Signature, algorithm

SALT_SIZE = 32


def told(digest: str, on: date) -> bytes:
    """What is signed."""
    return json.dumps({"bihuan_receipt": 1, "digest": digest, "on": on.isoformat()}, sort_keys=True, separators=(",", ":")).encode()


def receipt(digest: str, on: date, signature: Signature, number: str) -> Answer:
    """The answer that carries it; `signature` is of `told(digest, on)`."""
    return Answer(Says.RECEIPT, on, "", number, {"digest": digest, **signature.told()})


def fits(answer: Answer, content: Content, trusted: Collection[str]) -> bool:
    """Is this a receipt for that content, signed by one of the `trusted` public keys (hex)?"""
    facts = answer.facts
    try:
        signature = Signature(facts["algorithm"], facts["key"], facts["value"])
    except KeyError:
        return False
    is_ours = answer.says is Says.RECEIPT and facts.get("digest") == content.digest and signature.key in trusted
    return is_ours and signature.fits(told(content.digest, answer.on))


# As a file that is checked anywhere -----------------------------------------------------------------------------------------------------


def paper(answer: Answer) -> bytes:
    """A receipt as a file of its own: what was signed, letter by letter, and the signature. It tells nobody's name and no content."""
    facts = {name: answer.facts[name] for name in ("algorithm", "key", "value")}
    return json.dumps({"told": told(answer.facts["digest"], answer.on).decode(), **facts}, indent=1).encode()


@dataclass(frozen=True, slots=True)
class Checked:
    """A receipt whose signature fits. `content` is None where no kept content was shown; `files` are those named in it, name and SHA-256."""

    on: date
    key: str
    content: dict[str, Any] | None = None

    @property
    def files(self) -> list[tuple[str, str]]:
        return [(str(one["name"]), str(one["digest"])) for one in (self.content or {}).get("files", [])]


def check(receipt_paper: bytes, trusted: Collection[str], proof: bytes | None = None) -> Checked:
    """A receipt against the public keys of the office (hex), and the kept content (`Content.proof`) against the receipt; nothing else is needed,
    neither a line nor this installation. Raises BadInput with what does not fit."""
    signature, signed, values = _opened(receipt_paper)
    if not signature.fits(signed):
        raise BadInput(_("回执被改动过：签名和内容对不上。"))
    if signature.key not in trusted:
        raise BadInput(_("签名不是用您给的公钥签的。回执上的公钥是 %(key)s，请和受理单位公布的核对。"), key=signature.key)
    digest, on = values["digest"], date.fromisoformat(values["on"])
    if proof is None:
        return Checked(on, signature.key)
    if hashlib.sha256(proof).hexdigest() != digest:
        raise BadInput(_("留底和回执对不上：不是同一份内容，或者改动过。"))
    try:
        return Checked(on, signature.key, json.loads(proof[SALT_SIZE:]))
    except ValueError as wrong:
        raise BadInput(_("留底不是约定的格式。")) from wrong


def _opened(receipt_paper: bytes) -> tuple[Signature, bytes, dict[str, str]]:
    try:
        held = json.loads(receipt_paper)
        signature = Signature(str(held["algorithm"]), str(held["key"]).lower(), str(held["value"]))
        algorithm(signature.algorithm)
        values = json.loads(held["told"])
        if values["bihuan_receipt"] != 1:
            raise ValueError
        return signature, held["told"].encode(), {"digest": str(values["digest"]), "on": date.fromisoformat(values["on"]).isoformat()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
        raise BadInput(_("这不是回执文件，或者它不完整。")) from wrong
