"""The picker of a past moment above lists and figures, and the way back to now."""

from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from bihuan.foundation.audit.moments import after
from bihuan.foundation.kernel.moments import Written
from bihuan.interfaces.web.shell.kept import hidden

_PLACES = ("at", "day", "after", "before")


def asked(request: HttpRequest) -> Written | None:
    """The past moment in the address; None for none, for a wrong one and for one that is not past yet. `day` is how it was once called."""
    written = Written.read(request.GET.get("at") or request.GET.get("day") or "")
    return written if written and after(written) <= localtime() else None


def _wrong(request: HttpRequest) -> str:
    """What stands for a moment in the address and is none that can be looked at; told, lest the present passes for the past."""
    text = request.GET.get("at") or request.GET.get("day") or ""
    written = Written.read(text)
    return "" if written and written.day <= localtime().date() else text[:40]


def as_of(request: HttpRequest, past: Any) -> dict[str, Any]:
    """What the picker and the band above the page print. `past`: what tells that a past moment is shown (its `written`), or None."""
    written: Written | None = getattr(past, "written", past)
    # columns may be named one by one in an address; one word carries them all
    named = ((name, [",".join(values)] if name == "col" else values) for name, values in request.GET.lists() if name not in _PLACES)
    kept = [(name, value) for name, values in named for value in values]
    proposed = datetime.combine(written.day, written.clock) if written else localtime().replace(tzinfo=None)
    return {
        "at": written, "at_wrong": "" if written else _wrong(request), "at_kept": _hidden(kept), "at_value": proposed.isoformat(timespec="minutes"),
        "at_most": datetime.combine(localtime().date(), time(23, 59)).isoformat(timespec="minutes"),
        "now_href": f"{request.path}?{urlencode(kept, safe=',')}" if kept else request.path,
    }  # fmt: skip


def _hidden(kept: list[tuple[str, str]]) -> SafeString:
    return hidden(iter(kept))
