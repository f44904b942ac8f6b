"""Opening what is sealed, for the time of a request: each time it is noted who opened what, and never what it said."""

import json
from collections.abc import Iterator
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
    """What a report says; nothing where it opens and is not as agreed. Refused: no intake duty, locked keys; Missing where it is sealed to others."""
    if not duties_of_tip(actor):
        raise NotAllowed
    opened = contents_of(tip, own_keys(session=session, actor=actor, now=now))
    if not opened:
        raise Missing
    note(kept(Tip), tip, ClueWord.OPEN, actor=actor, now=now)
    return [content for _envelope, content in opened if content]


@dataclass(frozen=True)
class Read:
    """What a clue says, for the time of a request."""

    key: bytes
    values: dict[str, Any]
    joined: tuple[int, ...] = ()
    """Additions that stand in `values`, and are sealed by themselves as yet."""
    merged: tuple["Merged", ...] = ()
    """Clues that were joined to this one: their keys stand in its text, so that whoever reads it reads them, and nobody else."""

    @property
    def contents(self) -> list[Content]:
        return [*self.own_contents, *(content for one in self.merged for content in one.found.contents)]

    @property
    def own_contents(self) -> list[Content]:
        """Without what was joined to it."""
        return [Content.read(one.encode()) for one in self.values["contents"]]

    @property
    def files(self) -> list[dict[str, Any]]:
        """All files, of it and of what was joined to it."""
        return [*self.values["files"].values(), *(file for one in self.merged for file in one.found.files)]


@dataclass(frozen=True)
class Merged:
    """A clue that was joined to another."""

    clue: Clue
    found: Read


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
    return _read(clue, opened_key(seals_of(clue), mine), mine)


def _read(clue: Clue, key: bytes, mine: list[x25519.Identity]) -> Read:
    values, joined = opened(key, bytes(clue.sealed), clue.bound), list[int]()
    for one in ClueAddition.objects.filter(clue=clue).order_by("day", "pk"):
        try:
            added = json.loads(unseal(bytes(one.body), mine))
        except Sealed:
            continue  # added before this reader came; whoever reads it seals it anew for all
        values["contents"] += added["contents"]
        values["files"] |= added["files"]
        joined.append(one.pk)
    keys = {one["id"]: bytes.fromhex(one["key"]) for one in values.get("merged", ())}
    rows = Clue.objects.filter(pk__in=keys).select_related("tip").order_by("received_on", "pk") if keys else ()
    return Read(key, values, tuple(joined), tuple(Merged(one, _read(one, keys[one.pk], mine)) for one in rows))


def notes_of(clue: Clue, found: Read) -> list[tuple[ClueNote, dict[str, Any]]]:
    """What was written with each step, for whoever has just read the clue."""
    return [(one, opened(found.key, bytes(one.body), one.bound)) for one in ClueNote.objects.filter(clue=clue).select_related("noted_by")]


def read_file(clue: Clue, *, file: str, session: str, actor: Actor, now: datetime, reason: str = "") -> bytes:
    """A file of a clue. Missing for whoever may not know of the clue, and for one that it has not."""
    return named_file(clue, file=file, session=session, actor=actor, now=now, reason=reason)[1]


def named_file(clue: Clue, *, file: str, session: str, actor: Actor, now: datetime, reason: str = "") -> tuple[str, bytes]:
    """The same with the name that its reporter's device told."""
    found = read_clue(clue, session=session, actor=actor, now=now, reason=reason)
    whose, told = next(((whose, one) for whose, one in files_of(clue, found) if one["file"] == file), (clue, None))
    if told is None:
        raise Missing
    key = bytes.fromhex(told["key"])
    pieces = CluePiece.objects.filter(clue=whose, file=file).order_by("number").values_list("number", "body")
    data = b"".join(opened_bytes(key, bytes(body), f"{whose.bound} {file} {number}") for number, body in pieces)
    return str(told["name"]), data


def files_of(clue: Clue, found: Read) -> Iterator[tuple[Clue, dict[str, Any]]]:
    """All files of a clue and of what was joined to it, each with the clue by which it came."""
    yield from ((clue, one) for one in found.values["files"].values())
    for one in found.merged:
        yield from files_of(one.clue, one.found)
