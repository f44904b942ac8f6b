"""What lies in the sealed packages, as JSON that is checked when it is opened: a visitor's own browser seals it, so it may hold anything.

Content: what is reported. Identity: who reports, or that nobody is named; both look alike from outside. ReturnAddress: where the receipt goes,
the only one that lies open. Answer: what the office lays down for the reporter. Unknown names are left out, so that an older office reads what
a newer door wrote.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Self, TypeVar

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.sealedbox.vocabulary import Says, What

T = TypeVar("T")
TEXT_MOST = 20_000
LINE_MOST = 300
FILES_MOST = 20
ANSWERS_MOST = 40
PIECES_MOST = 4096
REPLIES_TO = "replies_to"
"""Under this name among the `answers` of a reply stands the number of the question of the office that it answers."""
REAL_NAME = "real_name"
"""Under this name stands "yes" where the identity gives a name and a way to reach: who reports is for two custodians to open, that somebody gave his
name the desk has to know, for such a report is handled first and answered (检举控告工作规则 第二十四、二十五条)."""


@dataclass(frozen=True, slots=True)
class FileNote:
    """One file: its own name and kind as the reporter's device told them, length in bytes, SHA-256, and the keys of its pieces in order (hex)."""

    name: str
    media: str
    size: int
    digest: str
    sealed_size: int
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """A report. `address` is the key that answers are sealed to, `salt` (hex) goes into the receipt's digest, `entry` names the code or address
    by which the visitor came, `answers` are those to the campaign's questions by their keys."""

    what: What
    entry: str
    language: str
    text: str
    address: str
    salt: str
    about: str = ""
    """Whom or what it is about, in the reporter's words."""
    happened: str = ""
    """When and where, in the reporter's words."""
    concerns_handlers: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    files: tuple[FileNote, ...] = ()

    @property
    def real_name(self) -> bool:
        """Did the reporter give his name, sealed apart?"""
        return self.answers.get(REAL_NAME) == "yes"

    def told(self) -> bytes:
        """As JSON; the same content always as the same bytes."""
        return _told({**asdict(self), "what": self.what.value})

    @property
    def digest(self) -> str:
        """What the receipt proves (hex): SHA-256 of the salt and of everything told but the salt and the places of the files' pieces, which each
        try of sending them makes anew: who sends the same twice has filed one thing. Without the salt, which only the holder of the code and
        whoever opened the content know, nobody can try out guesses on it."""
        return hashlib.sha256(self.proof).hexdigest()

    @property
    def proof(self) -> bytes:
        """What the digest is of: kept by whoever filed it, it shows with nothing but SHA-256 that a receipt is for this content."""
        files = tuple(replace(one, sealed_size=0, pieces=()) for one in self.files)
        return bytes.fromhex(self.salt) + replace(self, salt="", files=files).told()

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Checks what was opened. Raises BadInput."""
        found = _Found(data)
        files = tuple(_file(one) for one in found.many("files", FILES_MOST))
        return cls(
            what=found.term("what", What),
            entry=found.line("entry"),
            language=found.line("language"),
            text=found.text("text"),
            address=found.line("address"),
            salt=found.hexed("salt", 32),
            about=found.text("about"),
            happened=found.text("happened"),
            concerns_handlers=found.value("concerns_handlers", bool, False),
            answers=found.texts("answers"),
            files=files,
        )


@dataclass(frozen=True, slots=True)
class ReturnAddress:
    """The one envelope that lies open in the box, so that the office can hand out the receipt before anybody unlocks a key: where answers are
    sealed to, and the digest of one content. One goes with every content (key: `ReportKeys.envelope("address " + digest)`). Neither value tells
    anything: the address is made for this report alone, the digest is salted with what only the code gives. Both stand in the sealed content
    again, and the office holds them against each other when it is opened."""

    address: str
    digest: str

    @classmethod
    def of(cls, content: Content) -> Self:
        """What belongs to this content."""
        return cls(content.address, content.digest)

    def told(self) -> bytes:
        """As JSON, always of the same length."""
        return _told(asdict(self))

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Checks what a visitor's device put there. Raises BadInput."""
        found = _Found(data[: 2 * LINE_MOST])
        return cls(found.line("address"), found.hexed("digest", 32))


