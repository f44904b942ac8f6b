"""What is said to a reporter by the door: sealed to the key that belongs to his place, and to no other."""

import secrets
from collections.abc import Sequence
from datetime import date

from bihuan.clues.models import Clue, ClueSeal, Outgoing, TipEnvelope
from bihuan.clues.operations.taking import sealed_receipt
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.kernel import BadInput
from bihuan.foundation.kernel.time import due_on
from bihuan.foundation.rulebook.queries import rule
from bihuan.foundation.sealedbox.contents import Answer, Content, ReturnAddress
from bihuan.foundation.sealedbox.keys import is_own
from bihuan.foundation.sealedbox.packages import seal_plainly
from bihuan.foundation.sealedbox.vocabulary import Kind, Says

REGISTERED, ADDED = "已登记，正在办理。", "补充材料已收到，随原件一并办理。"
Opened = Sequence[tuple[TipEnvelope | None, Content]]


def told_with(clue: Clue, content: Content, until: date | None = None) -> dict[str, str]:
    """What an answer tells the door beside its words: to which keys the reporter's next words are sealed, and by when something is promised or
    asked for. Whose clue those handle who take what concerns the desk, his additions go to them, too, whatever he ticked at first."""
    around = content.concerns_handlers or ClueSeal.objects.filter(clue=clue, holder__purpose=KeyPurpose.ALTERNATE).exists()
    facts = {"keys": KeyPurpose.ALTERNATE.value if around else KeyPurpose.DESK.value}
    return {**facts, "until": until.isoformat()} if until else facts


def promised(clue: Clue) -> date | None:
    """The last day for a decision on what is done about it (T7)."""
    return due_on(clue.received_on, rule("T7", clue.received_on).length, calendar().is_working)


def answer(clue: Clue, place: str, contents: Opened, day: date, text: str = REGISTERED) -> None:
    """Tells the reporter that it is registered; and hands out the receipt of a content that came without an address or with another one."""
    until = promised(clue) if text == REGISTERED else None
    handed = set(filter(None, (_digest(bytes(one.body)) for one in TipEnvelope.objects.filter(place=place, kind=Kind.ADDRESS))))
    for envelope, content in contents:
        try:
            if not is_own(place, content.address):
                continue  # somebody else's key: nothing is told to it
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
