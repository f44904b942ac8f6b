"""How a problem stands to others, as a program reads it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from bihuan.problems import queries
from bihuan.problems.queries import Reach
from bihuan.problems.vocabulary import Ruling, SharedPart, Source, VoidKind


class Voided(Schema):
    """Why an entry does not count."""

    kind: VoidKind = Field(description="作废原因")
    repeats: int | None = Field(description="与哪一件重复，台账序号")
    reason: str | None = Field(description="理由；不能看内容的为空")
    at: datetime = Field(description="作废时间")


class Channel(Schema):
    """A finding that was merged into this one."""

    number: int = Field(description="台账序号")
    source: Source = Field(description="来源")
    origin: str = Field(description="来路")
    external_number: str = Field(description="外部编号")
    text: str | None = Field(description="问题；不能看内容的为空")


class Disputed(Schema):
    """An objection to ownership and its ruling."""

    unit: str = Field(description="提出单位")
    text: str | None = Field(description="异议；不能看内容的为空")
    raised_at: datetime = Field(description="提出时间")
    ruling: Ruling | None = Field(description="裁定；空表示待裁定")
    ruled_at: datetime | None = Field(description="裁定时间")


class Stands(Schema):
    """Void, merged, divided, objected to, sharing; all empty for an entry that stands for itself. Numbers are those of the ledger."""

    void: Voided | None = Field(description="作废")
    merged_into: int | None = Field(description="并入了哪一件")
    channels: list[Channel] = Field(description="并入这一件的其他发现")
    disputes: list[Disputed] = Field(description="归属异议")
    divided_from: int | None = Field(description="由哪一件分解")
    divided_into: list[int] = Field(description="分解出哪几件")
    shared: list[SharedPart] = Field(description="与别的问题共用哪几项")
    shared_with: list[int] = Field(description="与哪几件共用；不在范围内的不列")


def stands(row: Any, mine: Reach, readable: bool) -> Stands:
    """How this problem stands to others, for this account."""
    told = queries.relations_of(row, mine)
    void, whole = told.void, told.whole
    return Stands(
        void=Voided(
            kind=VoidKind(void.kind), repeats=void.repeats.number if void.repeats else None, reason=void.reason if readable else None, at=void.voided_at
        ) if void else None,
        merged_into=told.merger.main.number if told.merger else None,
        channels=[
            Channel(number=one.problem.number, source=one.source, origin=one.problem.origin_label, external_number=one.problem.external_number, text=one.text)
            for one in told.channels
        ],
        disputes=[
            Disputed(
                unit=one.unit.name, text=one.text if readable else None, raised_at=one.raised_at,
                ruling=Ruling(one.ruling) if one.ruling else None, ruled_at=one.ruled_at,
            ) for one in told.disputes
        ],
        divided_from=whole.number if whole else None, divided_into=[one.number for one in told.divided],
        shared=[SharedPart(one) for one in told.parts], shared_with=[one.number for one in told.shares],
    )  # fmt: skip
