"""A process a visitor: served, and gone with everything it read."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from bihuan.interfaces.portal.forking import too_slow

_SERVER = """
import sys
from bihuan.interfaces.portal.forking import ForkingServer, Limits

def application(environ, start):
    if environ["PATH_INFO"] == "/fault":
        raise RuntimeError("MARK-in-a-fault")
    said = environ["wsgi.input"].read() if environ["PATH_INFO"] != "/unread" else b""
    while len(said) < int(environ["CONTENT_LENGTH"] or 0) and (more := environ["wsgi.input"].read()):
        said += more
    kept = repr(sorted((k, v) for k, v in environ.items() if isinstance(v, str))).encode()
    answer = said if environ["PATH_INFO"] == "/echo" else kept if environ["PATH_INFO"] == "/told" else b"taken"
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(answer)))])
    return [answer]

server = ForkingServer(("127.0.0.1", 0), application, Limits(children=4))
print(server.place[1], flush=True)
server.serve()
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    with (tmp_path / "said").open("w+") as said:
        run = subprocess.Popen([sys.executable, "-c", _SERVER], stdout=subprocess.PIPE, stderr=said, text=True)
        assert run.stdout
        yield int(run.stdout.readline()), run
        run.kill()
        run.wait()
        run.stdout.close()
        said.seek(0)
        assert said.read() == "", "the door writes no log"


def _ask(port: int, head: str, body: bytes = b"", wait: float = 20) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as line:
        line.sendall(head.encode() + b"\r\nHost: door\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        return b"".join(iter(lambda: line.recv(65536), b""))


def test_a_visitor_is_answered_and_the_line_ends(server: tuple[int, object]) -> None:
    answer = _ask(server[0], "POST /echo HTTP/1.1", b"hello" * 100_000)
    head, _gap, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK") and b"Connection: close" in head and b"Server:" not in head
    assert body == b"hello" * 100_000


def test_neither_address_nor_agent_nor_cookies_reach_the_pages(server: tuple[int, object]) -> None:
    more = "\r\nUser-Agent: Marked/1\r\nCookie: marked=1\r\nX-Forwarded-For: 10.9.8.7\r\nReferer: http://marked/\r\nAccept-Language: en"
    told = _ask(server[0], f"GET /told?a=b HTTP/1.1{more}")
    assert b"QUERY_STRING" in told and b"ACCEPT_LANGUAGE" in told
    assert not any(word in told for word in (b"arked", b"10.9.8.7", b"127.0.0.1", b"REMOTE"))


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("GET / HTTP/1.1\r\nX: " + "a" * 70_000, b"431"),
        ("GET /" + "a" * 9000 + " HTTP/1.1", b"414"),
        ("nonsense", b"400"),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked", b"411"),
        ("POST / HTTP/1.1\r\nContent-Length: -5", b"411"),
        ("GET /fault HTTP/1.1", b"500"),
    ],
)
def test_what_cannot_be_read_is_refused_and_the_next_is_served(server: tuple[int, object], head: str, code: bytes) -> None:
    answer = _ask(server[0], head)
    assert code in answer.split(b"\r\n")[0] and b"MARK" not in answer
    assert b"Server:" not in answer and b"Python" not in answer
    assert b"taken" in _ask(server[0], "GET / HTTP/1.1")


def test_a_body_nobody_reads_does_not_cut_the_answer_off(server: tuple[int, object]) -> None:
    assert b"taken" in _ask(server[0], "POST /unread HTTP/1.1", b"x" * 900_000)


def test_many_more_than_fit_are_all_served(server: tuple[int, object]) -> None:
    with ThreadPoolExecutor(64) as many:
        answers = list(many.map(lambda n: _ask(server[0], "POST /echo HTTP/1.1", b"%d." % n, wait=60), range(300)))
    assert all(answer.endswith(b"%d." % n) for n, answer in enumerate(answers))


def test_silent_visitors_keep_nobody_out(server: tuple[int, object]) -> None:
    silent = [socket.create_connection(("127.0.0.1", server[0])) for _one in range(12)]
    try:
        started = time.monotonic()
        assert b"taken" in _ask(server[0], "GET / HTTP/1.1", wait=60)
        assert time.monotonic() - started < 30
    finally:
        for line in silent:
            line.close()


def test_visitors_whose_forms_come_in_by_drops_keep_nobody_out(server: tuple[int, object]) -> None:
    slow = [socket.create_connection(("127.0.0.1", server[0])) for _one in range(8)]
    over = threading.Event()

    def drip() -> None:
        while not over.wait(0.3):
            for line in slow:
                with suppress(OSError):
                    line.sendall(b"x")

    for line in slow:
        line.sendall(b"POST /echo HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n")
    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        started = time.monotonic()
        assert b"taken" in _ask(server[0], "GET / HTTP/1.1", wait=60)
        assert time.monotonic() - started < 30
    finally:
        over.set()
        dripping.join()
        for line in slow:
            line.close()


@pytest.mark.parametrize(
    ("come", "seconds", "gone"),
    [(0, 4.9, False), (0, 5.1, True), (3_000, 5.1, True), (6_000, 5.1, False), (50_000_000, 1800, False), (50_000_000, 2400, True)],
)
def test_how_slow_is_too_slow_while_others_wait(come: int, seconds: float, gone: bool) -> None:
    assert too_slow(come, seconds) is gone


def _memory(pid: int) -> bytes:
    """All of it that can be read."""
    found = []
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as mem:
        for line in maps:
            place, rights, *_more = line.split()
            if "r" not in rights or "[v" in line:
                continue
            start, end = (int(part, 16) for part in place.split("-"))
            try:
                mem.seek(start)
                found.append(mem.read(end - start))
            except OSError:
                continue
    return b"".join(found)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="reads the memory of a process as Linux shows it")
def test_nothing_of_a_report_is_in_the_memory_of_any_process_afterwards(server: tuple[int, subprocess.Popen[str]]) -> None:
    port, run = server
    for n in range(50):
        assert b"MARKER" in _ask(port, "POST /echo HTTP/1.1", b"MARKER-%d-" % n * 1000)
    time.sleep(0.5)
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    assert children == []
    assert b"MARKER-" not in _memory(run.pid)


def test_told_to_stop_it_lets_visitors_finish(server: tuple[int, subprocess.Popen[str]]) -> None:
    port, run = server
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(b"POST /echo HTTP/1.1\r\nContent-Length: 4\r\n\r\n")
        time.sleep(0.5)
        os.kill(run.pid, signal.SIGTERM)
        time.sleep(0.5)
        line.sendall(b"last")
        assert b"".join(iter(lambda: line.recv(65536), b"")).endswith(b"last")
    assert run.wait(10) == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
