"""Registering (受理登记): one intake duty opens a report and names whom it is about; in the same step it is sealed anew, past everybody in the line of
whom it names (A1.3). The sealed original goes, its envelopes' keys stay, the identity stays with its custodians."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from pyrage import x25519

from bihuan.campaigns.models import Campaign
from bihuan.clues.models import Clue, ClueParty, ClueSeal, ExternalNumber, Tip, TipEnvelope
from bihuan.clues.operations.answering import Opened, answer
from bihuan.clues.operations.filing import empty, keep_file
from bihuan.clues.operations.opening import own_keys
from bihuan.clues.policy.lines import token_of, token_of_number
from bihuan.clues.queries.clues import as_parties, contents_of, parties_of, readers_for
from bihuan.clues.queries.door import entry_of
from bihuan.clues.queries.keys import sealing_keys
from bihuan.clues.rules.records import plain_number
from bihuan.clues.rules.texts import closed, fresh_key, sealed_key
from bihuan.clues.vocabulary.clues import ClueAction, ClueSource, TipAction
from bihuan.clues.vocabulary.tips import TipState
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, Missing, _
from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.contents import Content, Identity
from bihuan.foundation.sealedbox.custodians import seal_to_pairs
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.vocabulary import Kind, What
from bihuan.organisation.models import Person, Unit


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
            opened = contents_of(tip, mine)
            contents = [(envelope, content) for envelope, content in opened if content]
            if not contents:
                raise Missing
            change.set(entry=tip.entry or entry_of(contents[0][1].entry))
            _store(clue, about, contents, mine, actor, now)
            change.set(unread=empty(tip, opened))
        answer(clue, tip.place, contents, localdate(now))
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
        answer(clue, tip.place, [(None, content)], slip.received_on)
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
    body, key = seal_to_pairs(slip.identity.told(), custodians, marked=True), keys.envelope("identity").hex()
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
            **sealed_values(clue, clue.tip.place if clue.tip else "", contents, mine), "note": about.note.strip(),
            "persons": [{"id": one.pk, "name": one.name} for one in about.persons], "units": [one.name for one in about.units],
        }  # fmt: skip
        change.set(sealed=closed(key, values, clue.bound))
        ClueSeal.objects.bulk_create([ClueSeal(clue=clue, holder=one, body=sealed_key(key, one.public)) for one in readers])
        ClueParty.objects.bulk_create(
            [ClueParty(clue=clue, token=token_of(person.pk) if person else "", unit=unit) for person, unit in told]
        )


def sealed_values(clue: Clue, place: str, contents: Opened, mine: list[x25519.Identity]) -> dict[str, Any]:
    """Contents and files as they stand in the sealed text."""
    files = {
        one.digest: keep_file(clue, one, place, mine) for envelope, content in contents for one in content.files if envelope is not None
    }
    return {"contents": [content.told().decode() for _envelope, content in contents], "files": files}
