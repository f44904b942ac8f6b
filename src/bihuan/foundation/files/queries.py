"""Stored files, opened. Who may see a file is asked by the room that points to it, before it calls here."""

from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from bihuan.foundation.files.keeping import is_whole, place
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.kernel import Actor, Missing, _


def path_of(file: StoredFile) -> Path:
    """Where the content lies on this machine."""
    return place(settings.BIHUAN_FILES, file.sha256)


def open_content(file: StoredFile) -> BinaryIO:
    """The content, to be read and closed by the caller. Raises Missing where it is gone from the disk."""
    try:
        return path_of(file).open("rb")
    except FileNotFoundError as gone:
        raise Missing(_("文件“%(name)s”的内容不在存储目录中，请联系系统管理员从备份恢复。"), name=file.name) from gone


def handed_in(pk: int, actor: Actor) -> StoredFile:
    """A file that this very actor handed in, or Missing: what was uploaded for a preview is nobody else's."""
    file = StoredFile.objects.filter(pk=pk, stored_by_id=actor.user_id).first()
    if file is None:
        raise Missing()
    return file


def read(file: StoredFile) -> bytes:
    """The whole content. Raises Missing where it is gone from the disk."""
    with open_content(file) as content:
        return content.read()


def is_unaltered(file: StoredFile) -> bool:
    """Does the content on disk still have the fingerprint it had when it came in?"""
    return is_whole(path_of(file), file.sha256)


def altered() -> list[StoredFile]:
    """Files whose content is missing or has changed on disk; reads every content once."""
    return [file for file in StoredFile.objects.order_by("pk").iterator() if not is_unaltered(file)]
