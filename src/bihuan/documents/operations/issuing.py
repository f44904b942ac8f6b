"""Drafting, changing and issuing a document."""

from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from bihuan.campaigns.models import Campaign
from bihuan.documents.models import Document
from bihuan.documents.operations.printing import print_sealed
from bihuan.documents.rules.bindings import bindings_plain
from bihuan.documents.rules.issuing import Serial, number_text
from bihuan.documents.rules.issuing import issued as as_issued
from bihuan.documents.rules.length import length_of
from bihuan.documents.rules.paper import Paper
from bihuan.documents.rules.storing import from_plain, to_plain
from bihuan.documents.vocabulary import DocumentAction
from bihuan.foundation.audit import checkpoints
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Unit


def draft_paper(
    *, campaign: Campaign, paper: Paper, series: str, as_of: datetime, actor: Actor, now: datetime, unit: Unit | None = None
) -> Document:  # fmt: skip
    """Put a paper into the register as a draft. `series` is what it will be numbered in (weekly, 机关代字 …); `unit`: a letter to it alone."""
    document = Document(
        campaign=campaign, unit=unit, kind=paper.kind, series=series, title=str(paper.title), as_of=as_of, content=to_plain(paper),
        figures=numbers_now(paper, now), drafted_at=now, drafted_by_id=actor.user_id,
    )  # fmt: skip
    with creating(document, DocumentAction.DRAFT, actor=actor, now=now):
        pass
    return document


def redraft_paper(document: Document, *, paper: Paper, as_of: datetime, actor: Actor, now: datetime, seen: int | None = None) -> Document:
    """Replace the content of a draft; `seen` is the revision the writer had before him."""
    with changing(document, DocumentAction.REDRAFT, actor=actor, now=now, seen=seen) as change:
        change.set(kind=paper.kind, title=str(paper.title), as_of=as_of, content=to_plain(paper), figures=numbers_now(paper, now))
    return document


def numbers_now(paper: Paper, now: datetime) -> dict[str, object]:
    """The numbers of a draft, and where the book stood when they were counted."""
    stood = checkpoints.take(now)
    return bindings_plain(paper, {"position": stood.position, "digest": stood.digest})


def issue_paper(document: Document, *, actor: Actor, now: datetime, reason: str = "") -> Document:
    """Number, freeze, seal and keep a document. Raises NeedsUnmet while something is 待补, BadInput when it is too long without a reason.

    Numbers have no gap and no double: whoever issues holds the campaign's row until the end of the transaction. He takes it before the
    document's, as everybody does who writes a word of the campaign and then its drafts: two who took them the other way round would wait for
    one another.
    """
    with one_write():
        Campaign._base_manager.select_for_update(no_key=True).get(pk=document.campaign_id)
        return _issued(document, actor, now, reason)


def _issued(document: Document, actor: Actor, now: datetime, reason: str) -> Document:
    with changing(document, DocumentAction.ISSUE, actor=actor, now=now, reason=reason) as change:
        draft = from_plain(document.content)
        _refuse_length(draft, reason)
        serial = _next(document, draft.code or document.series, timezone.localdate(now).year)
        paper = as_issued(draft, serial, timezone.localdate(now), str(document.pk))
        sealed = print_sealed(paper=paper, ledger=document.figures.get("ledger"))
        file = store(data=sealed.data, name=f"{paper.title}.docx", actor=actor, now=now)
        change.set(
            series=serial.series, serial_no=serial.total, year=serial.year, year_no=serial.in_year, number=number_text(draft, serial),
            content=to_plain(sealed.paper), figures=sealed.listed, figures_digest=sealed.fingerprint, seal=sealed.seal, file=file,
            issued_at=now, issued_by_id=actor.user_id,
        )  # fmt: skip
    return document


def _refuse_length(paper: Paper, reason: str) -> None:
    length = length_of(paper)
    if length.excess and not reason.strip():
        raise BadInput(
            _("正文%(count)d字，超过%(limit)d字的篇幅。请压缩正文，或写明超出的理由后再印发。"), count=length.count, limit=length.limit
        )


def _next(document: Document, series: str, year: int) -> Serial:
    """The next place in a series; the campaign's row is held, so that nobody else takes it."""
    issued = Document._base_manager.filter(campaign_id=document.campaign_id, series=series)
    total = issued.aggregate(last=Max("serial_no"))["last"] or 0
    in_year = issued.filter(year=year).aggregate(last=Max("year_no"))["last"] or 0
    return Serial(series, total + 1, year, in_year + 1)
