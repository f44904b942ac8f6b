"""What the office published for this door: read from the box for each visitor, believed only with the office's signature."""

import mmap
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox import published, stores
from bihuan.foundation.sealedbox.box import Box
from bihuan.foundation.sealedbox.custodians import NEEDED
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.published import Door
from bihuan.interfaces.portal.keeping import Keeper, Kept
from bihuan.interfaces.portal.own import own
from bihuan.interfaces.portal.price import load

_NUMBER = 8
keeper = Keeper(lambda: Box(own.BIHUAN_PORTAL_BOX, lasting=True), load.count)
"""Beside the visitors' processes of this door; elsewhere it is not running, and everybody reaches the box himself."""


def box() -> Kept:
    """The box that this door puts into."""
    return Kept(own.BIHUAN_PORTAL_BOX, keeper.mine)


def is_known(keys: ReportKeys) -> bool:
    """Is there a report to add to? A code that opens nothing must not fill the box."""
    try:
        return lies_at(keys.place)
    except troubles():
        return False


def lies_at(place: bytes) -> bool:
    """Is there a report at a place, or an answer to one? Raises one of `troubles()`."""
    return box().holds(place) or bool(box().answers(place))


def troubles() -> tuple[type[Exception], ...]:
    """What the box may be in: full, away, being restored."""
    return stores.troubles(own.BIHUAN_PORTAL_BOX)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the door stands: `door` is what was published and believed; only an open one takes reports."""

    door: Door | None = None

    @property
    def is_open(self) -> bool:
        """Are there keys to seal everything to?"""
        return self.door is not None and bool(self.door.keys.desk) and len(set(self.door.keys.custodians)) >= NEEDED

    @property
    def goes_round(self) -> bool:
        """Are there others who take what concerns the desk itself or the leaders here?"""
        return self.door is not None and bool(self.door.keys.alternate)


class Held:
    """What counts, as the process that listens last read it: so that no visitor's process has to ask and check it again."""

    seconds = 2.0

    def __init__(self) -> None:
        self._standing: Standing | None = None
        self._read = 0.0

    def refresh(self) -> None:
        """Reads it again when it is old. What cannot be read for the moment stays as it was."""
        if self._standing is None or time.monotonic() - self._read > self.seconds:
            with suppress(*troubles()):
                self._standing = _read()
            self._read = time.monotonic()

    @property
    def standing(self) -> Standing | None:
        return self._standing


held = Held()


def standing() -> Standing:
    """What counts now: as it is held by the process of the door, or else read from the box. Raises one of `troubles()`."""
    return held.standing or _read()


def _read() -> Standing:
    """Closed where nothing is published, nobody trusted signed it, or it is older than one that was seen before."""
    paper = box().published(published.NAME)
    try:
        door = published.read(paper, own.BIHUAN_PORTAL_TRUST) if paper else None
    except BadInput:
        return Standing()
    if door is None or not newest().takes(door.number):
        return Standing()
    return Standing(door)


class Newest:
    """The highest number of a paper that any visitor's process has seen, shared by all of them and kept: who can write into the box cannot
    bring back a paper with keys that the office gave up."""

    def __init__(self, place: Path) -> None:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with place.open("a+b") as file:
            place.chmod(0o600)
            file.truncate(_NUMBER)
            self._held = mmap.mmap(file.fileno(), _NUMBER)

    def takes(self, number: int) -> bool:
        """False for one that is older than the newest."""
        known = int.from_bytes(self._held[:], "big")
        if number > known:
            self._held[:] = number.to_bytes(_NUMBER, "big")
        return number >= known


@cache
def _newest(place: Path) -> Newest:
    return Newest(place)


def newest() -> Newest:
    """The one of this installation; asked for once before visitors come, so that their processes share it."""
    return _newest(Path(own.BIHUAN_PORTAL_NEWEST))
