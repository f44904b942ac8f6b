"""Stored files, opened. Who may see a file is asked by the room that points to it, before it calls here."""

from pathlib import Path

from django.conf import settings

from bihuan.foundation.files.keeping import fits, name_of, place
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.rules.previewing import SHOWN
from bihuan.foundation.files.shelves import shelf
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.files.workshop import open_content
from bihuan.foundation.kernel import Actor, Missing

__all__ = ["altered", "handed_in", "is_handed_in", "is_shown", "is_unaltered", "open_content", "path_of", "read"]


def path_of(file: StoredFile) -> Path:
    """Where the content lies on this machine, where contents lie in the home."""
    return place(settings.BIHUAN_FILES, file.sha256)


def handed_in(pk: int, actor: Actor) -> StoredFile:
    """A file that this very actor handed in, or Missing: what was uploaded for a preview is nobody else's."""
    file = StoredFile.objects.filter(pk=pk, stored_by_id=actor.user_id).first()
    if file is None:
        raise Missing()
    return file


def is_handed_in(pk: int, actor: Actor) -> bool:
    """Did this very actor hand such a file in, and is it still kept?"""
    return StoredFile.objects.filter(pk=pk, stored_by_id=actor.user_id).exists()


def read(file: StoredFile) -> bytes:
    """The whole content. Raises Missing where it is gone."""
    with open_content(file) as content:
        return content.read()


def is_shown(file: StoredFile) -> bool:
    """Is it of a kind that a page can show?"""
    return FileKind(file.kind) in SHOWN


def is_unaltered(file: StoredFile) -> bool:
    """Does the content still have the fingerprint it had when it came in?"""
    try:
        with shelf().open(name_of(file.sha256)) as content:
            return fits(content, file.sha256)
    except FileNotFoundError:
        return False


def altered() -> list[StoredFile]:
    """Files whose content is missing or has changed; reads every content once."""
    return [file for file in StoredFile.objects.order_by("pk").iterator() if not is_unaltered(file)]
