"""The door as a process of its own, with an office behind its box, and visitors who send what a browser sends."""

import os
import re
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.box import Box
from bihuan.foundation.sealedbox.codes import ReceiptCode
from tests.interfaces.portal.office import Office

PORTAL = [sys.executable, "-m", "bihuan.interfaces.portal.main"]
_LATIN = re.compile(rb'<p class="latin">([^<]+)</p>')
_TICKS = os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(told[place]) for place in (11, 12, 13, 14))


@dataclass
class Served:
    """A running door."""

    process: subprocess.Popen[str]
    port: int
    home: Path
    office: Office

    def ask(self, head: str, body: bytes = b"", kind: str = "") -> bytes:
        """One request, the whole answer. Raises OSError where none comes."""
        typed = f"Content-Type: {kind}\r\n" if kind else ""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as line:
            line.sendall(f"{head} HTTP/1.1\r\nHost: door\r\n{typed}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            return b"".join(iter(lambda: line.recv(65536), b""))

    def report(self, form: bytes, boundary: str, path: str = "/zh/report/") -> ReceiptCode:
        """Sends the last form of a report; its code. Raises OSError or ValueError where it was not taken."""
        answer = self.ask(f"POST {path}", form, f"multipart/form-data; boundary={boundary}")
        found = _LATIN.search(answer)
        if not found:
            raise ValueError(answer[:200] + answer.partition(b"<main")[2][:2000])
        return codes.read(found[1].decode())

    @property
    def seconds(self) -> float:
        """Seconds of CPU that it, its keeper and all visitors' processes took that came to their end."""
        return sum(_ticks(pid) for pid in (self.process.pid, *self.children)) / _TICKS

    @property
    def children(self) -> list[int]:
        """Its processes: the keeper, and whoever is being served."""
        told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(one) for one in told.split()]

    @property
    def keeper(self) -> int:
        """The one of them that has no line to a visitor: it lives longest."""
        return min(self.children, default=0)


def form_of(files: list[tuple[str, bytes]] | None = None, **fields: str) -> tuple[bytes, str]:
    """A form as a browser sends it, and its boundary. A fresh secret field, unless one is told."""
    boundary = secrets.token_hex(16)
    fields = {"seed": secrets.token_hex(32), "do": "send", "concerns": "no", "named": "no", **fields}
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    for name, body in files or []:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'
        parts.append(head.encode() + body + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), boundary


@contextmanager
def open_door(home: Path, publish: bool = True, bind: str = "127.0.0.1:0", office: Office | None = None, **more: str) -> Iterator[Served]:
    """A door on a home of its own. What it writes to standard output and error lies in `home`.out and `home`.err afterwards."""
    known, office = office, office or Office(Box(more.get("BIHUAN_PORTAL_BOX", home / "portal" / "box.sqlite3")))
    if publish and not known:
        office.publish()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    told = {"BIHUAN_HOME": str(home), "BIHUAN_PORTAL_BIND": bind, "BIHUAN_PORTAL_TRUST": office.trust, "PYTHONUTF8": "1", **more}
    with home.with_suffix(".out").open("w") as out, home.with_suffix(".err").open("w") as err:
        process = subprocess.Popen(PORTAL, env={**kept, **told}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=err, text=True)
        assert process.stdout
        first = process.stdout.readline()
        out.write(first)
        found = re.search(r":(\d+)/", first)
        assert found, (first, process.poll(), home.with_suffix(".err").read_text())
        try:
            yield Served(process, int(found[1]), home, office)
        finally:
            process.terminate()
            out.write(process.communicate(timeout=30)[0])
