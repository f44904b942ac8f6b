"""Between two boxes that no network joins: each end packs what is new into numbered parcels and takes the other's in their order (M70, 网闸).

Each exactly once: a parcel is taken only when it is the next of its stream, and what it brings is put down in the same transaction as its number.
Nothing is lost: a parcel lies in the folder of its sender until the other end tells that it has it; a report lies in the box of the door until the
office has settled it, so that its code is never unknown in between.
"""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.sealedbox import parcels, travelling
from bihuan.foundation.sealedbox.box import Box
from bihuan.foundation.sealedbox.parcels import Mark, Parcel, Sign
from bihuan.foundation.sealedbox.stores import FORGET, Transaction, store
from bihuan.foundation.sealedbox.vocabulary import End, Fate
from bihuan.foundation.seals import keys

_HEAD = 256
"""What an item takes in the head of a parcel, at most."""
DOOR_SIGNS_WITH = "ed25519"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the two streams are: numbers of the parcels packed last, of those the other end has told to have, and taken last."""

    packed: int
    received: int
    taken: int


class Crossing:
    """One end. `folder` keeps what was packed, `sign` signs it, `trusted` are the public keys (hex) of the other end."""

    def __init__(self, end: End, address: str | Path, folder: Path, sign: Sign, trusted: Collection[str]) -> None:
        self.end, self._address, self._folder = end, address, folder
        self.sign, self.trusted = sign, trusted
        self._store = store(address)

    def prepare(self) -> None:
        """Makes box, folder and the name of the stream where there are none."""
        self._store.prepare()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._store.writing() as writing:
            writing.do("INSERT INTO line (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", [("out.stream", secrets.token_hex(8))])

    @property
    def standing(self) -> Standing:
        """How far both streams are."""
        with self._store.reading() as reading:
            told = _Line(reading)
            return Standing(told.number("out.number"), told.number("out.received"), told.number("in.number"))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time packs or takes."""
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    # Packing -------------------------------------------------------------------------------------------------------------------------

    def pack(self, today: date) -> Parcel:
        """The next parcel, kept in the folder until the other end has it. There is always one: an empty one looks like a full one."""
        with self._alone():
            with self._store.reading() as reading:
                at = _Line(reading).next_out()
                parcel = None if self._place(at).exists() else self._gathered(reading, at)
            if parcel is not None:
                self._keep(parcel, today)
            else:  # stopped between keeping it and noting that: somebody may have carried it off already
                parcel = self.own(self._place(at).read_bytes())
            with self._store.writing() as writing:
                _note_packed(writing, parcel, hashlib.sha256(self._place(at).read_bytes()).hexdigest())
        return parcel

    def _gathered(self, reading: Transaction, at: Mark) -> Parcel:
        line, is_office = _Line(reading), self.end is End.OFFICE
        # asked first: what is settled meanwhile has its answer in this parcel or in a later one
        drops = travelling.drops(reading) if is_office else []
        items = [*travelling.orders(reading), *travelling.papers(reading, lambda name: line.text(f"paper.{name}"))] if is_office else []
        waiting = travelling.answers(reading) if is_office else travelling.envelopes(reading)
        room, left = parcels.MOST - sum(len(one.body) + _HEAD for one in items), len(waiting)
        for kind, key, size in waiting:
            if size + _HEAD > room:
                break
            items.append(travelling.item(reading, kind, key))
            room, left = room - size - _HEAD, left - 1
        more = left > 0 or len(waiting) == travelling.MANY
        return Parcel(self.end, at, line.taken(), tuple(items), () if left else tuple(drops), more)

    def _keep(self, parcel: Parcel, today: date) -> None:
        place = self._place(parcel.at)
        fresh = place.with_suffix(".part")
        with fresh.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(parcel.told(self.sign))
            file.flush()
            os.fsync(file.fileno())
        on = datetime(today.year, today.month, today.day).timestamp()  # noqa: DTZ001 - the day alone, wherever it is read
        os.utime(fresh, (on, on))
        fresh.replace(place)
        _sync(self._folder)

    def own(self, data: bytes) -> Parcel:
        """A parcel that was packed here."""
        return parcels.read(data, self.end, {self.sign(b"").key})

    def _place(self, at: Mark) -> Path:
        return self._folder / f"{self.end.value}-{at.stream}-{at.number:08}.parcel"

    def unreceived(self) -> list[Path]:
        """Parcels of which the other end has not told that it has them, in their order."""
        with self._store.reading() as reading:
            line = _Line(reading)
            stream, first, last = line.text("out.stream"), line.number("out.received") + 1, line.number("out.number")
        return [self._place(Mark(stream, number)) for number in range(first, last + 1)]

    def to_hand_over(self) -> list[Path]:
        """Of these, what was not handed to a carrier yet."""
        with self._store.reading() as reading:
            handed = _Line(reading).number("out.handed")
        return [one for one in self.unreceived() if number_of(one) > handed]

    def handed_over(self, place: Path) -> None:
        """A carrier has this one, and all before it."""
        with self._store.writing() as writing:
            _set(writing, {"out.handed": str(number_of(place))})

    def tidy(self, now: datetime, today: date) -> None:
        """Hourly: a box with no clock beside it is written anew in random order by whoever carries (`Box.rewrite`)."""
        hour = f"{now:%Y-%m-%d %H}"
        with self._store.reading() as reading:
            done = _Line(reading).text("tidied")
        if done != hour:
            Box(self._address).rewrite(today)
            with self._store.writing() as writing:
                _set(writing, {"tidied": hour})

    def begin_anew(self) -> None:
        """A new stream with everything that lies here, for when an end was set back to an older state. What the other end knows already it keeps
        as it is."""
        with self._alone():
            with self._store.writing() as writing:
                writing.do("DELETE FROM sent", [()])
                writing.do("DELETE FROM line WHERE name LIKE ?", [("out.%",), ("paper.%",)])
                writing.do("UPDATE line SET value = '' WHERE name LIKE ?", [(f"{FORGET}%",)])
                _set(writing, {"out.stream": secrets.token_hex(8)})
            for place in self._folder.glob(f"{self.end.value}-*.parcel"):
                place.unlink()

    # Taking --------------------------------------------------------------------------------------------------------------------------

    def take(self, data: bytes) -> Fate:
        """What the other end sent. Raises Forged."""
        parcel = parcels.read(data, self.end.other, self.trusted)
        with self._alone():
            with self._store.writing() as writing:
                fate = self._take(writing, parcel)
            if fate is Fate.TAKEN:
                self._let_go(parcel.got)
        return fate

    def _take(self, writing: Transaction, parcel: Parcel) -> Fate:
        line = _Line(writing)
        known = line.taken()
        if parcel.at.stream != known.stream:
            if line.text(f"old.{parcel.at.stream}"):
                return Fate.BEFORE
            known = Mark(parcel.at.stream)
        if parcel.at.number <= known.number:
            return Fate.BEFORE
        if parcel.at.number > known.number + 1:
            return Fate.AHEAD
        self._note_received(writing, line, parcel.got)
        travelling.put(writing, parcel)
        _set(writing, {"in.stream": parcel.at.stream, "in.number": str(parcel.at.number), "in.digest": parcel.digest})
        _set(writing, {f"old.{line.text('in.stream')}": "1"} if line.text("in.stream") not in {"", parcel.at.stream} else {})
        return Fate.TAKEN

    @property
    def got(self) -> Mark:
        """How far this end has come with the parcels of the other."""
        with self._store.reading() as reading:
            return _Line(reading).taken()

    def receipt(self, got: Mark) -> None:
        """The other end tells how far it has come: what it has need not be kept here."""
        with self._alone():
            with self._store.writing() as writing:
                self._note_received(writing, _Line(writing), got)
            self._let_go(got)

    def _note_received(self, writing: Transaction, line: "_Line", got: Mark) -> None:
        """Raises BadInput where what the other end has is not what was packed here, byte for byte."""
        if got.stream != line.text("out.stream") or got.number <= line.number("out.received"):
            return
        place = self._place(got)
        ours = line.text("out.digest") if got.number == line.number("out.number") else _digest(place)
        if got.number > line.number("out.number") or (ours and ours != got.digest):
            raise BadInput(
                _("对方收到的数据包和这里发出的不是同一个（第 %(number)s 号）。请检查网闸，再用 --anew 从头送一遍。"), number=got.number
            )
        _set(writing, {"out.received": str(got.number)})
        done = [(name,) for name, number in line.orders().items() if number and int(number) <= got.number]
        writing.do("DELETE FROM line WHERE name = ?", done)

    def _let_go(self, got: Mark) -> None:
        """Parcels of this end's own stream that the other is known to have: what it says of any other stream is about none that lies here."""
        with self._store.reading() as reading:
            line = _Line(reading)
            stream, received = line.text("out.stream"), line.number("out.received")
        if got.stream != stream:
            return
        for place in self._folder.glob(f"{self.end.value}-{stream}-*.parcel"):
            if number_of(place) <= received:
                place.unlink()


