"""`bihuan run` as an office meets it: it answers, it starts again on what is there, it ends when it is told to; light commands load little."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from bihuan.foundation.kernel import NotNow
from bihuan.interfaces.cli.troubles import tell_unexpected
from tests.factories.steady import patience

BIHUAN = [sys.executable, "-m", "bihuan.interfaces.cli.main"]


@pytest.fixture
def bind(monkeypatch: pytest.MonkeyPatch) -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    monkeypatch.setenv("BIHUAN_BIND", place)
    monkeypatch.setenv("BIHUAN_SQLITE_SYNC", "OFF")
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    return place


def _served(bind: str) -> subprocess.Popen[bytes]:
    """A server that has answered."""
    process = subprocess.Popen([*BIHUAN, "run", "--no-demo", "--workers", "2"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://{bind}/static/css/tokens.css", timeout=10).close()
            return process
        except urllib.error.HTTPError as answer:
            assert answer.code < 500
            return process
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"no answer; exit {process.poll()}")


def test_it_answers_ends_within_ten_seconds_and_starts_again(empty_home: Path, bind: str) -> None:
    took = []
    for _again in (False, True):
        process = _served(bind)
        try:
            with urllib.request.urlopen(f"http://{bind}/account/login/", timeout=30) as page:
                assert page.status == 200 and "default-src" in page.headers["Content-Security-Policy"]
        finally:
            process.send_signal(signal.SIGTERM)
            start = time.monotonic()
            assert process.wait(timeout=120) == 0
        took.append(time.monotonic() - start)
    assert min(took) < 10 or min(took) < patience(10), "drained too late"


def test_no_connection_to_the_database_is_open_when_the_serving_processes_fork(empty_home: Path, bind: str) -> None:
    told = """if True:
        from bihuan.interfaces.cli import run
        from bihuan.interfaces.cli.main import main
        def forks(*_place):
            from django.db import connections
            assert all(one.connection is None for one in connections.all(initialized_only=True)), "a fork would share it"
        run._serve = forks
        raise SystemExit(main(["run", "--no-demo"]))
    """
    subprocess.run([sys.executable, "-c", told], check=True, stdout=subprocess.DEVNULL, timeout=120)


def _workers_of(home: Path) -> list[int]:
    """Processes of the clock that work on this home."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if b"clock.main" in (place / "cmdline").read_bytes() and f"BIHUAN_HOME={home}".encode() in (place / "environ").read_bytes():
                found.append(int(place.name))
        except OSError:
            continue
    return found


def _until(wanted: Callable[[], bool]) -> None:
    end = time.monotonic() + 180
    while not wanted():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are looked up under /proc")
def test_a_worker_runs_beside_the_server_comes_again_and_goes_with_it(empty_home: Path, bind: str) -> None:
    process = _served(bind)
    try:
        _until(lambda: len(_workers_of(empty_home)) == 1)
        (first,) = _workers_of(empty_home)
        os.kill(first, signal.SIGKILL)
        _until(lambda: len(_workers_of(empty_home)) == 1 and first not in _workers_of(empty_home))
    finally:
        process.kill()
        process.wait()
    _until(lambda: not _workers_of(empty_home))  # nobody told it: it saw that its server is gone


