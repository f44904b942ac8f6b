"""Registering (受理登记): one intake duty opens a report and names whom it is about; in the same step it is sealed anew, past everybody in the line of
whom it names (A1.3). The sealed original goes, its envelopes' keys stay, the identity stays with its custodians."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from pyrage import x25519

from bihuan.campaigns.models import Campaign
from bihuan.clues.models import Clue, ClueAddition, ClueParty, CluePiece, ClueSeal, ExternalNumber, Outgoing, Tip, TipEnvelope, UpperReport
from bihuan.clues.operations.opening import own_keys, unsealed
from bihuan.clues.operations.searching import forget_unsealed
from bihuan.clues.operations.taking import sealed_receipt
from bihuan.clues.policy.lines import token_of, token_of_number
from bihuan.clues.queries.clues import as_parties, contents_of, parties_of, readers_for, readers_of
from bihuan.clues.queries.door import entry_of
from bihuan.clues.queries.keys import sealing_keys
from bihuan.clues.rules.records import plain_number
from bihuan.clues.rules.texts import closed, closed_bytes, fresh_key, sealed_key
from bihuan.clues.vocabulary.clues import ClueAction, ClueSource, TipAction, UpperAction
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.clues.vocabulary.tips import TipState
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.kernel import Actor, BadInput, Missing, _
from bihuan.foundation.kernel.time import due_on
from bihuan.foundation.kernel.unseen import seen
from bihuan.foundation.rulebook.queries import rule
from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.contents import Answer, Content, FileNote, Identity, ReturnAddress
from bihuan.foundation.sealedbox.custodians import seal_to_pairs
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import RECIPIENTS, Sealed, seal, seal_plainly
from bihuan.foundation.sealedbox.padding import BOX
from bihuan.foundation.sealedbox.streams import unseal_stream
from bihuan.foundation.sealedbox.vocabulary import Kind, Says, What
from bihuan.organisation.models import Person, Unit

_REGISTERED, _ADDED = "已登记，正在办理。", "补充材料已收到，随原件一并办理。"
Opened = Sequence[tuple[TipEnvelope | None, Content]]


@dataclass(frozen=True)
class About:
    """Whom a report is about, as the intake names them from the tree, and what it adds in its own words (sealed)."""

    persons: Sequence[Person] = ()
    units: Sequence[Unit] = ()
    campaign: Campaign | None = None
    named: bool = False
    note: str = ""


@dataclass(frozen=True)
class Slip:
    """What somebody said on the phone, wrote or told at the counter (M67), as the desk enters it. `identity` is sealed to the custodians at once."""

    source: ClueSource
    text: str
    received_on: date
    happened: str = ""
    identity: Identity = field(default_factory=Identity)
    external: str = ""
    """The number that it has on another platform, if it came from there: never registered twice (M69)."""


def register_tip(tip: Tip, *, about: About, session: str, actor: Actor, now: datetime) -> Clue:
    """Make a clue of a report. Refused: nobody named, not to be opened with these keys (Missing), everybody in the line (NobodyLeft)."""
    mine = own_keys(session=session, actor=actor, now=now)
    clue = _clue(about, ClueSource.DOOR, tip.received_on, actor, now)
    clue.tip = tip
    with one_write():
        with changing(tip, TipAction.TAKE_IN, actor=actor, now=now) as change:
            contents = [(envelope, content) for envelope, content in contents_of(tip, mine) if content]
            if not contents:
                raise Missing
            change.set(unread=False, entry=entry_of(contents[0][1].entry))
        _store(clue, about, contents, mine, actor, now)
        _empty(contents)
        _answer(clue, tip.place, contents, localdate(now))
    return clue


def register_slip(*, slip: Slip, about: About, actor: Actor, now: datetime) -> tuple[Clue, codes.ReceiptCode]:
    """Enter what came otherwise, with the same slip and code as by the door. The code is shown once and kept nowhere. Refused: no text, a day to come,
    an identity where there are no two custodians."""
    if not slip.text.strip():
        raise BadInput(_("请写明反映的内容。"))
    if slip.received_on > localdate(now):
        raise BadInput(_("收到日期不能晚于今天。"))
    code = codes.new()
    keys = ReportKeys(code)
    content = Content(
        What.TIP, slip.source.value, "zh-hans", slip.text.strip(), keys.address, keys.salt.hex(), happened=slip.happened.strip()
    )
    clue = _clue(about, slip.source, slip.received_on, actor, now)
    with one_write():
        tip = Tip(place=keys.place.hex(), received_on=slip.received_on, state=TipState.REGISTERED, unread=False)
        tip.save(force_insert=True)
        clue.tip = tip
        _store(clue, about, [(None, content)], [], actor, now)
        claim_number(clue, slip.external)
        _keep_identity(keys, slip)
        _answer(clue, tip.place, [(None, content)], slip.received_on)
    return clue, code


def claim_number(clue: Clue, number: str) -> None:
    """The number of another platform is this clue's. Refused: it was registered before."""
    plain = plain_number(number)
    if plain and not ExternalNumber.objects.get_or_create(token=token_of_number(plain), defaults={"clue": clue})[1]:
        raise BadInput(_("这个外部编号已经登记过，不能重复登记。"))


