"""Contents in a folder: aa/bb/<sha256>, each content once, written whole or not at all."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO


def name_of(sha256: str) -> str:
    """The name of a content on any shelf."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def place(folder: Path, sha256: str) -> Path:
    """Where the content with this fingerprint lies."""
    return folder / name_of(sha256)


def keep(folder: Path, data: bytes, sha256: str) -> Path:
    """Write a content durably. The same content again changes nothing."""
    target = place(folder, sha256)
    if not target.exists():
        put(target, data)
    return target


def put(target: Path, data: bytes) -> None:
    """Write a file durably: a temporary one beside it, fsync, then renamed into place."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".coming-")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
        _sync(target.parent)
    finally:
        fresh.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Make the renaming itself durable, where the system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_whole(path: Path, sha256: str) -> bool:
    """Is the content there and unaltered?"""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return fits(file, sha256)


def fits(content: BinaryIO, sha256: str) -> bool:
    """Has this content this fingerprint? Reads it once, in pieces."""
    digest = hashlib.sha256()
    while piece := content.read(1 << 20):
        digest.update(piece)
    return digest.hexdigest() == sha256
