"""What a backup looks like on disk, and whether one is whole."""

import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime

from bihuan.foundation.files.keeping import is_whole, place
from bihuan.foundation.kernel import BadInput, _

MANIFEST = "manifest.json"
FILES = "files.txt"
KEYS = "keys"
DEMO = "demo"
"""A file of this name marks a home, and a backup of it, as a demo: its passwords are public, it must not leave its machine."""
_KIND = "bihuan.backup"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `shape` names the migrations its database has seen; `checkpoint` is where the book stood."""

    made_at: str
    engine: str
    database: str
    sha256: str
    size: int
    shape: list[str]
    files: int
    checkpoint: dict[str, Any]
    kind: str = _KIND

    @property
    def made(self) -> datetime:
        """When it was made, as the clock of the installation showed it."""
        return localtime(datetime.fromisoformat(self.made_at))

    def write(self, folder: Path) -> None:
        """Into the folder of the backup."""
        (folder / MANIFEST).write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_manifest(folder: Path) -> Manifest:
    """What a backup says of itself. Raises BadInput where the folder is none."""
    try:
        held = json.loads((folder / MANIFEST).read_text("utf-8"))
        if held.get("kind") != _KIND:
            raise ValueError
        return Manifest(**held)
    except (OSError, ValueError, TypeError, AttributeError):
        raise BadInput(_("“%(folder)s”不是备份文件夹，请指到里面有 manifest.json 的那一层。"), folder=folder) from None


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def contents(folder: Path) -> Iterator[str]:
    """The fingerprints of all contents that the backup's database points to. Raises OSError where the list is gone."""
    with (folder / FILES).open("r", encoding="ascii") as lines:
        yield from (line.strip() for line in lines if line.strip())


def store_of(folder: Path) -> Path:
    """Where the contents of this and the other backups lie."""
    return folder.parent / "files"


def check(folder: Path) -> Manifest:
    """Is everything there and unaltered? Raises BadInput with what is not."""
    manifest = read_manifest(folder)
    database = folder / manifest.database
    if not database.is_file() or digest_of(database) != manifest.sha256:
        raise BadInput(_("备份“%(folder)s”里的数据库不完整或被改过，不能用来恢复。"), folder=folder)
    if _listed(folder) != manifest.files:
        raise BadInput(_("备份“%(folder)s”的文件清单（files.txt）不完整或被改过，不能用来恢复。"), folder=folder)
    missing = [one for one in contents(folder) if not is_whole(place(store_of(folder), one), one)]
    if missing:
        raise BadInput(
            _("备份“%(folder)s”有 %(count)d 个文件缺失或损坏，第一个是 %(first)s。"),
            folder=folder,
            count=len(missing),
            first=missing[0][:16],
        )
    return manifest


def _listed(folder: Path) -> int:
    """How many contents the list names; -1 where it is gone."""
    try:
        return sum(1 for _one in contents(folder))
    except OSError:
        return -1


def all_of(place_of_backups: Path) -> list[Path]:
    """The backups in a folder, oldest first; not those that are coming or going."""
    return sorted(one.parent for one in place_of_backups.glob(f"[!.]*/{MANIFEST}"))


def made_last(place_of_backups: Path) -> datetime | None:
    """When the latest backup was taken; None where there is none that can be read."""
    held = all_of(place_of_backups)
    try:
        return datetime.fromisoformat(read_manifest(held[-1]).made_at) if held else None
    except (BadInput, ValueError):
        return None


@contextmanager
def alone(place_of_backups: Path, *, wait: bool) -> Iterator[bool]:
    """Nobody else takes or forgets backups here meanwhile, on this machine or another that reaches the folder. Without `wait` False where
    somebody does. The system lifts the lock of a process that was killed."""
    with (place_of_backups / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def forget_all_but(place_of_backups: Path, count: int) -> int:
    """Keep the latest `count` backups; contents that only the others needed go with them, and what killed backups left half done. How many
    backups went: none while another backup is being taken, for it may count on contents that lie there already."""
    with alone(place_of_backups, wait=False) as free:
        if not free or count <= 0:
            return 0
        gone = all_of(place_of_backups)[:-count]
        for one in gone:
            one.rename(one.with_name(f".coming-gone-{one.name}"))  # no backup any more, even if this process is killed now
        for one in place_of_backups.glob(".coming-*"):
            shutil.rmtree(one)
        needed = {fingerprint for one in all_of(place_of_backups) for fingerprint in contents(one)}
        for content in (place_of_backups / "files").glob("*/*/*"):
            if content.name not in needed:
                content.unlink()
    return len(gone)