def _keep_identity(keys: ReportKeys, slip: Slip) -> None:
    custodians = sealing_keys().custodians
    if not custodians:
        if slip.identity != Identity():
            raise BadInput(_("还没有两名举报人身份信息保管人，不能登记举报人姓名。"))
        return
    body, key = seal_to_pairs(slip.identity.told(), custodians), keys.envelope("identity").hex()
    TipEnvelope.objects.create(key=key, place=keys.place.hex(), kind=Kind.IDENTITY, day=slip.received_on, body=body)


def _clue(about: About, source: ClueSource, day: date, actor: Actor, now: datetime) -> Clue:
    if not about.persons and not about.units:
        raise BadInput(_("请从名册里选定被反映的人或者单位；不在名册里的，选其所在或者主管的单位。"))
    return Clue(
        source=source, named=about.named, campaign=about.campaign, received_on=day, registered_at=now, registered_by_id=actor.user_id
    )


def _store(clue: Clue, about: About, contents: Opened, mine: list[x25519.Identity], actor: Actor, now: datetime) -> None:
    """The clue with its seals, parties and files; whom it is sealed to does not depend on who registers it."""
    told = parties_of(about.persons, about.units, localdate(now))
    readers, key = readers_for(as_parties(told), localdate(now)), fresh_key()
    with creating(clue, ClueAction.REGISTER, actor=actor, now=now) as change:
        values = {
            **_values(clue, contents, mine), "note": about.note.strip(),
            "persons": [{"id": one.pk, "name": one.name} for one in about.persons], "units": [one.name for one in about.units],
        }  # fmt: skip
        change.set(sealed=closed(key, values, clue.bound))
        ClueSeal.objects.bulk_create([ClueSeal(clue=clue, holder=one, body=sealed_key(key, one.public)) for one in readers])
        ClueParty.objects.bulk_create(
            [ClueParty(clue=clue, token=token_of(person.pk) if person else "", unit=unit) for person, unit in told]
        )


def _values(clue: Clue, contents: Opened, mine: list[x25519.Identity]) -> dict[str, Any]:
    """Contents and files as they stand in the sealed text."""
    files = {one.digest: _keep_file(clue, one, mine) for envelope, content in contents for one in content.files if envelope is not None}
    return {"contents": [content.told().decode() for _envelope, content in contents], "files": files}


