"""A server that serves each connection in a process of its own: it reads, seals, stores, answers and ends, and its memory goes with it (M70).

The process that listens reads no byte of any request, so it can hold none. It writes no log and keeps no address; how many visitors are being
served is all it knows. TLS ends in the child, or a proxy passes it through; no proxy that keeps requests in files belongs before it.

Too many at once wait in the queue of the system. A visitor who has not said what he wants within `HEAD_SECONDS` gives his place up as soon as
others wait, and so does one whose form comes in by drops (`too_slow`), so that open and silent connections keep nobody out.
"""

import errno
import mmap
import os
import resource
import select
import signal
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPMessage
from io import BufferedIOBase
from typing import Any, Protocol
from urllib.parse import unquote_to_bytes
from wsgiref.handlers import SimpleHandler
from wsgiref.simple_server import WSGIRequestHandler

QUEUE = 4096
HEAD_SECONDS = 3
BODY_SECONDS = 5
SILENCE_SECONDS = 30
DRAIN_SECONDS = 8
_SLOWEST, _PATIENCE = 1000, 10
"""Bytes that have come in a second, and in the square of a second: who sends much may take long, but not ever longer."""
_AT_ONCE = 64 * 1024
_HEAD, _BODY, _BUSY = 0, 1, 2
_STATES = 4

Application = Callable[..., Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How many are served at once; a child takes some 6 MB of its own."""

    children: int = 128


def too_slow(come: int, seconds: float) -> bool:
    """Has so little of a form come in after so many seconds that somebody else may have the place? A form of some pages is there at once even on a
    poor line; a large file without scripts has all the time that it needs at a few kilobytes a second."""
    return seconds > BODY_SECONDS and come < max(_SLOWEST * seconds, _PATIENCE * seconds * seconds)


class Beside(Protocol):
    """A process of the door's own beside those of the visitors (`keeping.Keeper`)."""

    def begin(self) -> None:
        """Before the first visitor and after any process ended."""

    def left(self, process: int) -> None:
        """This process ended."""

    def lend(self) -> socket.socket | None:
        """A line to it for the next visitor's process."""

    def take(self, line: socket.socket | None) -> None:
        """In the visitor's process: here it is."""

    def end(self) -> None:
        """No more lines are wanted."""


class _Handler(SimpleHandler):
    """Says nothing of the machine and keeps nothing."""

    http_version = "1.1"
    server_software = ""
    wsgi_run_once = True

    def send_preamble(self) -> None:
        """The line ends with the answer, as does the process."""
        super().send_preamble()
        self._write(b"Connection: close\r\n")

    def log_exception(self, _info: object) -> None:
        """A fault is shown as a page; a trace would hold what somebody wrote."""


class _Body:
    """The body of a request, no further than it is announced; where it stands still, the visitor is gone."""

    def __init__(self, source: BufferedIOBase, size: int, tell: Callable[[int, int], None] = lambda _state, _come: None) -> None:
        self._source, self._left, self._come, self._tell = source, size, 0, tell
        self._took(b"")

    def read(self, size: int = -1) -> bytes:
        """As many bytes as were asked for, or all that are left: who asks once for a whole form has it whole."""
        wanted = self._left if size < 0 else min(size, self._left)
        found = list[bytes]()
        while wanted:
            data = self._source.read1(min(wanted, _AT_ONCE))
            if not data:
                raise ConnectionResetError("the visitor is gone")
            self._took(data)
            found.append(data)
            wanted -= len(data)
        return b"".join(found)

    def readline(self, size: int = -1) -> bytes:
        line = self._source.readline(self._left if size < 0 else min(size, self._left))
        self._took(line)
        return line

    def _took(self, data: bytes) -> None:
        """Whoever listens sees how far it has come; when all is there, the visitor has done his part."""
        self._left -= len(data)
        self._come += len(data)
        self._tell(_BODY if self._left else _BUSY, self._come)

    def drain(self, most: int = 1 << 20) -> None:
        """Reads on a little, so that a refusal of what is too large arrives before the line is cut."""
        while self._left and most > 0 and (data := self.read(65536)):
            most -= len(data)


class _Heads(HTTPMessage):
    """The headers of a request. The parser of mails would prepare to take the body of a form apart, for which it builds an expression out of its
    boundary: a twentieth of all the work for a report, and nobody asks."""

    def get_content_maintype(self) -> str:
        return "text"


class _Request(WSGIRequestHandler):
    """One request of one visitor, by the parser of the standard library."""

    protocol_version = "HTTP/1.1"
    MessageClass = _Heads
    application: Application
    slot: Callable[[int, int], None]
    secure = False

    def log_message(self, *_given: object) -> None:
        """No log of visitors."""

    def address_string(self) -> str:
        return ""

    def send_response(self, code: int, message: str | None = None) -> None:
        """Neither moment nor make of the machine, also where a request cannot be read."""
        self.send_response_only(code, message)

    def handle(self) -> None:
        self.raw_requestline = self.rfile.readline(8193)
        if len(self.raw_requestline) > 8192:
            self.requestline = self.request_version = self.command = ""
            self.send_error(414)
        elif self.parse_request():
            self._serve()

    def _serve(self) -> None:
        length = self.headers.get("content-length", "0")
        if "transfer-encoding" in self.headers or not length.isascii() or not length.isdigit() or len(length) > 12:
            self.send_error(411)
            return
        body = _Body(self.rfile, int(length), self.slot)
        if self.headers.get("expect", "").lower() == "100-continue":
            self.send_response_only(100)
            self.end_headers()
        handler = _Handler(body, self.wfile, None, self._environ(), multithread=False, multiprocess=True)  # type: ignore[arg-type]
        handler.run(self.application)
        body.drain()

    def _environ(self) -> dict[str, Any]:
        path, _mark, query = self.path.partition("?")
        environ = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("content-type", ""),
            "CONTENT_LENGTH": self.headers.get("content-length", ""),
            "SERVER_NAME": "portal",
            "SERVER_PORT": "443" if self.secure else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTPS": "on" if self.secure else "off",  # from this the handler takes its `wsgi.url_scheme`
        }
        for name in ("host", "accept-language", "accept-encoding", "if-none-match", "content-disposition", "origin", "range"):
            if name in self.headers:
                environ[f"HTTP_{name.upper().replace('-', '_')}"] = self.headers[name]
        return environ


