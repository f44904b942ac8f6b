"""The keeper: the one process of the door that has a line to the box, beside the visitors' processes (M70).

A visitor's process seals, hands the sealed envelopes over and is answered when they are on the disk. The keeper writes what comes at the same
moment with one stroke, so that many visitors at once wait for one another no longer than for the disk, and none of them has to open the box. It
sees sealed packages, public keys and nothing else, and can do what the door may do: put in, and read sealed answers.

It is handed one end of a pair of lines for each visitor; nobody else can reach it, for it has no name. Where it is gone, a visitor's process puts
its envelopes into the box itself: they carry keys of their own, so that nothing is there twice.
"""

import os
import resource
import selectors
import signal
import socket
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from bihuan.foundation.sealedbox.box import Box, Envelope
from bihuan.foundation.sealedbox.vocabulary import Kind

_NUMBER = 4
_AT_ONCE = 1 << 20
_FRAME_MOST = 16 << 20
"""A piece of a file has 256 KB, eight of them go together."""
_VISITOR_SECONDS = 100
"""Longer than the box lets anybody wait who wants to write."""
_KEEPER_SECONDS = 5
PIECES_A_REPORT = 64
"""16 MB of files weigh as much as a report, where it is told how many come (`price`): who fills the box with files pays, too."""
_PUT, _ANSWERS, _CONTENTS, _MANY = b"put", b"answers", b"contents", b"many"
_DONE, _FAILED = b"+", b"-"

Parts = Sequence[bytes]


def framed(parts: Parts) -> bytes:
    """Parts as one message: its length, then each part after its own."""
    body = b"".join(len(one).to_bytes(_NUMBER, "big") + one for one in parts)
    return len(body).to_bytes(_NUMBER, "big") + body


def parts_of(body: bytes) -> list[bytes]:
    """The parts of a message without its length. Raises ValueError."""
    found, at = list[bytes](), 0
    while at < len(body):
        end = at + _NUMBER + int.from_bytes(body[at : at + _NUMBER], "big")
        if end > len(body):
            raise ValueError("broken off")
        found.append(body[at + _NUMBER : end])
        at = end
    return found


class Kept(Box):
    """The box as a visitor's process reaches it: by the keeper, or itself where there is none."""

    def __init__(self, address: str, line: socket.socket | None) -> None:
        super().__init__(address)
        self._line = line

    def put(self, envelopes: Iterable[Envelope], today: date) -> None:
        all_of_them = list(envelopes)
        parts = [part for one in all_of_them for part in (one.key, one.place, one.kind.value.encode(), one.body)]
        if self._asked([_PUT, today.isoformat().encode(), *parts]) is None:
            super().put(all_of_them, today)

    def answers(self, place: bytes) -> list[bytes]:
        found = self._asked([_ANSWERS, place])
        return super().answers(place) if found is None else found

    def contents(self, place: bytes) -> int:
        found = self._asked([_CONTENTS, place])
        return super().contents(place) if found is None else int(found[0])

    def many(self, place: bytes) -> int:
        found = self._asked([_MANY, place])
        return super().many(place) if found is None else int(found[0])

    def _asked(self, parts: Parts) -> list[bytes] | None:
        """What the keeper answered; None where it cannot be asked. Raises OSError where the box did not take it."""
        if not self._line:
            return None
        try:
            self._line.settimeout(_VISITOR_SECONDS)
            self._line.sendall(framed(parts))
            done, *found = parts_of(_whole(self._line))
        except (OSError, ValueError):
            self._line = None
            return None
        if done != _DONE:
            raise OSError("the box did not take it")
        return found


def _whole(line: socket.socket) -> bytes:
    size = int.from_bytes(_exactly(line, _NUMBER), "big")
    return _exactly(line, size)


def _exactly(line: socket.socket, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        data = line.recv(min(_AT_ONCE, size - len(found)))
        if not data:
            raise ConnectionResetError("the keeper is gone")
        found += data
    return bytes(found)


class Keeper:
    """Begins the keeper's process, and again when it fell; hands each visitor's process its line. `made` opens the box, in that process only;
    `count` is told there how many reports came."""

    def __init__(self, made: Callable[[], Box], count: Callable[[int], None] = lambda _reports: None) -> None:
        self._made, self._count = made, count
        self._control: socket.socket | None = None
        self._process = 0
        self.mine: socket.socket | None = None
        """In a visitor's process: its line."""

    def begin(self) -> None:
        """Called before the first visitor, and whenever a process ended: begins it where it is not running."""
        if self._process:
            return
        self.end()
        ours, theirs = socket.socketpair()
        try:
            child = os.fork()
        except OSError:  # visitors reach the box themselves meanwhile
            ours.close()
            theirs.close()
            return
        if not child:
            _be_keeper(theirs, self._made, self._count)
        theirs.close()
        ours.setblocking(False)
        self._control, self._process = ours, child

    def left(self, process: int) -> None:
        """A process ended: was it this one?"""
        if process == self._process:
            self._process = 0

    def lend(self) -> socket.socket | None:
        """A line for one visitor, made before his process; None where the keeper cannot take it just now."""
        if not self._control:
            return None
        mine, its = socket.socketpair()
        try:
            socket.send_fds(self._control, [_DONE], [its.fileno()])
        except OSError:
            mine.close()
            return None
        finally:
            its.close()
        return mine

    def take(self, line: socket.socket | None) -> None:
        """In the visitor's process."""
        self.end()
        self.mine = line

    def end(self) -> None:
        """It serves those who have a line, then ends by itself."""
        if self._control:
            self._control.close()
            self._control = None

    @property
    def runs(self) -> bool:
        return bool(self._process)


def _be_keeper(control: socket.socket, made: Callable[[], Box], count: Callable[[int], None]) -> None:
    try:
        signal.set_wakeup_fd(-1)
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, signal.SIG_IGN)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.closerange(3, control.fileno())  # the door's own socket above all: who listens must be one
        os.closerange(control.fileno() + 1, 1024)
        _Keeping(control, made(), count).run()
    except BaseException:  # noqa: S110  begun again by the process that listens
        pass
    finally:
        os._exit(0)


