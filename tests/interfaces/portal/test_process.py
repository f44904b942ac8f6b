"""The door as a process: what it loads, what it leaves behind, and what of a report is anywhere afterwards."""

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bihuan.foundation.sealedbox.keys import ReportKeys
from tests.fakes.certificates import certified
from tests.interfaces.portal.serving import PORTAL, form_of, open_door
from tests.interfaces.portal.test_forking import _memory

_LOADED = """
import json, sys
from bihuan.interfaces.portal import main
sys.argv = ["portal"]
server = main._server()
from django.conf import settings
print(json.dumps({"modules": sorted(sys.modules), "apps": settings.INSTALLED_APPS, "databases": settings.DATABASES.get("default", {}).get("ENGINE", ""),
                  "layers": settings.MIDDLEWARE}))
"""
MARK = "qZ7vJ3kW9xT1"
ROOMS = (
    "organisation",
    "campaigns",
    "documents",
    "problems",
    "reports",
    "forms",
    "plan_import",
    "finding",
    "institutions",
    "inspections",
    "clues",
)


def test_it_loads_no_room_of_the_business_no_sessions_and_no_database(tmp_path: Path) -> None:
    told = {**os.environ, "BIHUAN_HOME": str(tmp_path / "home"), "BIHUAN_PORTAL_BIND": "127.0.0.1:0"}
    told.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run([sys.executable, "-c", "import os; os.environ['DJANGO_SETTINGS_MODULE']='bihuan.config.portal'" + _LOADED],
                          env=told, capture_output=True, text=True, check=True, timeout=120)  # fmt: skip
    found = json.loads(done.stdout)
    modules = set(found["modules"])
    assert not {f"bihuan.{room}" for room in ROOMS} & modules
    assert not [
        one for one in modules if one.startswith(("bihuan.foundation.accounts", "bihuan.foundation.files", "bihuan.config.settings"))
    ]
    assert not {"django.contrib.sessions", "django.contrib.auth", "django.contrib.messages", "bihuan.foundation.seals.keys"} & modules
    assert found["apps"] == [] and found["databases"] in ("", "django.db.backends.dummy") and len(found["layers"]) == 2
    assert [one.name for one in (tmp_path / "home").rglob("*")] and not list((tmp_path / "home").rglob("*secret*"))


@pytest.mark.mechanism("M70")
@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="reads the memory of a process as Linux shows it")
def test_nothing_of_a_report_is_anywhere_afterwards_but_sealed(tmp_path: Path) -> None:
    """Fifty marked reports; a thousand: bench.door. Home, box, what it wrote and printed, temporary files, memory five seconds later."""
    (tmp_path / "tmp").mkdir()
    with open_door(tmp_path / "home", TMPDIR=str(tmp_path / "tmp")) as door:

        def one(number: int) -> object:
            marked = f"{MARK}{number}x"
            file = [(f"{marked}.jpg", marked.encode() * 40_000)] if number % 5 == 0 else None
            form, boundary = form_of(file, text=marked * 20, about=marked, named="yes", name=marked, contact=marked, q_q1=marked)
            return door.report(form, boundary, "/zh/e/k3v9/report/")

        with ThreadPoolExecutor(8) as many:
            found = list(many.map(one, range(50)))
        assert len({str(code) for code in found}) == 50
        assert sorted(door.office.box.waiting()) == sorted(ReportKeys(code).place for code in found)  # type: ignore[arg-type]
        assert door.office.contents(ReportKeys(found[0]).place)[0].about == f"{MARK}0x"  # type: ignore[arg-type]
        time.sleep(5)
        assert door.children == [door.keeper], "no visitor's process is left"
        memory = _memory(door.process.pid) + _memory(door.keeper)
        assert len(memory) > 10_000_000
        assert not [coding for coding in ("utf-8", "utf-16-le", "utf-32-le") if MARK.encode(coding) in memory]
        written = [place for place in tmp_path.rglob("*") if place.is_file()]
        assert any(place.name.startswith("box.sqlite3") for place in written)
        assert not [str(place) for place in written if MARK.encode() in place.read_bytes() or MARK in place.name]
        assert list((tmp_path / "tmp").iterdir()) == []
    assert (tmp_path / "home.err").read_text() == ""


def test_no_answer_names_the_server_or_sets_a_cookie(tmp_path: Path) -> None:
    with open_door(tmp_path / "home") as door:
        for head in ("GET /", "GET /zh/e/k3v9/", "GET /nowhere", "POST /read/", "PUT /", "GET /favicon.ico"):
            answer = door.ask(head).partition(b"\r\n\r\n")[0].lower()
            assert b"http/1.1 " in answer and b"server:" not in answer and b"set-cookie" not in answer, head
            assert b"etag" not in answer and b"vary" not in answer
        form, boundary = form_of(text="x")
        assert b"set-cookie" not in door.ask("POST /report/", form, f"multipart/form-data; boundary={boundary}").lower()


