"""The receipt: the office's signature under a digest and a day. It proves what was handed in and by when, and names nobody (M66).

The digest is salted with what only the receipt code gives: shown to somebody else, a receipt tells nothing until its holder also shows the
content.
"""

import json
from collections.abc import Collection
from datetime import date

from bihuan.foundation.sealedbox.contents import Answer, Content
from bihuan.foundation.sealedbox.vocabulary import Says
from bihuan.foundation.seals.signatures import Signature


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
