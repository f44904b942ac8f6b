"""Static files bear a mark of their content in their address, so that a browser may keep them for as long as it likes: after an update the
address is another one. The files themselves keep their names; whatever serves them (granian, WhiteNoise, nginx) does not look at the mark."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

LENGTH = 6


class Stamped(StaticFilesStorage):
    """Addresses with a mark. Nothing is collected beforehand: each file is read once by a process, at its first mention."""

    def url(self, name: str | None, force: bool = False) -> str:
        """/static/css/pages/ledger.css?5d0c2f3a; without a mark for a file that there is not."""
        address: str = super().url(name)
        mark = mark_of(name or "")
        return f"{address}?{mark}" if mark else address


def mark_of(name: str) -> str:
    """The mark of a file's content, "" where there is none. While developing, an edit is seen at the next reload."""
    place = _place(name)
    return _mark(place, Path(place).stat().st_mtime_ns if settings.DEBUG else 0) if place else ""


@lru_cache(512)
def _place(name: str) -> str:
    return str(finders.find(name) or "")


@lru_cache(512)
def _mark(place: str, _changed: int) -> str:
    return hashlib.sha256(Path(place).read_bytes()).hexdigest()[:LENGTH]
