"""An edited draft comes back: its wording is taken, its numbers are the ledger's unless somebody stands for another, words are kept."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bihuan.documents.models import Document, KeptWording
from bihuan.documents.operations.issuing import numbers_now
from bihuan.documents.rules.numerals import words
from bihuan.documents.rules.paper import Paper
from bihuan.documents.rules.returned import Returned, Wording, answered, wording_kept
from bihuan.documents.rules.storing import from_plain, to_plain
from bihuan.documents.vocabulary import Answer, DocumentAction
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.kernel import Actor


def take_back(
    document: Document, *, back: Returned, file: StoredFile, answers: Mapping[str, Answer], reason: str, keep: Collection[str] | None,
    actor: Actor, now: datetime, seen: int | None = None,
) -> Document:  # fmt: skip
    """Take the wording of `back`, which was read from `file` against this very draft (`seen` its revision). `keep` are the texts that the
    next issue takes over; None: all that is new. Raises BadInput for a question left open."""
    with changing(document, DocumentAction.TAKE_BACK, actor=actor, now=now, reason=reason, seen=seen) as change:
        before: Paper = from_plain(document.content)
        after = answered(before, back, answers, reason)
        change.set(title=str(after.title), content=to_plain(after), figures=numbers_now(after, now))
        change.note(file=file.sha256, paragraphs=len(back.changed), numbers=len(back.questions))
        wanted = None if keep is None else {words(text) for text in keep}  # the numbers in them may be the ledger's again by now
        for one in wording_kept(before, after):
            if wanted is None or words(one.text) in wanted:
                _keep(document, one, actor, now)
    return document


def _keep(document: Document, wording: Wording, actor: Actor, now: datetime) -> None:
    known = KeptWording.objects.filter(campaign_id=document.campaign_id, series=document.series, key=wording.key, dropped_at=None).first()
    if known is not None:
        drop_wording(known, actor=actor, now=now)
    row = KeptWording(
        campaign=document.campaign, series=document.series, key=wording.key, level=wording.level, text=wording.text, runs=list(wording.runs),
        document=document, kept_at=now, kept_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, DocumentAction.KEEP_WORDING, actor=actor, now=now):
        pass


def drop_wording(row: KeptWording, *, actor: Actor, now: datetime) -> None:
    """The next issue is composed without these words again."""
    with changing(row, DocumentAction.DROP_WORDING, actor=actor, now=now) as change:
        change.set(dropped_at=now, dropped_by_id=actor.user_id)
