"""The Chromium that browser tests drive."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.install import apt_install, is_root_on_debian
from tools.postgres import Missing

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"]
# A container has no user namespaces for the sandbox; the rest keeps the browser from talking to its maker.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def find_chromium() -> str | None:
    """The browser named in BIHUAN_CHROMIUM, one on the machine, or the one that playwright keeps."""
    named = os.environ.get("BIHUAN_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return next((found for name in NAMES if (found := shutil.which(name))), None) or _kept_by_playwright()


def _kept_by_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def chromium() -> str:
    """The browser's path; where there is none it is installed: by apt as root on Debian, else by playwright's own installer."""
    found = find_chromium()
    if not found and is_root_on_debian():
        with contextlib.suppress(SystemExit):
            apt_install("chromium", "fonts-noto-cjk")
        found = find_chromium()
    if not found:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)
        found = find_chromium()
    if not found:
        raise Missing("Chromium is missing; install the package chromium, or name a browser in BIHUAN_CHROMIUM")
    return found
