"""Fetching over HTTPS: the office asks, the door answers; the door never opens a line into the office (M70).

One question carries the office's next parcel and is answered with the door's next one. Both are taken as parcels always are, so that a line that
breaks anywhere costs nothing: what was not told to be there is sent again.
"""

import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.sealedbox import parcels
from bihuan.foundation.sealedbox.crossing import Crossing
from bihuan.foundation.sealedbox.parcels import HEAD, Asked, Forged, Parcel
from bihuan.foundation.sealedbox.vocabulary import Fate

PATH = "parcels/"
FRESH = timedelta(minutes=10)
"""How far the clocks of the two machines may be apart."""
LONGEST = parcels.MOST + 4 * 1024 * 1024
_ROUNDS = 1000
_SECONDS = 60


class Away(BadInput):
    """The door cannot be reached; nothing is lost, it is asked again."""


def next_of(crossing: Crossing, today: date) -> bytes:
    """The oldest parcel that the other end does not tell to have, or a new one."""
    waiting = crossing.unreceived()
    if not waiting:
        crossing.pack(today)
        waiting = crossing.unreceived()
    return waiting[0].read_bytes()


def asks(head: bytes, trusted: Collection[str], now: datetime) -> Asked:
    """The first `HEAD` bytes of a question, if the other end asks, and asks now; before that nothing more of it is read. Raises Forged for whoever
    is somebody else, and for what was asked long ago."""
    came = parcels.asked(head, trusted)
    try:
        age = abs(now - datetime.fromisoformat(came.at))
    except (ValueError, TypeError) as wrong:
        raise Forged from wrong
    if age > FRESH:
        raise Forged(_("两台机器的时间相差超过 10 分钟，请先对时。"))
    return came


def answered(crossing: Crossing, came: Asked, body: bytes, now: datetime, today: date) -> bytes:
    """The door's side. Raises Forged where something else follows than what the head told."""
    _take(crossing, came, body)
    return parcels.ask(next_of(crossing, today), now.isoformat(), crossing.got, crossing.sign)


def _take(crossing: Crossing, came: Asked, body: bytes) -> tuple[Parcel, Fate]:
    came.fits(body)
    parcel = parcels.read(body, crossing.end.other, crossing.trusted)
    crossing.receipt(came.got)
    return parcel, crossing.take(body)


def fetch(crossing: Crossing, post: Callable[[bytes], bytes], today: date) -> int:
    """The office's side: asks until neither end has more. How many parcels of the door were taken. Raises Away, Forged."""
    taken = 0
    for _round in range(_ROUNDS):
        mine = next_of(crossing, today)
        question = parcels.ask(mine, datetime.now(UTC).isoformat(), crossing.got, crossing.sign)
        data = post(question)
        came, fate = _take(crossing, asks(data[:HEAD], crossing.trusted, datetime.now(UTC)), data[HEAD:])
        taken += fate is Fate.TAKEN
        if fate is Fate.AHEAD or crossing.own(mine).at.number > crossing.standing.received:
            raise BadInput(_("两端的数据包接不上，多半有一端恢复过备份。请在两端各用 --anew 从头送一遍。"))
        if not (came.items or came.drops or came.more or crossing.unreceived() or crossing.own(mine).more):
            break
    return taken


def poster(address: str) -> Callable[[bytes], bytes]:
    """Posts to the door at this address by HTTPS, its certificate checked. Raises BadInput for an address without it."""
    told = urlsplit(address)
    if told.scheme != "https" and (told.scheme, told.hostname) != ("http", "127.0.0.1"):
        raise BadInput(_("举报入口的地址要以 https:// 开头：%(address)s。"), address=address)
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), _Straight(), urllib.request.HTTPSHandler(context=ssl.create_default_context())
    )

    def post(data: bytes) -> bytes:
        asked = urllib.request.Request(f"{address.rstrip('/')}/{PATH}", data, {"Content-Type": "application/octet-stream"})  # noqa: S310 - checked above
        try:
            with opener.open(asked, timeout=_SECONDS) as answer:
                came: bytes = answer.read(LONGEST + 1)
        except (OSError, ValueError) as closed:  # URLError is one of them
            why = closed.reason if isinstance(closed, urllib.error.URLError) else closed
            raise Away(_("举报入口 %(address)s 连不上：%(why)s。"), address=address, why=why) from closed
        if len(came) > LONGEST:
            raise Away(_("举报入口 %(address)s 连不上：%(why)s。"), address=address, why=len(came))
        return came

    return post


class _Straight(urllib.request.HTTPRedirectHandler):
    """Goes nowhere else than it was told."""

    def redirect_request(self, *_given: object) -> None:
        return None