def test_a_home_that_becomes_a_demo_at_this_start_is_served_as_one(
    empty_home: Path, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    from argparse import Namespace

    from bihuan.interfaces.cli import run

    served: list[bool] = []
    monkeypatch.setenv("BIHUAN_COUNTERS", "")  # a server sets it for its processes; these tests are none of them
    settings.BIHUAN_HOME, settings.BIHUAN_DEMO, settings.BIHUAN_WORKERS = empty_home, False, 0  # type: ignore[attr-defined]
    monkeypatch.setattr(run, "_place", lambda _bind: ("127.0.0.1", "8000"))
    monkeypatch.setattr(run, "_first_start", lambda _no_demo, _host: (empty_home.mkdir(), (empty_home / "demo").touch()))
    monkeypatch.setattr(run, "_greet", lambda *_told: None)
    monkeypatch.setattr(run, "_warm", lambda: None)
    monkeypatch.setattr(run, "_serve", lambda *_told: served.append(settings.BIHUAN_DEMO))  # type: ignore[attr-defined]
    assert run.run(Namespace(no_demo=False, workers=1)) == 0 and served == [True], "no second factor, and the banner"


@pytest.mark.parametrize(
    ("fault", "code", "told"), [(NotNow("演示数据现在载不了。"), 2, "演示数据现在载不了。"), (ZeroDivisionError(), 70, "程序出了意外")]
)
@pytest.mark.django_db(transaction=True)
def test_a_load_that_fails_apart_ends_the_start_with_its_words(
    fault: Exception, code: int, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    from bihuan.interfaces.cli import run

    def step() -> None:
        raise fault

    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.setattr(sys, "excepthook", tell_unexpected)
        run._apart(step)
    assert ended.value.code == code and told in capfd.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_the_demo_is_loaded_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its memory would stay with every serving process; how much they take: bench.starting."""
    from bihuan.interfaces.cli import demo, run

    monkeypatch.setattr(demo, "load_demo", lambda: (tmp_path / "by").write_text(str(os.getpid())))
    run._first_start(no_demo=False, host="127.0.0.1")
    assert (tmp_path / "by").read_text() not in ("", str(os.getpid()))


def test_an_untouched_home_on_an_open_address_is_refused_before_anything_is_loaded(
    empty_home: Path, monkeypatch: pytest.MonkeyPatch, bind: str
) -> None:
    monkeypatch.setenv("BIHUAN_BIND", bind.replace("127.0.0.1", "0.0.0.0"))  # noqa: S104 - that it is refused
    done = subprocess.run([*BIHUAN, "run"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2 and "--no-demo" in done.stderr and "127.0.0.1" in done.stderr
    assert not done.stdout and not (empty_home / "demo").exists(), "the home can still become a real one"


@pytest.mark.parametrize("taken", [False, True])
def test_the_public_door_stands_beside_it_or_is_left_out_and_said_so(
    empty_home: Path, bind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, taken: bool
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{other.getsockname()[1]}"
        if taken:
            other.listen()
        else:
            other.close()
        monkeypatch.setenv("BIHUAN_PORTAL_BIND", place)
        with (tmp_path / "said").open("w") as said:
            process = subprocess.Popen([*BIHUAN, "run", "--no-demo", "--workers", "1"], stdin=subprocess.DEVNULL, stdout=said)
        try:
            _until(lambda: process.poll() is not None or _answers(bind))
            if not taken:
                _until(lambda: _answers(place))
                with urllib.request.urlopen(f"http://{place}/", timeout=30) as page:
                    assert page.status == 200 and "12388" in page.read().decode() and "Server" not in page.headers
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=120) == 0
    told = (tmp_path / "said").read_text()
    assert ("公开举报入口没有启动" in told and place in told and "其余照常" in told) if taken else f"公开举报入口：http://{place}/" in told
    if not taken:
        _until(lambda: not _answers(place))


def _answers(place: str) -> bool:
    host, _colon, port = place.partition(":")
    try:
        socket.create_connection((host, int(port)), timeout=5).close()
    except OSError:
        return False
    return True


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"], ["plan", "read", "--help"]])
def test_help_comes_without_the_frame(words: list[str]) -> None:
    told = "import sys\nfrom bihuan.interfaces.cli.main import main\ntry:\n main(sys.argv[1:])\nexcept SystemExit: pass\nassert 'django' not in sys.modules"
    subprocess.run([sys.executable, "-c", told, *words], check=True, stdout=subprocess.DEVNULL)


def test_counters_of_a_killed_server_are_cleared_away_and_those_of_living_ones_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bihuan.interfaces.cli import serving

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("BIHUAN_COUNTERS", "")
    monkeypatch.setattr(serving.atexit, "register", lambda _clear: None)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for pid in (gone.pid, os.getpid()):
        (tmp_path / f"bihuan-counters-{pid}-x").mkdir()
    serving.share_counters()
    assert not (tmp_path / f"bihuan-counters-{gone.pid}-x").exists() and (tmp_path / f"bihuan-counters-{os.getpid()}-x").exists()
    assert Path(os.environ["BIHUAN_COUNTERS"]).parent == tmp_path
