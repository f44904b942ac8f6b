"""The signed and sealed paper, scanned, goes beside what was issued."""

from datetime import datetime

from bihuan.documents.models import Document, SignedCopy
from bihuan.documents.vocabulary import DocumentAction, DocumentState
from bihuan.foundation.audit.changing import creating, one_write, permitted
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _

SCANS = frozenset({FileKind.PDF, FileKind.JPG, FileKind.PNG, FileKind.TIF, FileKind.OFD})


def file_signed_copy(*, document: Document, data: bytes, name: str, note: str, actor: Actor, now: datetime) -> SignedCopy:
    """File the scan of an issued document; it becomes the one in force. Refused: a draft, a file that is no scan, another scan without
    saying why."""
    if document.state != DocumentState.ISSUED:
        raise NotNow(_("还没有印发的文件没有签发件。"))
    note = note.strip()
    if not note and document.signed_copies.exists():
        raise BadInput(_("这份文件已有签发件，请写明为什么换一份。"))
    copy = SignedCopy(document=document, note=note, filed_at=now, filed_by_id=actor.user_id)
    permitted(copy, DocumentAction.FILE_SIGNED, actor, now)
    with one_write():
        copy.file = store(data=data, name=name, actor=actor, now=now, taken=SCANS)
        with creating(copy, DocumentAction.FILE_SIGNED, actor=actor, now=now) as change:
            change.note(sha256=copy.file.sha256)
    return copy
