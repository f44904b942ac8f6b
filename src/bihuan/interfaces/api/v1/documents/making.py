"""Papers that are made when they are asked for: from the settings of a campaign, the record of a look-back; and what to look at in a paper."""

from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query, Schema
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.documents import papers, queries
from bihuan.documents.rendering import render_docx, render_pdf
from bihuan.documents.rules.checks import check
from bihuan.documents.rules.length import length_of
from bihuan.documents.rules.paper import Paper
from bihuan.documents.vocabulary import Concern
from bihuan.interfaces.api.v1.documents.register import TYPES, DocumentOut, FileForm, document_told
from bihuan.interfaces.api.v1.documents.room import READ, document_of, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.ledger.reading import today_of
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import Code, Number, a_file, binary
from bihuan.problems.queries import reach, then
from bihuan.problems.queries.looking_back import find_draw, items_of, items_then
from bihuan.reports.operations import draft_look_back
from bihuan.reports.papers.look_back import look_back_record

Made = StrEnum("Made", {name.upper(): name for name in papers.MADE})  # type: ignore[misc]  # made from the table of papers


def _file(paper: Paper, form: FileForm) -> HttpResponse:
    data = render_pdf(paper).data if form is FileForm.PDF else render_docx(paper)
    return binary(data, f"{paper.title}.{form.value}", TYPES[form])


class MadePaper(Schema):
    """A paper that the settings give."""

    name: str = Field(description="名称，用在 /papers/{paper} 里")
    title: str


@router.get("/campaigns/{code}/papers", response=list[MadePaper], auth=READ, summary="由设置生成的文书")
def made(request: HttpRequest, code: Path[Code]) -> list[MadePaper]:
    """The papers that this account may take: plan, process map, catalogue, code of conduct, basis; the roster for who may see people."""
    actor = actor_of(request)
    found = papers.made_for(actor, campaigns.find(actor, code))
    return [MadePaper(name=name, title=_(label)) for name, label in found.items()]


def _made(request: HttpRequest, code: str, name: str) -> Paper:
    actor = actor_of(request)
    return papers.made_from_settings(actor, campaigns.find(actor, code), name, timezone.localdate())


@router.get("/campaigns/{code}/papers/{paper}", auth=READ, summary="下载由设置生成的文书", openapi_extra=a_file(*TYPES.values()))
def made_file(request: HttpRequest, code: Path[Code], paper: Path[Made], form: Query[FileForm] = FileForm.DOCX) -> HttpResponse:
    """A paper made from the settings as they are now, as Word or PDF."""
    return _file(_made(request, code, paper.value), form)


class HintOut(Schema):
    """One thing to look at before a paper is issued."""

    concern: Concern
    where: str = Field(description="文中哪一处")
    article: str = Field(description="依据")
    advice: str = Field(description="怎么办")


class PaperChecks(Schema):
    """What to look at before a paper is issued: hints that stop nobody, and its length."""

    characters: int = Field(description="正文字数，表格和附件不计")
    limit: int = Field(description="篇幅上限；超过的，印发时须写理由")
    hints: list[HintOut]


def _checks(paper: Paper) -> PaperChecks:
    length = length_of(paper)
    hints = [HintOut(concern=one.concern, where=one.where, article=one.article, advice=_(one.advice)) for one in check(paper)]
    return PaperChecks(characters=length.count, limit=length.limit, hints=hints)


@router.get("/campaigns/{code}/papers/{paper}/checks", response=PaperChecks, auth=READ, summary="由设置生成的文书要注意什么")
def made_checks(request: HttpRequest, code: Path[Code], paper: Path[Made]) -> PaperChecks:
    """What is still missing in it, and what to look at."""
    return _checks(_made(request, code, paper.value))


@router.get("/campaigns/{code}/documents/{int:document}/checks", response=PaperChecks, auth=READ, summary="印发前要注意什么")
def checks(request: HttpRequest, code: Path[Code], document: Path[Number]) -> PaperChecks:
    """What to look at in a document of the register before it is issued."""
    return _checks(queries.paper_of(document_of(request, code, document)))


def _draw(request: HttpRequest, code: str, number: int, as_of: AsOf | None = None) -> tuple[Any, Any]:
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    past = then(campaign.pk, as_of.past, today_of(campaign)) if as_of else None
    row = find_draw(actor, campaign, number, past)
    row.campaign = campaign
    return row, past


@router.get("/campaigns/{code}/look-backs/{int:draw}/record", auth=READ, summary="下载回头看记录", openapi_extra=a_file(*TYPES.values()))
def look_back_record_file(
    request: HttpRequest, code: Path[Code], draw: Path[Number], as_of: Query[AsOf], form: Query[FileForm] = FileForm.DOCX
) -> HttpResponse:
    """The record of a look-back as it stands, or stood at a past moment, as Word or PDF. Nothing is put into the register."""
    row, past = _draw(request, code, draw, as_of)
    mine = reach(actor_of(request), row.campaign_id)
    items = items_of(mine, row, past)
    return _file(look_back_record(row, items_then(mine, row, items, past) if past else list(items)), form)


@router.post("/campaigns/{code}/look-backs/{int:draw}/record", response=DocumentOut, summary="起草回头看记录")
def record_look_back(request: HttpRequest, code: Path[Code], draw: Path[Number]) -> DocumentOut:
    """Put the record into the register as a draft, to be issued as others are; its open draft is composed anew."""
    return document_told(draft_look_back(draw=_draw(request, code, draw)[0], **who(request)))
