"""A draft that somebody edited comes back: what is worded otherwise, each number that is another; then what becomes of them."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import File, Path, Query, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.documents import operations, queries
from bihuan.documents.readers import read_paragraphs
from bihuan.documents.rules.returned import CHOICES, Returned, what_came_back
from bihuan.documents.vocabulary import Answer, DocumentState, Fate
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import BadInput, Missing, _
from bihuan.interfaces.api.v1.documents.register import DocumentOut, document_told
from bihuan.interfaces.api.v1.documents.room import READ, document_of, refuse_who_drafts_none, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.moments import AsOf
from bihuan.interfaces.api.v1.words import LARGEST, Asked, Code, Line, Number


class NumberAsked(Schema):
    """A number that is not the draft's: it has to be decided on."""

    key: str = Field(description="回答时用的键")
    fate: Fate = Field(description="与草稿比")
    was: str = Field(description="草稿里的数；多出的为空")
    now: str = Field(description="交回稿里的数；缺少的为空")
    before: str = Field(description="前面的文字")
    after: str = Field(description="后面的文字")
    definition: str = Field(description="数的是什么")
    choices: list[Answer] = Field(description="可以怎么办")


class Reworded(Schema):
    """A paragraph that is worded otherwise, or new."""

    at: int = Field(description="第几段；要下一期沿用的写在 keep 里")
    was: str = Field(description="草稿里；新加的为空")
    now: str = Field(description="交回稿里")


class ReturnedOut(Schema):
    """What came back, held against the draft."""

    file: int = Field(description="交回的文件的编号")
    name: str = Field(description="文件名")
    revision: int = Field(description="草稿的版次；采用时作为 seen 带回")
    questions: list[NumberAsked] = Field(description="要确认的数字，每个都要回答")
    reworded: list[Reworded] = Field(description="文字改动")


def _draft(request: HttpRequest, code: str, document: int) -> Any:
    """The draft, for whoever may change it."""
    row = document_of(request, code, document)
    refuse_who_drafts_none(request, row.campaign)
    if row.state != DocumentState.DRAFT:
        raise Missing()
    return row


def _back(row: Any, file: Any) -> Returned:
    return what_came_back(queries.paper_of(row), read_paragraphs(read(file), file.name))


def _told(row: Any, file: Any, back: Returned) -> ReturnedOut:
    same = ("key", "fate", "was", "now", "before", "after", "definition")
    asked = [NumberAsked(choices=list(CHOICES[one.fate]), **{name: getattr(one, name) for name in same}) for one in back.questions]
    changed = [Reworded(at=at, was=one.was, now=one.text) for at, one in enumerate(back.pieces) if one in back.changed]
    return ReturnedOut(file=file.pk, name=file.name, revision=row.revision, questions=asked, reworded=changed)


@router.post("/campaigns/{code}/documents/{int:document}/returned", response=ReturnedOut, summary="交回修改稿")
def hand_in(request: HttpRequest, code: Path[Code], document: Path[Number], file: File[UploadedFile]) -> ReturnedOut:
    """Keep the edited docx of a draft and hold it against the draft; the draft is not changed yet."""
    row, data, name = _draft(request, code, document), file.read(), file.name or ""
    back = what_came_back(queries.paper_of(row), read_paragraphs(data, name))
    return _told(row, store(data=data, name=name, taken=frozenset({FileKind.DOCX}), **who(request)), back)


@router.get("/campaigns/{code}/documents/{int:document}/returned/{int:file}", response=ReturnedOut, auth=READ, summary="交回的修改稿")
def handed(request: HttpRequest, code: Path[Code], document: Path[Number], file: Path[Number]) -> ReturnedOut:
    """The same once more, for whoever handed the file in: what it asks of the draft as it stands now."""
    row = _draft(request, code, document)
    stored = handed_in(file, actor_of(request))
    return _told(row, stored, _back(row, stored))


class Decisions(Asked):
    """What becomes of an edited draft."""

    answers: dict[Line, Answer] = Field({}, max_length=3000, description="数字的键 → 怎么办")
    reason: Line = Field("", description="手工填写的数字，依据是什么")
    keep: list[int] | None = Field(None, max_length=3000, description="哪几段文字下一期沿用；不写为全部改动的文字")
    seen: int | None = Field(None, ge=0, le=LARGEST, description="看到的版次；别人改过就会被拒绝")


@router.post("/campaigns/{code}/documents/{int:document}/returned/{int:file}", response=DocumentOut, summary="采用修改稿")
def take(request: HttpRequest, code: Path[Code], document: Path[Number], file: Path[Number], asked: Decisions) -> DocumentOut:
    """Take the wording of an edited draft; its numbers stay the ledger's unless somebody stands for another, with the reason."""
    row = _draft(request, code, document)
    stored = handed_in(file, actor_of(request))
    back = _back(row, stored)
    if unknown := sorted(asked.answers.keys() - {one.key for one in back.questions}):
        raise BadInput(_("没有问到这些数字：%(names)s。"), names="、".join(unknown[:10]))
    told: dict[str, Any] = {"answers": asked.answers, "reason": asked.reason, "keep": _kept(back, asked.keep), "seen": asked.seen}
    return document_told(operations.take_back(row, back=back, file=stored, **told, **who(request)))


def _kept(back: Returned, places: list[int] | None) -> list[str] | None:
    """The texts that the next issue takes over."""
    if places is None:
        return None
    texts = {at: one.text for at, one in enumerate(back.pieces) if one in back.changed}
    if unknown := [at for at in places if at not in texts]:
        raise BadInput(_("第 %(names)s 段的文字没有改动，不能沿用。"), names="、".join(map(str, unknown[:10])))
    return [texts[at] for at in places]


class WordingOut(Schema):
    """Words of the office that the next issue of a series takes over."""

    id: int
    series: str = Field(description="编号系列")
    text: str
    document: int = Field(description="出自哪一份公文")
    kept_at: datetime = Field(description="从何时起沿用")


@router.get("/campaigns/{code}/wordings", response=list[WordingOut], auth=READ, summary="沿用的文字")
def wordings(request: HttpRequest, code: Path[Code], as_of: Query[AsOf]) -> list[WordingOut]:
    """The words that the next issues take over, or took over at a past moment, for the office."""
    campaign = campaigns.find(actor_of(request), code)
    refuse_who_drafts_none(request, campaign)
    return [_wording(one) for one in queries.wordings_in(campaign, as_of.until)]


def _wording(row: Any) -> WordingOut:
    return WordingOut(id=row.pk, series=row.series, text=row.text, document=row.document_id, kept_at=row.kept_at)


@router.post("/campaigns/{code}/wordings/{int:wording}/drop", response=WordingOut, summary="不再沿用文字")
def drop(request: HttpRequest, code: Path[Code], wording: Path[Number]) -> WordingOut:
    """Compose the next issue without these words."""
    row = queries.find_wording(campaigns.find(actor_of(request), code), wording)
    operations.drop_wording(row, **who(request))
    return _wording(row)
