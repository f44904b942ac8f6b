"""When custodians change, identities go along: each custodian who was there brings his part to the newcomers when he unlocks his key next, without
opening anything, and who left is left out (M70, P12; `sealedbox.custodians.renewed`)."""

import hashlib

from pyrage import x25519

from bihuan.clues.models import KeyHolder, TipEnvelope
from bihuan.clues.queries.door import custodians_told
from bihuan.clues.queries.keys import custodians_lived, custodians_on, sealing_keys
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.sealedbox.custodians import NEEDED, is_marked, renewed
from bihuan.foundation.sealedbox.packages import Sealed
from bihuan.foundation.sealedbox.vocabulary import Kind

_WORD, _DONE = 40, "+"
AT_ONCE = 100


def renew_identities(holder: KeyHolder, mine: list[x25519.Identity], *, most: int = AT_ONCE) -> int:
    """Done when a custodian unlocks his key: how many identities are sealed to others than before. No record of the book tells of it: nobody read
    anything, and a custodian does not learn whose they are."""
    now = sealing_keys().custodians
    if len(now) < NEEDED:
        return 0
    everybody, own = _word(*now), _word(holder.public)[:16]
    rows = TipEnvelope.objects.filter(kind=Kind.IDENTITY).exclude(body=b"").exclude(sealed_to__in=(everybody + _DONE, f"{everybody}:{own}"))
    lived, count = custodians_lived(), 0
    for row in rows.order_by("?")[:most]:  # whatever some of them lack, the others get their turn
        before = [known] if (known := custodians_told(row.sealed_to)) else list(custodians_on(row.day, lived))
        with one_write():
            count += _renew(row.key, before, now, mine, (everybody, own))
    return count


def _word(*keys: str) -> str:
    return hashlib.sha256(" ".join(keys).encode()).hexdigest()[:_WORD]


def _renew(key: str, before: list[tuple[str, ...]], now: tuple[str, ...], mine: list[x25519.Identity], marks: tuple[str, str]) -> int:
    row, (everybody, own) = TipEnvelope.objects.select_for_update().get(pk=key), marks
    body = bytes(row.body)
    try:
        fresh, whole = renewed(body, before, now, mine)
    except Sealed:
        fresh, whole = body, True  # broken when it came: whoever is to open it is told
    looked_at = f"{everybody}:{own}" if is_marked(fresh) else row.sealed_to  # by which it is known whom its pairs are for
    TipEnvelope.objects.filter(pk=key).update(body=fresh, sealed_to=everybody + _DONE if whole else looked_at)
    return int(fresh != body)
