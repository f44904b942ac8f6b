"""Pages: behind sign-in, used, free of inline scripts, and in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.template import TemplateSyntaxError
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import SOURCE

WEB = SOURCE / "interfaces" / "web"
# Addresses that need no sign-in, with the reason.
PUBLIC = {
    "account_login": "the door itself",
    "account_logout": "leaving needs no key",
    "mfa_authenticate": "the second half of signing in",
    "openid_connect_login": "on to the issuer's door, where one is set",
    "openid_connect_callback": "and back from it, with what it says",
    "style": "the look of the door",
    "look": "light or dark, for the door too",
    "language": "the language of the door",
    "live": "asked by whoever watches the server",
    "ready": "asked by whoever watches the server",
    "metrics": "asked by a monitoring system, from addresses or with a token of the settings only",
    "set_up": "the first start, while nobody has an account: from this machine, or with the code that it printed",
    "verify": "whoever holds an issued file checks it; asks for sign-in itself where BIHUAN_VERIFY_OPEN is 0",
    "activate": "the first password, for whoever holds a slip with a one-time code",
    "reply": "whoever holds the one-time code of an opinion letter answers it, and sees nothing else",
    "account_inactive": "says that an account is closed",
}
# Templates that no file of ours names, with the reason.
NAMED_BY_OTHERS = re.compile(r"^(allauth|account|mfa|socialaccount|usersessions)/|^(40[034]|500|403_csrf)\.html$")  # by allauth, by Django
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=.application/json)[^>]*>|<style\b|\sstyle=|javascript:"
    r"|\son(?:click|change|input|submit|load|error|key\w+|mouse\w+|focus|blur)=",
    re.IGNORECASE,
)
HAN = re.compile(r"[\u4e00-\u9fff]+")
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->|\{% comment.*?endcomment %\}", re.S)
MARKED = re.compile(r"""\{% blocktrans(?:late)?.*?endblocktrans(?:late)? %\}|\{% trans(?:late)? .*?%\}|_\("[^"]*"\)|_\('[^']*'\)""", re.S)
SAME_IN_EVERY_LANGUAGE = {"闭环": "the product's name", "中文": "the language's own name"}


def templates() -> list[Path]:
    return sorted(WEB.rglob("*.html"))


def _name(path: Path) -> str:
    return path.relative_to(WEB).as_posix()


def _addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern, f"{before}{pattern.pattern}")
        else:
            yield f"{before}{pattern.pattern}", pattern


def test_every_address_is_behind_sign_in_or_on_the_public_list() -> None:
    from django.conf import settings

    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE
    open_ones = [
        (address, pattern.name or "")
        for address, pattern in _addresses(get_resolver())
        if not getattr(pattern.callback, "login_required", True) and not address.startswith("api/v1/")  # tokens: tests/interfaces/api
    ]
    strays = [f"{address} ({name})" for address, name in open_ones if name not in PUBLIC]
    assert not strays, "take @login_not_required away, or write into PUBLIC why nobody has to sign in here"


def test_every_template_compiles() -> None:
    broken = []
    for path in templates():
        try:
            get_template(_name(path))
        except TemplateSyntaxError as error:
            broken.append(f"{_name(path)}: {error}")
    assert not broken


def test_nothing_is_written_inline() -> None:
    inline = [f"{_name(path)}: {found}" for path in templates() if (found := INLINE.findall(COMMENT.sub("", path.read_text("utf-8"))))]
    assert not inline, "classes and files of static/ instead: the pages' policy refuses inline scripts and looks"


def test_every_text_of_a_template_can_be_translated() -> None:
    bare = [(path, MARKED.sub("", COMMENT.sub("", path.read_text("utf-8")))) for path in templates()]
    unmarked = [f"{_name(path)}: {word}" for path, text in bare for word in HAN.findall(text) if word not in SAME_IN_EVERY_LANGUAGE]
    assert not unmarked, "mark it with {% translate %}"


def _shown_in_the_gallery(path: Path) -> bool:
    return path.parent.parent.name == "components" and (path.parent / "samples.yaml").exists()


def test_every_template_is_used() -> None:
    words = "\n".join(path.read_text("utf-8") for path in [*SOURCE.rglob("*.py"), *templates()])
    ours = [path for path in templates() if not NAMED_BY_OTHERS.match(_name(path)) and not _shown_in_the_gallery(path)]
    unused = [_name(path) for path in ours if _name(path) not in words]
    assert not unused, "no view and no template names it: delete it"