class ForkingServer:
    """Listens at `place` and has each connection served by a child. `application` is WSGI, loaded before: children share its memory."""

    def __init__(
        self,
        place: tuple[str, int],
        application: Application,
        limits: Limits | None = None,
        secure: ssl.SSLContext | None = None,
        beside: Beside | None = None,
    ) -> None:
        kind = socket.AF_INET6 if ":" in place[0] else socket.AF_INET
        self._limits = limits or Limits()
        self._listening = socket.create_server(place, family=kind, backlog=QUEUE)
        self._listening.setblocking(False)
        self._application, self._secure, self._beside = application, secure, beside
        self._slots = memoryview(mmap.mmap(-1, self._limits.children * 8)).cast(
            "Q"
        )  # how far each is: bytes come, times four, and its state
        self._children: dict[int, tuple[int, float]] = {}  # pid → slot, since when
        self._free = list(range(self._limits.children))
        self._over = False

    @property
    def place(self) -> tuple[str, int]:
        """Where it listens."""
        host, port, *_more = self._listening.getsockname()
        return host, port

    def stop(self, *_given: object) -> None:
        """Take nobody in any more; safe from a signal."""
        self._over = True

    def serve(self, parent_lives: Callable[[], bool] = lambda: True) -> None:
        """Until told to stop, or the parent is gone: then whoever is being served has eight seconds to come to an end."""
        woken, wakes = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, self.stop)
        try:
            while not self._over and parent_lives():
                if self._beside:
                    self._beside.begin()
                self._turn(woken)
        finally:
            self._listening.close()
            if self._beside:
                self._beside.end()
            self._drain()
            signal.set_wakeup_fd(-1)
            os.close(woken)
            os.close(wakes)

    def _turn(self, woken: int) -> None:
        self._collect()
        waited_for: list[int | socket.socket] = [woken, self._listening] if self._free else [woken]
        ready, _w, _x = select.select(waited_for, [], [], 0.5)
        if woken in ready:
            with suppress(BlockingIOError):
                os.read(woken, 4096)
        if not self._free:
            self._make_room()
        elif self._listening in ready:
            self._take_in()

    def _take_in(self) -> None:
        while self._free:
            try:
                line, _address = self._listening.accept()  # the address is let go here
            except BlockingIOError:
                return
            except OSError as failed:
                if failed.errno in (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM):
                    time.sleep(0.05)
                return
            if not self._served_by_a_child(line):
                time.sleep(0.05)
                return

    def _served_by_a_child(self, line: socket.socket) -> bool:
        """False where no process was to be had: those who are served end soon."""
        slot = self._free.pop()
        self._slots[slot] = _HEAD
        lent = self._beside.lend() if self._beside else None
        try:
            child = os.fork()
        except OSError:
            self._free.append(slot)
            return False
        else:
            if not child:
                self._be_child(line, slot, lent)
            self._children[child] = (slot, time.monotonic())
            return True
        finally:
            line.close()
            if lent:
                lent.close()

    def _collect(self) -> None:
        while self._children or self._beside:
            try:
                child, _status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not child:
                return
            if child in self._children:
                self._free.append(self._children.pop(child)[0])
            elif self._beside:
                self._beside.left(child)

    def _make_room(self) -> None:
        if not select.select([self._listening], [], [], 0)[0]:
            return  # nobody waits: whoever is slow may take his time
        now = time.monotonic()
        for child, (slot, since) in self._children.items():
            come, state = divmod(self._slots[slot], _STATES)
            if (state == _HEAD and now - since > HEAD_SECONDS) or (state == _BODY and too_slow(come, now - since)):
                os.kill(child, signal.SIGKILL)

    def _drain(self) -> None:
        until = time.monotonic() + DRAIN_SECONDS
        while self._children and time.monotonic() < until:
            self._collect()
            time.sleep(0.02)
        for child in self._children:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)

    def _be_child(self, line: socket.socket, slot: int, lent: socket.socket | None) -> None:
        try:
            if self._beside:
                self._beside.take(lent)
            signal.set_wakeup_fd(-1)
            for told in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
                signal.signal(told, signal.SIG_DFL if told == signal.SIGCHLD else signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a fall must not write memory into a file
            self._listening.close()
            line.settimeout(SILENCE_SECONDS)
            self._serve_one(line, slot)
        except BaseException:  # noqa: S110  whoever left cannot be told anything, and nobody else may hear of it
            pass
        finally:
            os._exit(0)

    def _serve_one(self, line: socket.socket, slot: int) -> None:
        slots, application, secure = self._slots, self._application, self._secure

        class Here(_Request):
            def slot(self, state: int, come: int) -> None:
                slots[slot] = come * _STATES + state

        Here.application, Here.secure = staticmethod(application), secure is not None
        if secure is not None:
            line = secure.wrap_socket(line, server_side=True)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        Here(line, ("", 0), self)  # type: ignore[arg-type]
        with suppress(OSError):
            line.shutdown(socket.SHUT_WR)
        line.close()