class _Keeping:
    """The keeper's own loop."""

    def __init__(self, control: socket.socket, box: Box, count: Callable[[int], None]) -> None:
        self._control, self._box, self._count = control, box, count
        self._come: dict[socket.socket, bytearray] = {}
        self._poll = selectors.DefaultSelector()
        control.setblocking(False)
        self._poll.register(control, selectors.EVENT_READ)
        self._over, self._pieces = False, 0

    def run(self) -> None:
        while not self._over or self._come:
            ready = [key.fileobj for key, _events in self._poll.select()]
            if self._control in ready:  # whoever came since is asked as well
                self._welcome()
                ready = [key.fileobj for key, _events in self._poll.select(0) if key.fileobj is not self._control]
            asked = [one for line in ready for one in self._heard(line)]  # type: ignore[arg-type]
            puts = [(line, parts) for line, parts in asked if parts[:1] == [_PUT]]
            self._put(puts)
            for line, parts in asked:
                if parts[:1] != [_PUT]:
                    self._tell(line, lambda parts=parts: self._read(parts))  # type: ignore[misc]

    def _heard(self, line: socket.socket) -> Iterator[tuple[socket.socket, list[bytes]]]:
        come = self._come[line]
        try:
            data = line.recv(_AT_ONCE)
        except OSError:
            data = b""
        come += data
        size = _NUMBER + int.from_bytes(come[:_NUMBER], "big")
        if not data or size > _FRAME_MOST:
            self._drop(line)
        elif len(come) >= max(size, _NUMBER):
            body, self._come[line] = bytes(come[_NUMBER:size]), come[size:]
            try:
                yield line, parts_of(body)
            except ValueError:
                self._drop(line)

    def _welcome(self) -> None:
        with suppress(BlockingIOError):
            while not self._over:
                said, lines, _flags, _from = socket.recv_fds(self._control, 1, 1)
                if not said:
                    self._over = True
                    self._poll.unregister(self._control)
                for number in lines:
                    line = socket.socket(fileno=number)
                    line.settimeout(_KEEPER_SECONDS)
                    self._come[line] = bytearray()
                    self._poll.register(line, selectors.EVENT_READ)

    def _drop(self, line: socket.socket) -> None:
        if self._come.pop(line, None) is not None:
            self._poll.unregister(line)
            line.close()

    def _put(self, asked: Sequence[tuple[socket.socket, list[bytes]]]) -> None:
        """All with one stroke; where that fails, each by itself, so that nobody's trouble is another's."""
        try:
            by_day = defaultdict[date, list[Envelope]](list)
            for _line, parts in asked:
                for day, envelope in _envelopes(parts):
                    by_day[day].append(envelope)
            for day, envelopes in by_day.items():
                self._box.put(envelopes, day)
                self._count(self._weight(envelopes))
        except Exception:
            for line, parts in asked:
                self._tell(line, lambda parts=parts: self._put_one(parts))  # type: ignore[misc]
        else:
            for line, _parts in asked:
                self._tell(line, list)

    def _weight(self, envelopes: Sequence[Envelope]) -> int:
        """How many reports that is: each content one, and so many pieces of files one more, whether a report ever names them or not."""
        self._pieces += sum(one.kind is Kind.PIECE for one in envelopes)
        more, self._pieces = divmod(self._pieces, PIECES_A_REPORT)
        return more + sum(one.kind is Kind.CONTENT for one in envelopes)

    def _put_one(self, parts: list[bytes]) -> list[bytes]:
        envelopes = list(_envelopes(parts))
        self._box.put([envelope for _day, envelope in envelopes], envelopes[0][0])
        return []

    def _read(self, parts: list[bytes]) -> list[bytes]:
        what, place = parts
        if what == _ANSWERS:
            return self._box.answers(place)
        if what == _CONTENTS:
            return [b"%d" % self._box.contents(place)]
        if what == _MANY:
            return [b"%d" % self._box.many(place)]
        raise ValueError("nothing else is done here")

    def _tell(self, line: socket.socket, work: Callable[[], list[bytes]]) -> None:
        try:
            told = [_DONE, *work()]
        except Exception:  # the visitor's page says that it was not stored
            told = [_FAILED]
        with suppress(OSError):
            line.sendall(framed(told))
            return
        self._drop(line)


def _envelopes(parts: list[bytes]) -> Iterator[tuple[date, Envelope]]:
    day = date.fromisoformat(parts[1].decode())
    for at in range(2, len(parts), 4):
        key, place, kind, body = parts[at : at + 4]
        yield day, Envelope(key, place, Kind(kind.decode()), body)
