"""Opening many clues at once, for whoever searches or has a ledger made: four questions to the database for all of them."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from pyrage import x25519

from bihuan.clues.models import Clue, ClueAddition, ClueNote, ClueSeal
from bihuan.clues.queries.searching import addresses_of
from bihuan.clues.rules.texts import opened, opened_key
from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox.packages import unseal

Words = dict[str, Any]
Notes = list[tuple[ClueNote, Words]]


def opened_many(rows: Sequence[Clue], mine: Sequence[x25519.Identity]) -> Iterator[tuple[Clue, Words, Notes]]:
    """Each with what it says and what was written with its steps; one that does not open with these keys is left out."""
    seals, notes, added = defaultdict[int, list[bytes]](list), defaultdict[int, list[ClueNote]](list), defaultdict[int, list[bytes]](list)
    for pk, body in ClueSeal.objects.filter(clue__in=rows, holder__public__in=addresses_of(mine)).values_list("clue_id", "body"):
        seals[pk].append(bytes(body))
    for one in ClueNote.objects.filter(clue__in=rows).select_related("noted_by"):
        notes[one.clue_id].append(one)
    for pk, body in ClueAddition.objects.filter(clue__in=rows).order_by("day", "pk").values_list("clue_id", "body"):
        added[pk].append(bytes(body))
    for row in rows:
        try:
            key = opened_key(seals[row.pk], list(mine))
            values = opened(key, bytes(row.sealed), row.bound)
            said = [(one, opened(key, bytes(one.body), one.bound)) for one in notes[row.pk]]
        except BadInput:
            continue
        values["contents"] += [content for more in _added(added[row.pk], mine) for content in more["contents"]]
        values["contents"] += _joined(values)
        yield row, values, said


def _joined(values: Words) -> list[str]:
    """What the clues say that went into this one: their keys stand in its text."""
    keys = {one["id"]: bytes.fromhex(one["key"]) for one in values.get("merged", ())}
    found = list[str]()
    for one in Clue.objects.filter(pk__in=keys).exclude(sealed=b"") if keys else ():
        try:
            inner = opened(keys[one.pk], bytes(one.sealed), one.bound)
        except BadInput:
            continue
        found += [*inner["contents"], *_joined(inner)]
    return found


def _added(bodies: Sequence[bytes], mine: Sequence[x25519.Identity]) -> Iterator[Words]:
    for body in bodies:
        try:
            yield json.loads(unseal(body, list(mine)))
        except BadInput:
            continue
