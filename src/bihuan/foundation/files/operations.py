"""Taking a file in: through the gate, onto the disk, into the book."""

from datetime import datetime

from django.conf import settings

from bihuan.foundation.audit.changing import creating
from bihuan.foundation.files.keeping import keep
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.rules import EVIDENCE, examine
from bihuan.foundation.files.vocabulary import FileAction, FileKind
from bihuan.foundation.kernel import Actor


def store(*, data: bytes, name: str, actor: Actor, now: datetime, taken: frozenset[FileKind] = EVIDENCE) -> StoredFile:
    """Keep a file of a kind that is taken. Raises a subclass of UnreadableFile (size, kind, danger, secrecy mark) or NotAllowed.
    The content is on disk before the row exists: a row never points to nothing."""
    seen = examine(data, name, taken)
    file = StoredFile(name=seen.name, sha256=seen.sha256, size=seen.size, kind=seen.kind, stored_at=now, stored_by_id=actor.user_id)
    with creating(file, FileAction.STORE, actor=actor, now=now) as change:
        keep(settings.BIHUAN_FILES, data, seen.sha256)
        change.note(sha256=seen.sha256, size=seen.size, kind=seen.kind)
    return file
