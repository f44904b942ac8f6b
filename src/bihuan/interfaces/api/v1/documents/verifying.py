"""Is the file in somebody's hands what was issued? Read, judged number by number, forgotten."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import File, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.documents import queries
from bihuan.documents.readers import read_held
from bihuan.documents.vocabulary import Fate
from bihuan.foundation.seals.keys import Whose
from bihuan.interfaces.api.v1.documents.room import READ, router
from bihuan.interfaces.api.v1.gate import actor_of, refuse_too_often
from bihuan.reports.papers import Verdict, verify


class Kept(StrEnum):
    """What the signature or the book says about the register's own list (`reports.vocabulary.Proof`; a piece of evidence has that name)."""

    FITS = "fits"
    BROKEN = "broken"
    NONE = "none"


class NumberChecked(Schema):
    """One number: as issued, and as the file shows it."""

    fate: Fate = Field(description="结果")
    was: str = Field(description="印发时；多出的为空")
    now: str = Field(description="文件里；缺少的为空")
    before: str = Field(description="前面的文字")
    after: str = Field(description="后面的文字")
    place: str = Field(description="在表里的行和列")
    figure: str = Field(description="指标编号；日期、文号等为空")
    definition: str = Field(description="数的是什么")


class FigureMoved(Schema):
    """A figure that the ledger tells otherwise today, for the same moment."""

    figure: str = Field(description="指标编号")
    definition: str = Field(description="数的是什么")
    was: int | float | None = Field(description="印发时")
    now: int | float | None = Field(description="按同一截止时间重算")
    rows: str = Field(description="逐条明细的地址（页面）")


class CountedAgain(Schema):
    """What the ledger tells today."""

    document: int = Field(description="登记簿里的编号")
    campaign: str = Field(description="专项代码")
    figures: int = Field(description="重算了几个指标")
    moved: list[FigureMoved] = Field(description="与印发时不同的指标；下一期列为上期更正")


class FileChecked(Schema):
    """What a file turned out to be."""

    sound: bool = Field(description="每个数字、表头都和印发时一样，留存的清单也没有问题")
    title: str = Field(description="这是哪一份公文")
    number: str = Field(description="文号")
    as_of: datetime = Field(description="数据截至")
    issued_at: datetime | None = Field(description="印发时间")
    counts: dict[str, int] = Field(description="各种结果有几个：" + "、".join(f"{one.value} {one.label}" for one in Fate))
    numbers: list[NumberChecked] = Field(description="印发时的每个数字，和文件里多出的数字，按文中次序")
    heads: list[str] = Field(description="文件里找不到的印发时的表头")
    signature: Kept = Field(description="留存的数字清单和印发时的签名")
    whose: Whose | None = Field(description="签名用的是谁的密钥；没有签名的为空")
    key: str = Field(description="密钥的指纹")
    ledger: Kept = Field(description="取数时的操作记录")
    counted: CountedAgain | None = Field(description="按同一截止时间重算；只给能看这份公文的账号，其余为空")


def _may_see(request: HttpRequest, document: Any) -> bool:
    """May whoever asks see the document in the register, and with it what the ledger tells?"""
    return queries.visible_to(actor_of(request), document.campaign).filter(pk=document.pk).exists()


def _number(one: Any) -> NumberChecked:
    compared = one.compared
    before, after = compared.around
    return NumberChecked(
        fate=one.fate, was=compared.was, now=compared.now, before=before, after=after, place=compared.number.place if compared.number else "",
        figure=one.figure, definition=one.definition,
    )  # fmt: skip


def _counted(verdict: Verdict) -> CountedAgain:
    moved = [
        FigureMoved(figure=one.figure, definition=one.definition, was=one.value, now=one.recount, rows=one.rows) for one in verdict.moved
    ]
    row = verdict.document
    return CountedAgain(document=row.pk, campaign=row.campaign.code, figures=verdict.counted, moved=moved)


def _told(verdict: Verdict, inside: bool) -> FileChecked:
    row = verdict.document
    return FileChecked(
        sound=verdict.sound, title=row.title, number=row.number, as_of=row.as_of, issued_at=row.issued_at,
        counts={one.value: verdict.many[one] for one in Fate}, numbers=[_number(one) for one in verdict.lines], heads=list(verdict.heads),
        signature=Kept(verdict.signature.value), whose=verdict.whose, key=verdict.key, ledger=Kept(verdict.ledger.value),
        counted=_counted(verdict) if inside else None,
    )  # fmt: skip


@router.post("/documents/verify", response=FileChecked, auth=READ, summary="核对文件")
def check(request: HttpRequest, file: File[UploadedFile]) -> FileChecked:
    """Hold a docx or PDF against what was issued. Nothing of it is kept."""
    refuse_too_often(f"verify-user-{actor_of(request).user_id}", settings.BIHUAN_VERIFY_RATE)
    verdict = verify(read_held(file.read(), file.name or ""), lambda document: _may_see(request, document))
    return _told(verdict, _may_see(request, verdict.document))
