"""One signed delivery over the wire: to the address that was looked at, no redirects, no cookies, a short patience."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from bihuan.foundation.webhooks.rules import is_named, may_reach, signature

PATIENCE = 10.0  # seconds for connecting, and for each piece of the answer
LONGEST = 30.0  # seconds for all of it: whoever answers drop by drop would hold a worker for hours
_READ = 1024


class Unreachable(Exception):
    """The delivery did not arrive; the text says why, in a few words for the administrator."""


def address_of(host: str, port: int, hosts: Collection[str]) -> str:
    """The address to connect to, looked at before; so a name cannot lead elsewhere between the look and the connection."""
    if not is_named(host, hosts):
        raise Unreachable("host not allowed")
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as no:
        raise Unreachable("name not found") from no
    allowed = [one for one in found if may_reach(one, host, hosts)]
    if not found or len(allowed) != len(found):
        raise Unreachable("address not allowed")
    return allowed[0]


class _Plain(http.client.HTTPConnection):
    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=PATIENCE)
        self.address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), PATIENCE)


class _Sealed(http.client.HTTPSConnection):
    def __init__(self, host: str, port: int, address: str) -> None:
        self.seal = ssl.create_default_context()
        super().__init__(host, port, timeout=PATIENCE, context=self.seal)
        self.address = address

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), PATIENCE)
        self.sock = self.seal.wrap_socket(plain, server_hostname=self.host)


def post(url: str, body: bytes, secret: str, delivery: str, hosts: Collection[str]) -> int:
    """Send it; the status of the answer. Raises Unreachable."""
    parts = urlsplit(url)
    host, sealed = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if sealed else 80)
    line = (_Sealed if sealed else _Plain)(host, port, address_of(host, port, hosts))
    now = int(time.time())
    headers = {
        "Content-Type": "application/json", "User-Agent": "bihuan", "X-Bihuan-Delivery": delivery, "X-Bihuan-Timestamp": str(now),
        "X-Bihuan-Signature": signature(secret, now, body),
    }  # fmt: skip
    with _watched(line):
        try:
            line.request("POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, headers)
            answer = line.getresponse()
            answer.read(_READ)
            return answer.status
        except (OSError, http.client.HTTPException, ValueError) as no:
            raise Unreachable(type(no).__name__) from no


@contextmanager
def _watched(line: http.client.HTTPConnection) -> Iterator[None]:
    """The line is closed at the end, and cut where that does not come."""
    watch = threading.Timer(LONGEST, _cut, (line,))
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        line.close()


def _cut(line: http.client.HTTPConnection) -> None:
    """Whoever reads or writes there comes to its end."""
    with suppress(OSError):
        if line.sock is not None:
            socket.socket.shutdown(line.sock, socket.SHUT_RDWR)
