"""The product served as a process of its own on a copy of the demo home, and a browser in front of it."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tools.browser import ARGUMENTS, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BIHUAN = [sys.executable, "-m", "bihuan.interfaces.cli.main"]
START_SECONDS = 180  # on a machine that has much else to do
PAGE_MILLISECONDS = 60_000


def _environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    return {**kept, "BIHUAN_HOME": str(home), "BIHUAN_SQLITE_SYNC": "OFF", "PYTHONUTF8": "1", "BIHUAN_PORTAL_BIND": "off", **more}


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the demo loaded, made once for all processes of this run. Never write into it: copy it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    home = shared / "demo-home"
    with (shared / "demo-home.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "ready").exists():
            shutil.rmtree(home, ignore_errors=True)
            subprocess.run([*BIHUAN, "demo"], env=_environment(home), check=True, stdin=subprocess.DEVNULL, timeout=300)
            (home / "ready").touch()
    return home


@pytest.fixture(scope="module")
def served(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on a copy of the demo home; one for all tests of a module."""
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(demo_home, home)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    with (home / "server.log").open("w") as log:
        process = subprocess.Popen(
            [*BIHUAN, "run"], env=_environment(home, BIHUAN_BIND=bind), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(f"http://{bind}/", process, home / "server.log")
            yield f"http://{bind}"
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=30):
                return
        except urllib.error.HTTPError as answer:
            if answer.code >= 500:
                break
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not answer well within {START_SECONDS} s:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # The driver runs a loop in this thread from here on; Django is to speak to the database beside it all the same.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: "Browser", served: str) -> "Iterator[Page]":
    """A fresh page in a window of its own; addresses may be relative. Errors in the page's scripts fail the test."""
    context = browser.new_context(base_url=served, locale="zh-CN", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PAGE_MILLISECONDS)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if "Content Security Policy" in message.text else None)
    yield opened
    context.close()
    assert not errors, errors


def until(page: "Page", holds: Callable[[], bool]) -> None:
    """Waits until it holds: what a page does by script is seldom done in the moment in which something tells of it."""
    end = time.monotonic() + PAGE_MILLISECONDS / 1000
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        page.wait_for_timeout(50)


def sign_in(page: "Page", name: str, password: str = "bihuan-demo-2026") -> None:
    """Through the sign-in page, as one of the demo's people (`zhuanban`, `juzhang`, `lianluo` …); ends on the first page."""
    page.goto("/account/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "/login/" not in address)