@dataclass(frozen=True, slots=True)
class Identity:
    """Who reports. Empty for an anonymous report, which brings such an envelope, too."""

    name: str = ""
    contact: str = ""
    unit: str = ""

    @property
    def named(self) -> bool:
        """Real-name by the rules: a name and a concrete way to reach (检举控告规则 art. 24)."""
        return bool(self.name.strip() and self.contact.strip())

    def told(self) -> bytes:
        """As JSON."""
        return _told(asdict(self))

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Checks what was opened. Raises BadInput."""
        found = _Found(data)
        return cls(found.line("name"), found.line("contact"), found.line("unit"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What the office says: by day only. `facts` are plain values of its kind, a receipt's digest and signature for instance."""

    says: Says
    on: date
    text: str
    number: str = ""
    """Random, so that an answer laid down twice is shown once and a reply names its question."""
    facts: dict[str, str] = field(default_factory=dict)

    def told(self) -> bytes:
        """As JSON."""
        return _told({**asdict(self), "says": self.says.value, "on": self.on.isoformat()})

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Checks what was opened. Raises BadInput."""
        found = _Found(data)
        try:
            on = date.fromisoformat(found.line("on"))
        except ValueError as wrong:
            raise _unreadable() from wrong
        return cls(found.term("says", Says), on, found.text("text"), found.line("number"), found.texts("facts"))


def _told(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _unreadable() -> BadInput:
    return BadInput(_("密封件里的内容不是约定的格式，无法登记。"))


def _file(values: Any) -> FileNote:
    found = _Found.of(values)
    return FileNote(
        name=found.line("name"),
        media=found.line("media"),
        size=found.count("size"),
        digest=found.hexed("digest", 32),
        sealed_size=found.count("sealed_size"),
        pieces=tuple(_hexed(one, 16) for one in found.many("pieces", PIECES_MOST)),
    )


def _hexed(value: Any, size: int) -> str:
    try:
        if isinstance(value, str) and len(bytes.fromhex(value)) == size:
            return value.lower()
    except ValueError:
        pass
    raise _unreadable()


class _Found:
    """Values of an object, each asked for with its kind and its bound."""

    def __init__(self, data: bytes) -> None:
        try:
            self._values = json.loads(data)
        except (ValueError, RecursionError) as wrong:
            raise _unreadable() from wrong
        if not isinstance(self._values, dict):
            raise _unreadable()

    @classmethod
    def of(cls, values: Any) -> Self:
        found = cls(b"{}")
        if not isinstance(values, dict):
            raise _unreadable()
        found._values = values
        return found

    def value(self, name: str, kind: type[T], otherwise: T) -> T:
        value = self._values.get(name, otherwise)
        if type(value) is not kind:
            raise _unreadable()
        return value

    def _bounded(self, value: Any, most: int) -> str:
        if not isinstance(value, str) or len(value) > most:
            raise _unreadable()
        return "".join(sign for sign in value.encode("utf-8", "replace").decode() if sign in "\n\t" or ord(sign) >= 32)

    def text(self, name: str) -> str:
        return self._bounded(self._values.get(name, ""), TEXT_MOST)

    def line(self, name: str) -> str:
        return " ".join(self._bounded(self._values.get(name, ""), LINE_MOST).split())

    def texts(self, name: str) -> dict[str, str]:
        values = self.value(name, dict, {})
        if len(values) > ANSWERS_MOST:
            raise _unreadable()
        return {self._bounded(key, LINE_MOST): self._bounded(value, TEXT_MOST) for key, value in values.items()}

    def many(self, name: str, most: int) -> list[Any]:
        values = self.value(name, list, [])
        if len(values) > most:
            raise _unreadable()
        return values

    def count(self, name: str) -> int:
        number = self.value(name, int, 0)
        if not 0 <= number < 2**40:
            raise _unreadable()
        return number

    def hexed(self, name: str, size: int) -> str:
        return _hexed(self._values.get(name), size)

    def term(self, name: str, kind: Callable[[str], T]) -> T:
        try:
            return kind(self.line(name))
        except ValueError as wrong:
            raise _unreadable() from wrong
