"""Every page of the house in a browser without a server: requests are answered by the signed-in clients of `doors.house`."""

import mimetypes
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import bihuan.interfaces.web as web
from bihuan.interfaces.web.shell import styles
from tests.interfaces.web.doors import ROLES, House, addresses
from tests.interfaces.web.test_matrix import RULES

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

STATIC = Path(web.__file__).parent / "static"
HOME = "http://127.0.0.1:1"
# In this order asked who may see a page: whoever sees most comes first.
ASKED = ("office", *(role for role in ROLES if role != "office"))
# How somebody may have set his screen: width in px, colours, language.
LOOKS = tuple((width, theme, language) for width in (1440, 390) for theme in ("light", "dark") for language in ("zh", "en"))


@cache
def _file(path: str) -> tuple[bytes, str]:
    if path.startswith("/style/"):
        return styles.bundle().encode(), "text/css"
    file = STATIC / path.removeprefix("/static/")
    return file.read_bytes() if file.is_file() else b"", mimetypes.guess_type(file.name)[0] or "text/plain"


@dataclass(frozen=True, slots=True)
class Stop:
    """A page on the way: the name of its address, where it stands, who looks at it, with which status it came."""

    name: str
    path: str
    role: str
    status: int


@dataclass
class Walk:
    """The house and the browser's page in front of it; `look` is how the screen is set."""

    house: House
    page: "Page"
    role: str = "office"
    language: str = "zh"
    shown: bytes = b""
    faults: list[str] = field(default_factory=list)
    stretched: bool = False  # texts that no door would have taken may be refused, with a page that says so

    def __post_init__(self) -> None:
        self.page.route("**/*", self._answer)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def stops(self, everybody: bool = False, only: Container[str] | None = None) -> Iterator[Stop]:
        """Each address (or only these) that gives somebody a whole page, once (or once for each who may see it); before them two pages that say
        no. What they answer is shown as it came."""
        yield self._stop("refused", self.house.address("forms:list", {"code"}), "official")
        yield self._stop("nothing there", "/c/no-such/cockpit/", "office")
        for name, arguments in [one for one in addresses() if only is None or one[0] in only]:
            roles = [role for role in ASKED if RULES[name][ROLES.index(role)] == "o"]
            for role in roles if everybody else roles[:1]:
                stop = self._stop(name, self.house.address(name, arguments), role)
                assert stop.status == 200 or self.stretched, stop
                if b"<html" in self.shown[:400]:
                    yield stop

    def _stop(self, name: str, path: str, role: str) -> Stop:
        answer = self._ask(role, path)
        is_page = answer["Content-Type"].startswith("text/html") and not answer.streaming
        self.shown, self.role = answer.content if is_page else b"", role
        return Stop(name, path, role, answer.status_code)

    def _ask(self, role: str, path: str) -> Any:
        return self.house.clients[role].get(path, headers={"Accept-Language": "en" if self.language == "en" else "zh-CN"})

    def _answer(self, route: "Route") -> None:
        path = urlsplit(route.request.url).path
        if path.startswith(("/static/", "/style/")):
            body, kind = _file(path)
            route.fulfill(body=body, content_type=kind)
        elif route.request.is_navigation_request():
            route.fulfill(body=self.shown, content_type="text/html; charset=utf-8")
        else:  # a page that refreshes itself: in this callback the driver's loop would open another connection to the database
            route.fulfill(status=204)

    def go(self, stop: Stop) -> None:
        """Show the answer of this stop, the last that was asked for."""
        self.page.goto(HOME + stop.path)

    def set(self, width: int, theme: str) -> None:
        """Another window, other colours, on the page that is open."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
