"""What the office lays out for the public door: the keys to seal to, the entries behind its codes, the published channels, the promised times.

Signed by the installation; the door is told beforehand whose signature counts, so that whoever can write into the box cannot put keys of his
own under a report.
"""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.sealedbox.vocabulary import Purpose
from bihuan.foundation.seals.signatures import Signature

NAME = "door"
"""Under which name it lies in the box."""


@dataclass(frozen=True, slots=True)
class Question:
    """One of a campaign's questions; never to be answered of necessity."""

    key: str
    label: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands behind a code: `code` is the random word in its address, `place` the counter or unit where the poster hangs."""

    code: str
    purpose: Purpose
    campaign: str
    place: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """How a unit can be reached otherwise."""

    unit: str
    phone: str = ""
    mail: str = ""
    post: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Keys:
    """Public keys (age): of the clue desk, of those who take what concerns the desk or the leaders here, of the custodians of identities."""

    desk: tuple[str, ...] = ()
    alternate: tuple[str, ...] = ()
    custodians: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Door:
    """Everything at once. `number` grows with each issue: the door takes none that is older than the one it knows."""

    number: int
    issued_on: date
    body: str
    """Who receives reports here, by its full name."""
    keys: Keys
    entries: tuple[Entry, ...] = ()
    channels: tuple[Channel, ...] = ()
    answers_within: str = ""
    """The promised times, in words."""
    emergency: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    """Words of the body itself in place of the shipped ones, by their names."""

    def entry(self, code: str) -> Entry | None:
        """The entry behind a code, if there is one."""
        return next((one for one in self.entries if one.code == code), None)

    def told(self) -> bytes:
        """What is signed."""
        values = {**asdict(self), "issued_on": self.issued_on.isoformat()}
        return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode()


def signed(door: Door, signature: Signature) -> bytes:
    """How it lies in the box; `signature` is of `door.told()`."""
    return json.dumps({"door": door.told().decode(), "signature": signature.told()}, ensure_ascii=False).encode()


def read(data: bytes, trusted: Collection[str]) -> Door:
    """The door of a paper whose signature is by one of the `trusted` public keys (hex). Raises BadInput for any other."""
    try:
        paper = json.loads(data)
        told, signature = paper["door"].encode(), Signature(**paper["signature"])
        if signature.key not in trusted or not signature.fits(told):
            raise BadInput(_("公布的内容不是由本单位签名的，举报入口暂不开放。"))
        return _door(json.loads(told))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
        raise BadInput(_("公布的内容无法读取，举报入口暂不开放。")) from wrong


def _door(values: dict[str, Any]) -> Door:
    entries = (
        Entry(one["code"], Purpose(one["purpose"]), one["campaign"], one["place"], tuple(_question(each) for each in one["questions"]))
        for one in values["entries"]
    )
    return Door(
        number=values["number"],
        issued_on=date.fromisoformat(values["issued_on"]),
        body=values["body"],
        keys=Keys(**{name: tuple(keys) for name, keys in values["keys"].items()}),
        entries=tuple(entries),
        channels=tuple(Channel(**one) for one in values["channels"]),
        answers_within=values["answers_within"],
        emergency=values["emergency"],
        texts=values["texts"],
    )


def _question(values: dict[str, Any]) -> Question:
    return Question(values["key"], values["label"], tuple(values["choices"]))