def number_of(place: Path) -> int:
    """The number of a parcel, by the name of its file."""
    return int(place.stem.rpartition("-")[2])


def _digest(place: Path) -> str:
    return hashlib.sha256(place.read_bytes()).hexdigest() if place.exists() else ""


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


class _Line:
    """What the box knows of the two streams."""

    def __init__(self, reading: Transaction) -> None:
        self._values = {str(name): str(value) for name, value in reading.rows("SELECT name, value FROM line")}

    def text(self, name: str) -> str:
        return self._values.get(name, "")

    def number(self, name: str) -> int:
        return int(self._values.get(name, "0"))

    def orders(self) -> dict[str, str]:
        """Orders to forget by their names, each with the number of the parcel in which it went."""
        return {name: value for name, value in self._values.items() if name.startswith(FORGET)}

    def next_out(self) -> Mark:
        return Mark(self.text("out.stream"), self.number("out.number") + 1)

    def taken(self) -> Mark:
        return Mark(self.text("in.stream"), self.number("in.number"), self.text("in.digest"))


def _set(writing: Transaction, values: dict[str, str]) -> None:
    writing.do("INSERT INTO line (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", list(values.items()))


def _note_packed(writing: Transaction, parcel: Parcel, digest: str) -> None:
    keys = [(one.key,) for one in parcel.items if one.kind not in {travelling.PAPER, travelling.ORDER}]
    writing.do("INSERT INTO sent (key) VALUES (?) ON CONFLICT (key) DO NOTHING", keys)
    for table in ("came", "sent"):
        writing.do(f"DELETE FROM {table} WHERE key = ?", [(key,) for key in parcel.drops])  # noqa: S608 - our own names
    _set(
        writing, {f"paper.{one.key.decode()}": hashlib.sha256(one.body).hexdigest() for one in parcel.items if one.kind == travelling.PAPER}
    )
    ordered = [(str(parcel.at.number), FORGET + one.place.hex()) for one in parcel.items if one.kind == travelling.ORDER]
    writing.do("UPDATE line SET value = ? WHERE name = ? AND value = ''", ordered)
    _set(writing, {"out.number": str(parcel.at.number), "out.digest": digest})


# Who the ends are ----------------------------------------------------------------------------------------------------------------------


def door_end(home: Path, box: str | Path, trusted: Collection[str]) -> Crossing:
    """The door's; it signs with a key of its own that opens nothing."""
    return _prepared(Crossing(End.DOOR, box, home / "portal" / "parcels", partial(keys.sign, home / "portal", DOOR_SIGNS_WITH), trusted))


def door_key(home: Path) -> str:
    """The public half (hex) of the key with which the door signs its parcels."""
    return keys.public_key(home / "portal", DOOR_SIGNS_WITH).hex()


def office_end(home: Path, box: str | Path, algorithm: str, trusted: Collection[str]) -> Crossing:
    """The office's; it signs with the key of the installation."""
    if not trusted:
        raise BadInput(_("还没有登记举报入口的公钥：在举报入口那台机器上运行 bihuan portal key，把结果写进 BIHUAN_PORTAL_DOOR。"))
    return _prepared(Crossing(End.OFFICE, box, home / "portal" / "parcels-office", partial(keys.sign, home, algorithm), trusted))


def _prepared(crossing: Crossing) -> Crossing:
    crossing.prepare()
    return crossing