class _Sink:
    """Takes a file as it is unsealed and keeps it piece by piece under a key of its own: nowhere does it lie open."""

    def __init__(self, clue: Clue) -> None:
        self._clue, self.key, self.file = clue, fresh_key(), secrets.token_hex(16)
        self._rest, self._count, self._digest = bytearray(), 0, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self._rest += data
        while len(self._rest) >= BOX:
            self._put(bytes(self._rest[:BOX]))
            del self._rest[:BOX]
        return len(data)

    def flush(self) -> None:
        """Asked for by age."""

    def end(self) -> str:
        """The digest of all of it."""
        if self._rest:
            self._put(bytes(self._rest))
        return self._digest.hexdigest()

    def _put(self, piece: bytes) -> None:
        body = closed_bytes(self.key, piece, f"{self._clue.bound} {self.file} {self._count}")
        CluePiece.objects.create(clue=self._clue, file=self.file, number=self._count, body=body)
        self._count += 1


def _keep_file(clue: Clue, one: FileNote, mine: list[x25519.Identity]) -> dict[str, object]:
    """Seals a file anew. `sound`: it came whole and is what its reporter's device told."""
    sink = _Sink(clue)
    try:
        unseal_stream(pieces_of(one), one.sealed_size, mine, sink)  # type: ignore[arg-type]
        sound = sink.end() == one.digest
    except Sealed:
        sound = False
    return {
        "file": sink.file,
        "name": one.name,
        "media": one.media,
        "size": one.size,
        "digest": one.digest,
        "sound": sound,
        "key": sink.key.hex(),
    }


def pieces_of(one: FileNote) -> Iterator[bytes]:
    """The pieces of a file of a report that are here, in their order."""
    for key in one.pieces:
        found = TipEnvelope.objects.filter(key=key, kind=Kind.PIECE).values_list("body", flat=True).first()
        if found:
            yield bytes(found)


def _empty(contents: Opened) -> None:
    """The sealed originals go; that they were here stays known, so that a late retry is not taken for something new."""
    keys = [envelope.key for envelope, _content in contents if envelope is not None]
    keys += [piece for _envelope, content in contents for one in content.files for piece in one.pieces]
    TipEnvelope.objects.filter(key__in=keys).update(body=b"")


def told_with(clue: Clue, content: Content, until: date | None = None) -> dict[str, str]:
    """What an answer tells the door beside its words: to which keys the reporter's next words are sealed, and by when something is promised or
    asked for. Whose clue those handle who take what concerns the desk, his additions go to them, too, whatever he ticked at first."""
    around = content.concerns_handlers or ClueSeal.objects.filter(clue=clue, holder__purpose=KeyPurpose.ALTERNATE).exists()
    facts = {"keys": KeyPurpose.ALTERNATE.value if around else KeyPurpose.DESK.value}
    return {**facts, "until": until.isoformat()} if until else facts


def _promised(clue: Clue) -> date | None:
    """The last day for a decision on what is done about it (T7)."""
    return due_on(clue.received_on, rule("T7", clue.received_on).length, calendar().is_working)


def _answer(clue: Clue, place: str, contents: Opened, day: date, text: str = _REGISTERED) -> None:
    """Tells the reporter that it is registered; and hands out the receipt of a content that came without an address or with another one."""
    until = _promised(clue) if text == _REGISTERED else None
    handed = set(filter(None, (_digest(bytes(one.body)) for one in TipEnvelope.objects.filter(place=place, kind=Kind.ADDRESS))))
    for envelope, content in contents:
        try:
            if content.digest not in handed:
                received = envelope.day if envelope else day
                Outgoing.objects.create(place=place, body=sealed_receipt(content.address, content.digest, received))
            say(place, content.address, Answer(Says.STATE, day, text, secrets.token_hex(8), told_with(clue, content, until)))
        except BadInput:
            continue  # an address that is none: nobody can be answered there


def _digest(body: bytes) -> str | None:
    try:
        return ReturnAddress.read(body).digest
    except BadInput:
        return None


def say(place: str, address: str, answer: Answer) -> None:
    """Lay an answer on its way to the reporter; the clock brings it to the box."""
    Outgoing.objects.create(place=place, body=seal_plainly(answer.told(), address))


