"""How every page of the door behaves: its language and size of print stand in the address, nothing is kept by the browser, nothing loads that
is not in the page itself."""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info

Answering = Callable[[HttpRequest], HttpResponse]
LARGE = "large"
DENIED = ", ".join(
    f"{feature}=()" for feature in ("camera", "microphone", "geolocation", "payment", "usb", "interest-cohort", "browsing-topics")
)


@dataclass(frozen=True, slots=True)
class Look:
    """In which language and size a page is shown: `/zh/…`, `/en/large/…`. No cookie is needed to remember it, every link carries it on."""

    language: str
    large: bool = False

    @property
    def prefix(self) -> str:
        """What every address of the page begins with."""
        return f"/{_word(self.language)}/{LARGE}/" if self.large else f"/{_word(self.language)}/"

    @property
    def name(self) -> str:
        """The language's own name."""
        return str(get_language_info(self.language)["name_local"])

    @property
    def rightward(self) -> bool:
        """Is it written from right to left?"""
        return bool(get_language_info(self.language)["bidi"])


def _word(language: str) -> str:
    return "zh" if language == "zh-hans" else language


@cache
def _languages() -> dict[str, str]:
    return {_word(code): code for code, _name in settings.LANGUAGES}


def look_of(path: str, asked: str = "") -> tuple[Look, str]:
    """The look that an address tells, and the rest of it. One that tells none is shown in the language that the browser `asked` for."""
    first, _gap, rest = path.lstrip("/").partition("/")
    if first not in _languages():
        return Look(asked or settings.LANGUAGE_CODE), path.lstrip("/")
    second, _gap, further = rest.partition("/")
    return (Look(_languages()[first], True), further) if second == LARGE else (Look(_languages()[first]), rest)


def looks(answer: Answering) -> Answering:
    """Middleware: takes language and size out of the address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = translation.get_language_from_request(request)
        look, rest = look_of(request.path_info, asked if asked in _languages().values() else "")
        request.look, request.rest = look, rest  # type: ignore[attr-defined]
        request.path_info = f"/{rest}"
        translation.activate(look.language)
        return answer(request)

    return middleware


@cache
def style() -> str:
    """The whole look of the door, small enough to stand in every page: one request a page, and nothing that a browser would keep."""
    return "".join(line.strip() for line in (Path(__file__).parent / "pages" / "door.css").read_text("utf-8").splitlines())


@cache
def _policy(scripted: bool) -> str:
    digest = b64encode(hashlib.sha256(style().encode()).digest()).decode()
    scripts = "script-src 'self'; connect-src 'self'; " if scripted else ""
    return f"default-src 'none'; {scripts}style-src 'sha256-{digest}'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"


def headers(answer: Answering) -> Answering:
    """Middleware: the same strict headers on every answer. No cookie can be among them: nothing here sets one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", _policy(getattr(response, "scripted", False)))
        for name, value in (
            ("X-Frame-Options", "DENY"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Permissions-Policy", DENIED),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Embedder-Policy", "require-corp"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cache-Control", "no-store"),
            ("X-Robots-Tag", "noindex"),
        ):
            response.headers.setdefault(name, value)
        if request.scheme == "https":
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        response.headers["Content-Length"] = str(len(response.content))
        return response

    return middleware


def frame(request: HttpRequest) -> dict[str, Any]:
    """What every page is drawn with."""
    look: Look = getattr(request, "look", Look(settings.LANGUAGE_CODE))
    others = [replace(look, language=code) for code in _languages().values() if code != look.language]
    return {
        "look": look,
        "style": _style_in_a_page(),
        "rest": getattr(request, "rest", ""),
        "others": others,
        "resized": replace(look, large=not look.large),
        "turns": request.method == "GET",  # a page that was sent something would lose it by turning to another language
    }


@cache
def _style_in_a_page() -> SafeString:
    return mark_safe(style())  # noqa: S308  our own file
