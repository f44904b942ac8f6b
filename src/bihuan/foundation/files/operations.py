"""Taking a file in: through the gate, onto the shelf, into the book."""

from datetime import datetime
from functools import partial
from hashlib import sha256

from django.db import transaction

from bihuan.foundation.audit.alone import hold, hold_shared
from bihuan.foundation.audit.changing import at_last, creating, note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.files.keeping import name_of
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.renewing import forget_made
from bihuan.foundation.files.rules import EVIDENCE, examine
from bihuan.foundation.files.shelves import shelf
from bihuan.foundation.files.vocabulary import FileAction, FileKind
from bihuan.foundation.kernel import Actor

_SHELF = 0x7368_6C66  # "shlf": the advisory lock of the shelf on PostgreSQL


def store(*, data: bytes, name: str, actor: Actor, now: datetime, taken: frozenset[FileKind] = EVIDENCE) -> StoredFile:
    """Keep a file of a kind that is taken. Raises a subclass of UnreadableFile (size, kind, danger, secrecy mark) or NotAllowed.
    The content is kept as the last thing before the row stands: a row never points to nothing, and what is refused leaves nothing."""
    seen = examine(data, name, taken)
    file = StoredFile(name=seen.name, sha256=seen.sha256, size=seen.size, kind=seen.kind, stored_at=now, stored_by_id=actor.user_id)
    with creating(file, FileAction.STORE, actor=actor, now=now) as change:
        at_last(lambda: _keep(data, seen.sha256))
        change.note(sha256=seen.sha256, size=seen.size, kind=seen.kind)
    return file


def store_made(*, data: bytes, name: str, kind: FileKind, actor: Actor, now: datetime) -> StoredFile:
    """Keep a file that this house made itself: it needs no gate. It is its maker's alone, like one that he handed in."""
    file = StoredFile(
        name=name[:255], sha256=sha256(data).hexdigest(), size=len(data), kind=kind, stored_at=now, stored_by_id=actor.user_id
    )
    with creating(file, FileAction.STORE, actor=actor, now=now) as change:
        at_last(lambda: _keep(data, file.sha256))
        change.note(sha256=file.sha256, size=file.size, kind=kind)
    return file


def drop(file: StoredFile, *, actor: Actor, now: datetime, reason: str) -> None:
    """Let go of a file that should never have come in and to which nothing points yet; the book keeps that it came and went. Its content
    goes where nobody else handed in the same."""
    digest = file.sha256
    with one_write():
        note(kept(StoredFile), file, FileAction.DROP, actor=actor, now=now, reason=reason, sha256=digest)
        StoredFile.objects.filter(pk=file.pk).delete()
        transaction.on_commit(partial(_let_go, digest))


def _let_go(digest: str) -> None:
    """Looked at when the row is gone for good: whoever handed in the same meanwhile keeps it. Nobody hands anything in between the look and
    the taking away: who does so at that moment found the content there, and his row would point to nothing."""
    with one_write():
        hold(_SHELF)
        if not StoredFile.objects.filter(sha256=digest).exists():
            shelf().drop(name_of(digest))
            forget_made(digest)


def _keep(data: bytes, digest: str) -> None:
    hold_shared(_SHELF)
    held, name = shelf(), name_of(digest)
    if not held.has(name):
        held.keep(name, data)


def record_original(file: StoredFile, *, actor: Actor, now: datetime, campaign: str = "", problem: str = "") -> None:
    """Write into the book that somebody took the original, with all that it tells beside its content; whoever asks has checked that he may."""
    note(kept(StoredFile), file, FileAction.TAKE_ORIGINAL, actor=actor, now=now, sha256=file.sha256, campaign=campaign, problem=problem)