def test_a_long_form_is_read_whole_however_slowly_it_comes(tmp_path: Path) -> None:
    body = ("do=check&seed=" + "ab" * 32 + "&text=" + "%E5%AD%97" * 19_000).encode()
    head = f"POST /report/ HTTP/1.1\r\nHost: d\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    with open_door(tmp_path / "home") as door, socket.create_connection(("127.0.0.1", door.port), timeout=30) as line:
        line.sendall(head.encode() + body[:1000])
        for start in range(1000, len(body), 20_000):
            time.sleep(0.02)
            line.sendall(body[start : start + 20_000])
        answer = b"".join(iter(lambda: line.recv(65536), b"")).decode()
        assert answer.count("字" * 19_000) == 2, "on the page and in the form"


def test_a_visitor_who_breaks_off_leaves_no_report(tmp_path: Path) -> None:
    form, boundary = form_of([("a.jpg", b"x" * 3_000_000)], text="broken off")
    head = f"POST /report/ HTTP/1.1\r\nHost: d\r\nContent-Type: multipart/form-data; boundary={boundary}\r\nContent-Length: {len(form)}\r\n\r\n"
    with open_door(tmp_path / "home") as door:
        with socket.create_connection(("127.0.0.1", door.port), timeout=30) as line:
            line.sendall(head.encode() + form[:2_000_000])
        time.sleep(1)
        assert door.office.box.waiting() == []
        assert door.report(form, boundary)


def test_tls_ends_in_the_visitors_process(tmp_path: Path) -> None:
    made = certified(tmp_path)
    with open_door(tmp_path / "home", BIHUAN_PORTAL_CERT=str(tmp_path / "server.pem")) as door:
        context = ssl.create_default_context(cafile=str(made.authority))
        with context.wrap_socket(socket.create_connection(("127.0.0.1", door.port), timeout=30), server_hostname="localhost") as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        assert b"200 OK" in answer and b"Strict-Transport-Security" in answer
        assert _plain(door.port) == b"", "nobody is served in clear"


def _plain(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        try:
            return line.recv(100)
        except ConnectionResetError:
            return b""


def test_a_door_without_a_paper_says_so_where_it_is_started(tmp_path: Path) -> None:
    with open_door(tmp_path / "home", publish=False) as door:
        assert "暂时还不能举报" in door.ask("GET /").decode()
        assert door.process.stdout and "页面会说明暂未开放" in door.process.stdout.readline()


def test_it_ends_with_whoever_started_it(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    command = f"import os, subprocess, sys, time; print(subprocess.Popen([*{PORTAL!r}, '--parent', str(os.getpid())]).pid, flush=True); time.sleep(600)"
    told = {**os.environ, "BIHUAN_HOME": str(tmp_path), "BIHUAN_PORTAL_BIND": bind}
    parent = subprocess.Popen([sys.executable, "-c", command], env=told, stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    _until(lambda: _listens(bind))
    parent.kill()
    parent.wait()
    _until(lambda: not _listens(bind) and not _lives(child))


def _until(wanted: object) -> None:
    end = time.monotonic() + 60
    while not wanted():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)


def _listens(bind: str) -> bool:
    try:
        socket.create_connection(("127.0.0.1", int(bind.rpartition(":")[2])), timeout=5).close()
    except OSError:
        return False
    return True


def _lives(pid: int) -> bool:
    return Path(f"/proc/{pid}/cmdline").exists() and bool(Path(f"/proc/{pid}/cmdline").read_bytes())


@pytest.mark.parametrize(
    ("told", "why"),
    [({"BIHUAN_PORTAL_BIND": "nonsense"}, "看不懂"), ({"BIHUAN_PORTAL_CERT": "/no/such"}, "证书"), ({}, "换一个地址")],
)
def test_what_cannot_work_is_said_in_one_sentence(tmp_path: Path, told: dict[str, str], why: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        bind = {"BIHUAN_PORTAL_BIND": f"127.0.0.1:{taken.getsockname()[1]}"}
        done = subprocess.run(
            PORTAL, env={**os.environ, "BIHUAN_HOME": str(tmp_path), **bind, **told}, capture_output=True, text=True, timeout=120
        )
    assert done.returncode == 2 and why in done.stderr and "Traceback" not in done.stderr


def test_the_command_tells_it_public_keys_and_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bihuan.foundation.seals.keys import know, public_key
    from bihuan.interfaces.cli.portal import environment

    monkeypatch.setenv("BIHUAN_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("BIHUAN_SECRET", "secret")
    monkeypatch.setenv("BIHUAN_DATABASE_PASSWORD", "secret")
    monkeypatch.setenv("BIHUAN_PORTAL_FILE_MB", "7")
    monkeypatch.delenv("BIHUAN_PORTAL_TRUST", raising=False)
    assert environment(tmp_path)["BIHUAN_PORTAL_TRUST"] == ""
    ours = public_key(tmp_path, "ed25519").hex()
    know(tmp_path, "ed25519", bytes(range(32)))
    told = environment(tmp_path)
    assert told["BIHUAN_PORTAL_TRUST"] == f"{ours},{bytes(range(32)).hex()}" and told["BIHUAN_PORTAL_FILE_MB"] == "7"
    assert "secret" not in told.values() and "BIHUAN_KEYS" not in told


def test_told_to_stop_it_ends_quietly(tmp_path: Path) -> None:
    with open_door(tmp_path / "home") as door:
        assert door.ask("GET /")
        door.process.send_signal(signal.SIGTERM)
        assert door.process.wait(10) == 0
