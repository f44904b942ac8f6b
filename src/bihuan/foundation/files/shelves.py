"""Where contents lie: in a folder of the home, or on an S3-compatible store. Both keep a content once, under its fingerprint.

With a store, what already lies in the folder is still found there, so that an installation may change over without moving anything first.
"""

import io
import logging
import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from django.conf import settings

from bihuan.foundation.files.keeping import put
from bihuan.foundation.kernel import BadInput, Refused, _

logger = logging.getLogger(__name__)


class StoreAway(Refused):
    """The store does not answer, or refuses us."""

    default = _("文件存储暂时连不上，请稍后再试；一直不行请联系系统管理员。")


class Shelf(Protocol):
    """Something that keeps bytes under a name."""

    def keep(self, name: str, data: bytes) -> None:
        """Durably, once it returns."""

    def open(self, name: str) -> BinaryIO:
        """Raises FileNotFoundError."""

    def has(self, name: str) -> bool:
        """Is something kept under this name?"""

    def drop(self, name: str) -> None:
        """Nothing is kept under this name any more."""

    def listed(self, name: str) -> list[str]:
        """Names of the folders right below this one; [] where there is none."""

    def forget(self, name: str) -> None:
        """Nothing lies in this folder any more."""


class Folder:
    """A folder on this machine, or one that several machines share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, name: str, data: bytes) -> None:
        put(self.folder / name, data)

    def open(self, name: str) -> BinaryIO:
        return (self.folder / name).open("rb")

    def has(self, name: str) -> bool:
        return (self.folder / name).is_file()

    def drop(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)

    def listed(self, name: str) -> list[str]:
        place = self.folder / name
        return sorted(one.name for one in place.iterdir() if one.is_dir()) if place.is_dir() else []

    def forget(self, name: str) -> None:
        shutil.rmtree(self.folder / name, ignore_errors=True)
        for above in list(Path(name).parents)[:-1]:  # folders that are empty now go too
            with suppress(OSError):
                (self.folder / above).rmdir()


class Store:
    """An S3-compatible store by django-storages; `before` is where contents lay before it was set."""

    def __init__(self, storage: Any, before: Folder) -> None:
        self.storage, self.before = storage, before

    def keep(self, name: str, data: bytes) -> None:
        with _away():
            self.storage.save(name, io.BytesIO(data))

    def open(self, name: str) -> BinaryIO:
        with _away():
            try:
                held: BinaryIO = self.storage.open(name, "rb")
                held.seek(0)
                return held
            except FileNotFoundError:
                return self.before.open(name)

    def has(self, name: str) -> bool:
        with _away():
            return bool(self.storage.exists(name)) or self.before.has(name)

    def drop(self, name: str) -> None:
        with _away():
            self.storage.delete(name)
            self.before.drop(name)

    def listed(self, name: str) -> list[str]:
        with _away():
            return sorted({*self.storage.listdir(name)[0], *self.before.listed(name)})

    def forget(self, name: str) -> None:
        with _away():
            for part in self.storage.listdir(name)[1]:
                self.storage.delete(f"{name}/{part}")
            self.before.forget(name)


class _away:  # noqa: N801  reads as a word in `with _away():`
    """Troubles of the network and of the store's rights become one sentence; the log says which."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: Any, trouble: BaseException | None, _trace: Any) -> None:
        if trouble is None or isinstance(trouble, FileNotFoundError):
            return
        from botocore.exceptions import BotoCoreError, ClientError

        if isinstance(trouble, BotoCoreError | ClientError | OSError):
            logger.error("the store of files: %s", type(trouble).__name__, exc_info=trouble)
            raise StoreAway from trouble


@cache
def _storage(told: tuple[tuple[str, Any], ...]) -> Any:
    try:
        from botocore.config import Config
        from storages.backends.s3 import S3Storage
    except ImportError:
        raise BadInput(_("设了 BIHUAN_S3_BUCKET，但没有装对象存储组件，请运行 make extra NAME=s3 安装。")) from None
    about = dict(told)
    style = {"addressing_style": about["addressing_style"]}
    patience = Config(s3=style, signature_version="s3v4", connect_timeout=5, read_timeout=60, retries={"max_attempts": 3})
    return S3Storage(**about, client_config=patience, default_acl=None, file_overwrite=True, querystring_auth=False)


def shelf() -> Shelf:
    """The shelf of this installation."""
    folder = Folder(settings.BIHUAN_FILES)
    if not settings.BIHUAN_S3:
        return folder
    return Store(_storage(tuple(sorted(settings.BIHUAN_S3.items()))), folder)


def try_store() -> str:
    """Write, read and take away a small thing on the store. What went wrong, or "" (also where none is set)."""
    if not settings.BIHUAN_S3:
        return ""
    try:
        held = shelf()
        held.keep("made/doctor", b"bihuan")
        with held.open("made/doctor") as content:
            is_same = content.read() == b"bihuan"
        held.drop("made/doctor")
        return "" if is_same else _("读回来的内容不一样")
    except Refused as no:
        return f"{no.sentence}（{type(no.__cause__).__name__}：{no.__cause__}）" if no.__cause__ else no.sentence
