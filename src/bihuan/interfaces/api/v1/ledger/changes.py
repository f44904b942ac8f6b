"""与上期相比: what was added, changed, closed, reopened and voided between two moments, row by row, and as a file."""

from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Schema, Status
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.documents.rendering import render_docx
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel.moments import Written
from bihuan.interfaces.api.v1.cursors import leading_on, mark_of
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.background import JobTold
from bihuan.interfaces.api.v1.ledger.background import told as told_job
from bihuan.interfaces.api.v1.ledger.reading import today_of
from bihuan.interfaces.api.v1.ledger.room import READ, router
from bihuan.interfaces.api.v1.words import DOCX, XLSX, Asked, Code, Moment, Paging, Text, a_file, binary
from bihuan.problems.operations import record_fetch
from bihuan.problems.operations.comparing import export_comparison, note_comparison
from bihuan.problems.queries import reach
from bihuan.problems.queries.comparing import Editions, counts, differences, editions
from bihuan.problems.rules.comparing import Part
from bihuan.problems.vocabulary import State
from bihuan.reports.jobs import Taken, ask_to_compare, is_long
from bihuan.reports.papers.comparing import comparison
from bihuan.reports.queries.issues import edition_before

_EARLIER = "上期的时刻：2026-03-01（当天终了）或 2026-03-01T14:30；默认最近一期周报的数据截止时刻，没有周报的为一周前"
_LATER = "本期的时刻，默认现在"


class Between(Schema):
    """Which part of what changed between which moments."""

    since: Moment = Field("", description=_EARLIER)
    until: Moment = Field("", description=_LATER)
    part: Part = Field(Part.CHANGED, description="要哪一部分：" + "、".join(f"{one.value} {one.label}" for one in Part))


class MovedOut(Schema):
    """One column that is not what it was."""

    column: str
    old: str
    new: str


class DifferenceOut(Schema):
    """A row as it stood in the later edition, and what moved since the earlier one."""

    number: int = Field(description="台账序号")
    unit: str
    state: State
    readable: bool = Field(description="这个账号能不能看内容")
    text: str | None = Field(description="问题；不能看的为空")
    moved: list[MovedOut]


class ChangesPage(Schema):
    """One page of a part, by number."""

    since: str = Field(description="上期的时刻")
    until: str = Field(description="本期的时刻；翻页时不变")
    counts: dict[str, int] = Field(description="各部分有几件")
    items: list[DifferenceOut]
    next: str | None


def _editions(request: HttpRequest, code: str, since: str, until: str) -> tuple[Any, Editions]:
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    old = Written.read(since) or edition_before(campaign)
    return campaign, editions(reach(actor, campaign.pk), campaign.pk, old, Written.read(until), today_of(campaign))


def _row(one: Any) -> DifferenceOut:
    moved = [MovedOut(column=column, old=old, new=new) for column, old, new in (words.said(_) for words in one.moved)]
    row = one.problem
    return DifferenceOut(
        number=row.number, unit=row.unit.name, state=row.state, readable=one.readable, text=row.text if one.readable else None, moved=moved
    )


@router.get("/campaigns/{code}/changes", response=ChangesPage, auth=READ, summary="与上期相比")
def changes(request: HttpRequest, code: Path[Code], wanted: Query[Between], paging: Query[Paging]) -> ChangesPage:
    """What changed between two moments, a part at a time. Both moments stand still while one reads on."""
    question = f"changes {code} {wanted.since} {wanted.until} {wanted.part.value}"
    first, since, until = mark_of(question, paging.cursor) or (0, wanted.since, wanted.until)
    campaign, both = _editions(request, code, since, until)
    rows, numbers = differences(both, wanted.part, first=first, most=paging.limit), counts(both)
    if not paging.cursor:
        record_fetch(campaign, **who(request))
    after = first + len(rows)
    since, until = both.old.written.text, both.new.written.text
    onward = leading_on(question, [after, since, until]) if rows and after < numbers[wanted.part] else None
    told = {one.value: numbers[one] for one in Part}
    return ChangesPage(since=since, until=until, counts=told, items=[_row(one) for one in rows], next=onward)


class ComparedAs(StrEnum):
    """As what a comparison is handed out."""

    XLSX = "xlsx"
    DOCX = "docx"


class ComparisonAsked(Asked):
    """A comparison to be taken home; it is kept in the book."""

    reason: Text = Field(min_length=1, description="用途，记入操作记录")
    since: Moment = Field("", description=_EARLIER)
    until: Moment = Field("", description=_LATER)
    form: ComparedAs = Field(ComparedAs.XLSX, description="xlsx 表格，docx 公文")


@router.post("/campaigns/{code}/changes", auth=READ, response={202: JobTold}, summary="导出与上期相比", openapi_extra=a_file(XLSX, DOCX))
def compared(request: HttpRequest, code: Path[Code], asked: ComparisonAsked) -> HttpResponse | Status[JobTold]:
    """The whole comparison as a workbook or a paper, for a stated purpose. Where many rows moved it is made in the background: the answer is
    202 and the job, which hands it out."""
    campaign, both = _editions(request, code, asked.since, asked.until)
    told: dict[str, Any] = {"campaign": campaign, "both": both, "reason": asked.reason, **who(request)}
    name = _("%(title)s-与上期相比-%(day)s") % {"title": campaign.title, "day": f"{both.new.written.day:%Y%m%d}"}
    if is_long(both):
        taken = Taken(FileKind(asked.form.value), f"{name}.{asked.form.value}", asked.reason, asked.until)
        return Status(202, told_job(ask_to_compare(campaign, both, taken, **who(request))))
    if asked.form is ComparedAs.XLSX:
        return binary(export_comparison(**told), f"{name}.xlsx", XLSX)
    note_comparison(**told)
    return binary(render_docx(comparison(campaign, both)), f"{name}.docx", DOCX)
