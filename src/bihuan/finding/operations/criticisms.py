"""The criticism problems of a unit leave the house as a paper, with the reason in the book (D12, A22)."""

from datetime import datetime

from django.utils.timezone import localdate

from bihuan.documents.operations.printing import print_docx
from bihuan.finding.models.critique import CritiqueMeeting
from bihuan.finding.papers.critique import criticism_list
from bihuan.finding.queries.critique import criticism_rows, takes_list, total_of
from bihuan.finding.vocabulary.critique import CritiqueWord
from bihuan.foundation.audit.changing import note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, BadInput, Figure, NotAllowed, _
from bihuan.problems.models import Problem


def take_criticisms(meeting: CritiqueMeeting, *, reason: str, actor: Actor, now: datetime) -> bytes:
    """The list D12 as docx, of what the actor may read; nobody's name but that of whom it is about. Refused: no purpose told, whoever does not
    read the confidential texts of the unit."""
    if not takes_list(actor, meeting):
        raise NotAllowed()
    if not reason.strip():
        raise BadInput(_("请写明导出的用途。"))
    campaign, unit = meeting.campaign, meeting.unit
    rows = list(criticism_rows(actor, campaign, unit))
    with one_write():
        note(kept(CritiqueMeeting), meeting, CritiqueWord.EXPORT, actor=actor, now=now, reason=reason.strip(), rows=len(rows))
    total = Figure("N14", total_of(campaign, unit), _("本单位互查发现的问题"), f"/c/{campaign.code}/ledger/?source=critique")
    lines = [_told(place, row) for place, row in enumerate(rows, 1)]
    return print_docx(paper=criticism_list(campaign.title, unit.name, day=localdate(now), total=total, rows=lines))


def _told(place: int, row: Problem) -> tuple[str, ...]:
    return (
        str(place), row.person.name if row.person else "", row.manifestation.text if row.manifestation else "", row.text,
        row.get_state_display(), row.due_on.isoformat() if row.due_on else "",
    )  # fmt: skip
