"""Opening what is sealed, for the time of a request: each time it is noted who opened what, and never what it said."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyrage import x25519

from bihuan.clues.models import Clue, ClueAddition, ClueNote, CluePiece, Tip
from bihuan.clues.operations.unlocking import Locked, use_keys
from bihuan.clues.policy.lines import duties_of_clue, duties_of_tip
from bihuan.clues.queries.clues import contents_of, seals_of
from bihuan.clues.rules.texts import opened, opened_bytes, opened_key
from bihuan.clues.vocabulary.clues import ClueWord
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.foundation.audit.changing import note
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, Missing, NotAllowed
from bihuan.foundation.sealedbox.contents import Content
from bihuan.foundation.sealedbox.packages import Sealed, unseal


def own_keys(*, session: str, actor: Actor, now: datetime) -> list[x25519.Identity]:
    """The actor's unlocked key for reports, whichever of the two kinds he holds. Raises Locked."""
    try:
        return use_keys(purpose=KeyPurpose.DESK, session=session, actor=actor, now=now)
    except Locked:
        return use_keys(purpose=KeyPurpose.ALTERNATE, session=session, actor=actor, now=now)


def open_tip(tip: Tip, *, session: str, actor: Actor, now: datetime) -> list[Content]:
    """What a report says. Refused: no intake duty, locked keys; Missing where it is sealed to others."""
    if not duties_of_tip(actor):
        raise NotAllowed
    found = [content for _envelope, content in contents_of(tip, own_keys(session=session, actor=actor, now=now)) if content]
    if not found:
        raise Missing
    note(kept(Tip), tip, ClueWord.OPEN, actor=actor, now=now)
    return found


@dataclass(frozen=True)
class Read:
    """What a clue says, for the time of a request."""

    key: bytes
    values: dict[str, Any]
    joined: tuple[int, ...] = ()
    """Additions that stand in `values`, and are sealed by themselves as yet."""

    @property
    def contents(self) -> list[Content]:
        return [Content.read(one.encode()) for one in self.values["contents"]]


def read_clue(clue: Clue, *, session: str, actor: Actor, now: datetime, reason: str = "") -> Read:
    """What a clue says; that it was read is noted, with what for. Missing for whoever may not know of it."""
    if not duties_of_clue(actor, clue):
        raise Missing
    found = unsealed(clue, session=session, actor=actor, now=now)
    note(kept(Clue), clue, ClueWord.READ, actor=actor, now=now, reason=reason)
    return found


def unsealed(clue: Clue, *, session: str, actor: Actor, now: datetime) -> Read:
    """The same for an operation that notes what it does itself."""
    mine = own_keys(session=session, actor=actor, now=now)
    key = opened_key(seals_of(clue), mine)
    values, joined = opened(key, bytes(clue.sealed), clue.bound), list[int]()
    for one in ClueAddition.objects.filter(clue=clue).order_by("day", "pk"):
        try:
            added = json.loads(unseal(bytes(one.body), mine))
        except Sealed:
            continue  # added before this reader came; whoever reads it seals it anew for all
        values["contents"] += added["contents"]
        values["files"] |= added["files"]
        joined.append(one.pk)
    return Read(key, values, tuple(joined))


def notes_of(clue: Clue, found: Read) -> list[tuple[ClueNote, dict[str, Any]]]:
    """What was written with each step, for whoever has just read the clue."""
    return [(one, opened(found.key, bytes(one.body), one.bound)) for one in ClueNote.objects.filter(clue=clue).select_related("noted_by")]


def read_file(clue: Clue, *, file: str, session: str, actor: Actor, now: datetime) -> bytes:
    """A file of a clue. Missing for whoever may not know of the clue, and for one that it has not."""
    found = read_clue(clue, session=session, actor=actor, now=now)
    key = next((bytes.fromhex(one["key"]) for one in found.values["files"].values() if one["file"] == file), b"")
    if not key:
        raise Missing
    pieces = CluePiece.objects.filter(clue=clue, file=file).order_by("number").values_list("number", "body")
    return b"".join(opened_bytes(key, bytes(body), f"{clue.bound} {file} {number}") for number, body in pieces)
