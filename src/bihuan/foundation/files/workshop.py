"""What is made of a content – working copy, looks, preview – once, by a process with bounded memory and time, and kept beside the contents.

It can be made anew at any moment from the original, so that it is in no table and in no backup. `MAKER` counts changes of the making;
what an older one made is never handed out, and `renewing` takes it away.
"""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from bihuan.foundation.files.keeping import fits, name_of
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.rules.cleaning import PLAIN
from bihuan.foundation.files.rules.refusals import DamagedFile, TooCostly, UnreadableFile
from bihuan.foundation.files.shelves import Shelf, shelf
from bihuan.foundation.files.vocabulary import FileKind, Trace
from bihuan.foundation.kernel import Missing, _

MAKER = 4
PATIENCE = 60
"""Seconds by the clock after which a making is given up; its processor time and memory are bounded in `making`."""

_FROM_OUTSIDE = frozenset({-signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP})
"""How a maker ends when the service is stopped around it: that says nothing about the file."""
_BENCHES = threading.BoundedSemaphore(2)
_BENCH, _LEFT = "bihuan-making-", 3600
"""How a folder on which something is made begins, and after how many seconds nobody works there any more."""
_ALONE: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


@dataclass(frozen=True)
class Made:
    """What was made of a file. `traces`: what the working copy lacks; `preview` as `previewing.Preview.told` gives it, {} where there is none;
    `lasts`: it was made to its end, or cannot be; else its maker was stopped from outside and the next one begins anew."""

    file: StoredFile
    told: dict[str, Any]
    lasts: bool = True

    @property
    def traces(self) -> list[Trace]:
        """What was taken away."""
        return [Trace(one) for one in self.told.get("traces", ())]

    @property
    def preview(self) -> dict[str, Any]:
        """What the page shows."""
        return dict(self.told.get("preview", {}))

    @property
    def look(self) -> str:
        """How the picture looks, "" for what is none or shows too little."""
        return str(self.told.get("look", ""))

    @property
    def turned(self) -> list[str]:
        """How it looks turned and mirrored."""
        return list(self.told.get("turned", ()))

    def refusal(self, step: str) -> UnreadableFile | None:
        """Why there is no `clean`, `look` or `preview`."""
        no = self.told.get(f"no_{step}")
        return UnreadableFile(no["sentence"], **no["facts"]) if no else None

    def open_copy(self) -> BinaryIO:
        """The working copy. Raises UnreadableFile where none could be made."""
        if FileKind(self.file.kind) in PLAIN:
            return open_content(self.file)
        if not self.told.get("clean"):
            raise self.refusal("clean") or DamagedFile(kind=FileKind(self.file.kind).label)
        return shelf().open(_name(self.file, "clean"))

    def open_shot(self, number: int) -> BinaryIO:
        """A picture of the preview. Missing where there is none of this number."""
        if not 0 <= number < len(self.preview.get("shots", ())):
            raise Missing()
        return shelf().open(_name(self.file, f"shot-{number}"))


def open_content(file: StoredFile) -> BinaryIO:
    """The original, to be read and closed by the caller. Raises Missing where it is gone."""
    try:
        return shelf().open(name_of(file.sha256))
    except FileNotFoundError as gone:
        raise Missing(_("文件“%(name)s”的内容不在存储目录中，请联系系统管理员从备份恢复。"), name=file.name) from gone


def _name(file: StoredFile, part: str) -> str:
    return f"made/{MAKER}/{name_of(file.sha256)}.{file.kind}/{part}"


def known(file: StoredFile) -> Made | None:
    """What was made before, or None."""
    try:
        with shelf().open(_name(file, "told.json")) as held:
            return Made(file, json.loads(held.read()))
    except FileNotFoundError:
        return None


def made_of(file: StoredFile) -> Made:
    """What was made before, or is made now. Raises Missing, or DamagedFile where the content is not the one that came in."""
    held = known(file)
    if held is None:
        with _BENCHES:  # so many makers of one process at a time
            held = known(file) or _make(file, shelf())
    return held


def _make(file: StoredFile, kept: Shelf) -> Made:
    _take_away_what_was_left()
    with tempfile.TemporaryDirectory(prefix=_BENCH) as name:
        folder = Path(name)
        with open_content(file) as content:
            (folder / "content").write_bytes(content.read())
        with (folder / "content").open("rb") as content:
            if not fits(content, file.sha256):
                raise DamagedFile(kind=FileKind(file.kind).label)
        told, lasts = _worked(folder, file.kind)
        for part in sorted(folder.glob("shot-*")) + sorted(folder.glob("clean")):
            kept.keep(_name(file, part.name), part.read_bytes())
        if told.get("clean"):
            told["clean_sha256"] = hashlib.sha256((folder / "clean").read_bytes()).hexdigest()
        if lasts:  # last: what is told is there
            kept.keep(_name(file, "told.json"), json.dumps(told, ensure_ascii=False).encode())
    return Made(file, told, lasts)


def _take_away_what_was_left() -> None:
    """Benches of services that were killed: each holds an original."""
    for bench in Path(tempfile.gettempdir()).glob(f"{_BENCH}*"):
        with suppress(OSError):
            if bench.stat().st_mtime < time.time() - _LEFT:
                shutil.rmtree(bench, ignore_errors=True)


def _worked(folder: Path, kind: str) -> tuple[dict[str, Any], bool]:
    """What was made, and whether that lasts: a maker that was stopped from outside begins anew the next time."""
    # No secret of the installation is told to a process that opens files of strangers.
    bare = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "TMPDIR") if name in os.environ} | {"PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "bihuan.foundation.files.making", str(folder), kind]
    given_up = {"sentence": TooCostly.default, "facts": {}}
    try:
        ended = subprocess.run(command, **_ALONE, env=bare, timeout=PATIENCE)  # noqa: S603  our own program on our own folder
        whole, lasts = ended.returncode == 0, ended.returncode not in _FROM_OUTSIDE
    except subprocess.TimeoutExpired:
        whole, lasts = False, True
    held = folder / "told.json"
    told: dict[str, Any] = json.loads(held.read_text()) if held.is_file() else {}
    if not whole:
        told.setdefault("no_preview" if told.get("clean") else "no_clean", given_up)
        told.pop("preview", None)
    return told, lasts
