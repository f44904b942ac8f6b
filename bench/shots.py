"""Pictures of pages, to look at: each address at 1440 and 390 px, light and dark.

python -m bench.shots http://127.0.0.1:8000/gallery/ ... [-o FOLDER] [--user NAME --password WORD]
                      [--widths 1440 390] [--themes light dark] [--window]
"""

import argparse
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, sync_playwright

from tools.browser import ARGUMENTS, chromium


def sign_in(context: BrowserContext, root: str, user: str, password: str) -> None:
    """Sign in once; the cookies stay in the context."""
    page = context.new_page()
    page.goto(f"{root}/account/login/")
    page.fill("input[name=login]", user)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state()
    page.close()


def name_of(url: str) -> str:
    """A file name for an address."""
    parts = urlsplit(url)
    return re.sub(r"[^\w-]+", "-", f"{parts.path}{parts.query}").strip("-") or "home"


@cache
def say(line: str) -> None:
    """Print a line once, however often it comes."""
    print(f"  {line[:160]}")


def complain(said: ConsoleMessage) -> None:
    """What the browser's console complains of: the content policy above all."""
    if said.type in ("error", "warning"):
        say(f"{said.type}: {said.text}")


def shoot(browser: Browser, urls: Sequence[str], width: int, theme: str, options: argparse.Namespace) -> None:
    """One picture of each address."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        device_scale_factor=1,
    )
    root = "{0.scheme}://{0.netloc}".format(urlsplit(urls[0]))
    if options.user:
        sign_in(context, root, options.user, options.password)
    for url in urls:
        page = context.new_page()
        page.on("console", complain)
        page.on("pageerror", lambda error: say(f"script: {error}"))
        answer = page.goto(url)
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(300)
        path = Path(options.out) / f"{name_of(url)}-{width}-{theme}.png"
        page.screenshot(path=path, full_page=not options.window)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        print(f"{answer.status if answer else '?'} {path}" + (f"  page is {wider} px too wide" if wider > 0 else ""))
        page.close()
    context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("urls", nargs="+")
    parser.add_argument("-o", "--out", default="var/shots")
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--widths", nargs="+", type=int, default=[1440, 390])
    parser.add_argument("--themes", nargs="+", default=["light", "dark"])
    parser.add_argument("--window", action="store_true", help="only what the window shows, not the whole page")
    options = parser.parse_args()
    Path(options.out).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), headless=True, args=ARGUMENTS)
        for width in options.widths:
            for theme in options.themes:
                shoot(browser, options.urls, width, theme, options)
        browser.close()


if __name__ == "__main__":
    main()
