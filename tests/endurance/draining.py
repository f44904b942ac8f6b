"""A server and its worker are told to end while a hundred requests are under way and a job runs."""

import contextlib
import socket
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.endurance.houses import House, Server
from tests.endurance.judging import states


@dataclass(frozen=True)
class Drained:
    """Requests sent and answered in full, seconds from SIGTERM to the end of all processes, how the jobs stand."""

    asked: int
    answered: int
    seconds: float
    jobs: list[str]


def _ask(place: tuple[str, int], sent: threading.Barrier, answered: list[bytes]) -> None:
    with contextlib.suppress(OSError), socket.create_connection(place, timeout=120) as line:
        line.sendall(b"GET /health/ready/ HTTP/1.1\r\nHost: localhost\r\nX-Slowly: 1\r\nConnection: close\r\n\r\n")
        sent.wait(timeout=120)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
        if answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"ok\n"):
            answered.append(answer)


def drain(home: Path, requests: int = 100, jobs: int = 1) -> Drained:
    """Two serving processes, one worker, all told to end by one SIGTERM to the server."""
    house = House(home, DJANGO_SETTINGS_MODULE="tests.endurance.slowly")
    house.found(jobs)
    server = Server(house, processes=2, workers=1)
    server.start()
    try:
        end = time.monotonic() + 120
        while "running" not in states(house) and time.monotonic() < end:
            time.sleep(0.2)
        host, _colon, port = server.bind.partition(":")
        sent, answered = threading.Barrier(requests + 1), list[bytes]()
        threads = [threading.Thread(target=_ask, args=((host, int(port)), sent, answered)) for _n in range(requests)]
        for one in threads:
            one.start()
        sent.wait(timeout=120)
        time.sleep(0.25)  # all are taken on: what only stands in the system's queue of connections is not under way yet
        seconds = server.end()
        for one in threads:
            one.join(timeout=120)
        return Drained(requests, len(answered), seconds, states(house))
    finally:
        server.kill()
        house.close()
