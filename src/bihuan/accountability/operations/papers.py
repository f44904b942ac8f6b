"""A paper leaves the house: put together from the rows, numbered, sealed, noted; and how a measure was carried out is written down (M130, M140)."""

from dataclasses import replace
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.accountability.models import Handling, HandlingPaper, MeasureRecord
from bihuan.accountability.operations.words import written
from bihuan.accountability.papers import matter_of, paper_of
from bihuan.accountability.queries.papers import CARRIED_OUT, papers_offered
from bihuan.accountability.rules.papers import OF_APPEAL
from bihuan.accountability.vocabulary.papers import PaperAction, PaperKind, PaperPurpose, RecordAction
from bihuan.accountability.workflow.handling import OVER
from bihuan.documents.operations.printing import print_sealed
from bihuan.documents.rules.storing import to_plain
from bihuan.foundation.audit import checkpoints
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow, _


def take_handling_paper(
    row: Handling, *, kind: PaperKind, purpose: PaperPurpose, actor: Actor, now: datetime
) -> tuple[bytes, HandlingPaper]:  # fmt: skip
    """One paper as docx, for who handles, decides or reviews, or for the person himself. That it was taken, by whom and what for, stands in the book;
    which one it was and what it says does not; once the matter is over, nothing of what it says is kept here either (P10). Refused: one that there is
    not (yet), or that is not his to take."""
    if kind not in papers_offered(actor, row):
        raise NotAllowed(_("现在没有这份文书，或者不归您输出。"))
    matter = matter_of(row, localdate(now))
    appeal = matter.appeal if kind in OF_APPEAL else None
    paper = replace(paper_of(kind, matter), as_of=now.isoformat(timespec="minutes"))
    taken = HandlingPaper(
        handling=row, appeal=appeal, kind=kind, purpose=purpose, number=str(paper.number), taken_at=now, taken_by_id=actor.user_id
    )  # fmt: skip
    stood = checkpoints.take(now)
    with creating(taken, PaperAction.TAKE, actor=actor, now=now) as change:
        change.note(handling=row.number, purpose=purpose)
        paper = replace(paper, document_id=str(taken.pk))
        sealed = print_sealed(paper=paper, ledger={"position": stood.position, "digest": stood.digest})
        change.set(figures_digest=sealed.fingerprint, seal=sealed.seal)
        if row.state not in OVER or kind in OF_APPEAL:
            change.set(content=to_plain(sealed.paper), figures=sealed.listed)
        else:
            change.set(number="")
    return sealed.data, taken


def write_measure_record(
    row: Handling, *, on: date, place: str, present: str, text: str, reply: str = "", outcome: str = "", actor: Actor, now: datetime
) -> MeasureRecord:  # fmt: skip
    """Write down how the measure was carried out: when, who was there, what was said on either side, what came of it. Refused: before it was
    served, a day to come or before the decision."""
    told = written(text, _("情况")), written(present, _("参加人"))
    if row.state not in CARRIED_OUT or row.decided_on is None:
        raise NotNow(_("决定送达以后才能登记执行情况。"))
    if not row.decided_on <= on <= localdate(now):
        raise BadInput(_("日期要在决定日期以后、今天以前。"))
    record = MeasureRecord(
        handling=row, held_on=on, place=place.strip(), present=told[1], text=told[0], reply=reply.strip(), outcome=outcome.strip(), written_at=now,
        written_by_id=actor.user_id,
    )  # fmt: skip
    with creating(record, RecordAction.WRITE, actor=actor, now=now) as change:
        change.note(handling=row.number)
    return record


def confirm_measure_record(record: MeasureRecord, *, actor: Actor, now: datetime) -> None:
    """The person says that he read it. It is no consent."""
    with changing(record, RecordAction.READ, actor=actor, now=now) as change:
        if record.read_at is not None:
            raise BadInput(_("已经确认过。"))
        change.set(read_at=now, read_by_id=actor.user_id)
