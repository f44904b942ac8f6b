"""Two web processes of one installation: whatever one gives out, the other takes – the printed code, forms, sign-ins."""

import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interfaces.web.test_administration import FORM

BIHUAN = [sys.executable, "-m", "bihuan.interfaces.cli.main"]
ELSEWHERE = {"X-Forwarded-For": "192.0.2.7"}


def _bind() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def _wait(bind: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://{bind}/health/live/", timeout=10).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer; exit {process.poll()}")


@pytest.fixture
def both(empty_home: Path, tmp_path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Two processes on one home: their addresses, and what each printed."""
    binds, logs, running = [_bind(), _bind()], [tmp_path / "one", tmp_path / "two"], list[subprocess.Popen[bytes]]()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    try:
        for bind, log in zip(binds, logs, strict=True):
            told = {**environment, "BIHUAN_BIND": bind, "BIHUAN_SQLITE_SYNC": "OFF", "PYTHONUTF8": "1"}
            words = [*BIHUAN, "run", "--no-demo", "--workers", "1"]
            running.append(subprocess.Popen(words, env=told, stdin=subprocess.DEVNULL, stdout=log.open("wb")))
        for bind, process in zip(binds, running, strict=True):
            _wait(bind, process)
        yield binds, [log.read_text("utf-8") for log in logs]
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=120)


class Browser:
    """One browser with its cookies, in front of a door that sends it now here, now there."""

    def __init__(self) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def ask(self, bind: str, path: str, fields: dict[str, str] | None = None, **headers: str) -> tuple[str, str]:
        """Where it ended, and the page."""
        data = urllib.parse.urlencode(fields).encode() if fields else None
        try:
            with self.opener.open(urllib.request.Request(f"http://{bind}{path}", data, headers), timeout=60) as answer:
                return answer.url, answer.read().decode()
        except urllib.error.HTTPError as no:
            return no.url or "", no.read().decode()


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found, page[:500]
    return found[1]


@pytest.mark.long
def test_what_one_gives_out_the_other_takes(both: tuple[list[str], list[str]]) -> None:
    (one, two), printed = both
    codes = [re.search(r"设置码是 (\S+)", text) for text in printed]
    assert codes[0] and codes[1] and codes[0][1] == codes[1][1], "whoever reads either line may begin at any door"
    browser, code = Browser(), codes[0][1]
    _url, page = browser.ask(one, "/set-up/", **ELSEWHERE)
    _url, page = browser.ask(two, "/set-up/", {"csrfmiddlewaretoken": _token(page), "code": code}, **ELSEWHERE)
    assert "建立三员" in page
    _url, page = browser.ask(one, "/set-up/", {**FORM, "csrfmiddlewaretoken": _token(page), "code": code}, **ELSEWHERE)
    assert "三员已经就位" in page
    _url, page = browser.ask(two, "/account/login/")
    fields = {"csrfmiddlewaretoken": _token(page), "login": FORM["system_username"], "password": FORM["system_password"]}
    url, page = browser.ask(one, "/account/login/", fields)
    assert "/account/login/" not in url
    url, page = browser.ask(two, "/")
    assert "/account/login/" not in url, "signed in at one, known at the other"