def add_to_clue(tip: Tip, *, session: str, actor: Actor, now: datetime) -> None:
    """What a reporter added goes to the clue that his report became, sealed to its readers: who opens it need not be one of them, and does not learn
    which clue it is. Missing where nothing new opens with these keys."""
    mine, today = own_keys(session=session, actor=actor, now=now), localdate(now)
    with changing(tip, TipAction.ADD, actor=actor, now=now) as change:
        contents = [(envelope, content) for envelope, content in contents_of(tip, mine) if content]
        clue = Clue.objects.filter(tip=tip).first()
        while clue is not None and clue.merged_into is not None:
            clue = clue.merged_into
        if not contents or clue is None:
            raise Missing
        readers = [one.public for one in readers_of(clue, today)]
        body = seal(json.dumps(_values(clue, contents, mine)).encode(), readers[:RECIPIENTS])
        ClueAddition.objects.create(clue=clue, day=max(envelope.day for envelope, _content in contents if envelope), body=body)
        change.set(unread=False)
        _empty(contents)
        _answer(clue, tip.place, contents, today, _ADDED)


def note_upper_report(*, receipt: str, received_on: date, passed_on: date, actor: Actor, now: datetime) -> UpperReport:
    """Note that a report that belongs to the level above was passed on: its receipt's number and two days, and nothing else (A1.4)."""
    number = seen(receipt)
    if not number:
        raise BadInput(_("请填写上级回执号。"))
    if not received_on <= passed_on <= localdate(now):
        raise BadInput(_("报送日期不能早于收到日期，也不能晚于今天。"))
    if UpperReport.objects.filter(receipt=number).exists():
        raise BadInput(_("这个回执号已经登记过。"))
    row = UpperReport(receipt=number, received_on=received_on, passed_on=passed_on, noted_at=now, noted_by_id=actor.user_id)
    with creating(row, UpperAction.NOTE, actor=actor, now=now):
        pass
    return row


def set_tip_aside(tip: Tip, *, session: str, reason: str, actor: Actor, now: datetime) -> None:
    """A report that is no clue: advertisement, empty, an opinion. Its content goes; the book keeps that it did, by whom and why: no word of the report
    itself belongs into the reason."""
    mine = own_keys(session=session, actor=actor, now=now)
    with changing(tip, TipAction.SET_ASIDE, actor=actor, now=now, reason=reason) as change:
        contents = [(envelope, content) for envelope, content in contents_of(tip, mine) if content]
        if not contents:
            raise Missing
        change.set(unread=False)
        _empty(contents)


def reseal_clue(clue: Clue, *, session: str, actor: Actor, now: datetime) -> tuple[int, int]:
    """Seal a clue to whoever may read it now: newcomers get a seal, those who may not any more lose theirs. How many came and went. Missing for
    whoever may not know of it."""
    found = unsealed(clue, session=session, actor=actor, now=now)
    with changing(clue, ClueAction.RESEAL, actor=actor, now=now) as change:
        readers = {one.pk: one for one in readers_of(clue, localdate(now))}
        had = set(ClueSeal.objects.filter(clue=clue).values_list("holder_id", flat=True))
        fresh = [one for pk, one in readers.items() if pk not in had]
        ClueSeal.objects.bulk_create([ClueSeal(clue=clue, holder=one, body=sealed_key(found.key, one.public)) for one in fresh])
        gone = ClueSeal.objects.filter(clue=clue).exclude(holder_id__in=readers).delete()[0]
        forget_unsealed(clue)
        joined = ClueAddition.objects.filter(pk__in=found.joined)
        if found.joined:
            change.set(sealed=closed(found.key, found.values, clue.bound))
            joined.delete()
        change.set(stale=False)
        change.note(added=len(fresh), removed=gone, joined=len(found.joined))
    return len(fresh), gone
