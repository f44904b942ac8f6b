"""Opinions are opened together, counted by the code they came by, and what was written in them is sealed to the desk (M68). Nobody is registered, and
no one answers: behind an open code there is nobody to answer."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bihuan.clues.models import DoorEntry, DoorOpinion, Tip, TipEnvelope
from bihuan.clues.operations.filing import empty
from bihuan.clues.operations.opening import own_keys
from bihuan.clues.policy.keys import duties_of_door
from bihuan.clues.queries.clues import contents_of
from bihuan.clues.queries.door import questions_of
from bihuan.clues.queries.keys import usable_keys
from bihuan.clues.queries.opinions import opinions_of, waiting_opinions
from bihuan.clues.vocabulary.clues import TipAction
from bihuan.clues.vocabulary.door import DoorWord
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.foundation.audit.changing import changing, note
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, NotAllowed
from bihuan.foundation.sealedbox.contents import Content
from bihuan.foundation.sealedbox.packages import RECIPIENTS, Sealed, seal, unseal


def count_opinions(*, session: str, actor: Actor, now: datetime) -> int:
    """Open what waits and is an opinion, and count it by its code. How many."""
    mine = own_keys(session=session, actor=actor, now=now)
    entries = {one.code: one for one in DoorEntry.objects.select_related("campaign")}
    readers = [one.public for one, _duties in usable_keys(KeyPurpose.DESK)][:RECIPIENTS]
    waiting = waiting_opinions(mine)
    for tip in waiting:
        with changing(tip, TipAction.COUNT, actor=actor, now=now) as change:
            opened = contents_of(tip, mine)
            came = [(envelope, content) for envelope, content in opened if content]
            rows = [_row(tip, envelope, content, entries.get(content.entry), readers) for envelope, content in came]
            DoorOpinion.objects.bulk_create(rows)
            change.set(unread=empty(tip, opened), entry=rows[0].entry)
    return len(waiting)


def _row(tip: Tip, envelope: TipEnvelope, content: Content, entry: DoorEntry | None, readers: list[str]) -> DoorOpinion:
    """Only what the entry offered to be picked stands open; an answer of any other kind is somebody's own words."""
    asked = {one.key: one for one in questions_of(entry)} if entry else {}
    picked = {asked[key].label: value for key, value in content.answers.items() if key in asked and value in asked[key].choices}
    told = {asked[key].label if key in asked else key: value for key, value in content.answers.items()}
    body = seal(json.dumps({"text": content.text, "answers": told}, ensure_ascii=False).encode(), readers)
    return DoorOpinion(tip=tip, entry=entry, received_on=envelope.day, choices=picked, body=body)


@dataclass(frozen=True, slots=True)
class ReadOpinion:
    """One opinion for the time of a request; without values where it was sealed before the reader's key was made."""

    received_on: date
    values: dict[str, Any] | None


def read_opinions(entry: DoorEntry, *, session: str, actor: Actor, now: datetime) -> list[ReadOpinion]:
    """What was written by this code, latest first; that it was read is noted."""
    if not duties_of_door(actor):
        raise NotAllowed
    mine = own_keys(session=session, actor=actor, now=now)
    found = [ReadOpinion(one.received_on, _opened(bytes(one.body), mine)) for one in opinions_of(entry)]
    note(kept(DoorEntry), entry, DoorWord.READ_OPINIONS, actor=actor, now=now)
    return found


def _opened(body: bytes, mine: list[Any]) -> dict[str, Any] | None:
    try:
        values: dict[str, Any] = json.loads(unseal(body, mine))
    except Sealed:
        return None
    return values
