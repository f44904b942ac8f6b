"""What a sheet looks like to a program: how each column was understood, what its check found."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from bihuan.interfaces.api.v1.refusals import Fault, fault_of
from bihuan.problems.operations.checking import Asked, KeptCheck
from bihuan.problems.rules.sheet.layout import How, Why
from bihuan.problems.sheets import LedgerSheet


class ColumnMeant(Schema):
    """One column of the sheet."""

    letter: str = Field(description="列：A、B…")
    header: str = Field(description="表头")
    column: str = Field(description="对应的栏目；空的不导入")
    how: How = Field(description="怎么知道的")
    sample: str = Field(description="一格样子")


class RowPassed(Schema):
    """A row that is no problem."""

    row: int
    why: Why
    text: str


class SheetMeant(Schema):
    """One sheet as it was understood."""

    sheet: str = Field(description="工作表")
    header_row: int = Field(description="表头从第几行起")
    header_rows: int = Field(description="表头占几行")
    columns: list[ColumnMeant]
    rows: int = Field(description="数据行数")
    passed: list[RowPassed] = Field(description="没有当作问题的行，最多 60 行；空行不列")
    units_from_above: int = Field(description="单位按上一行的行数")
    remembered: bool = Field(description="这样的表头以前对应过")


class CellDifference(Schema):
    """A cell that the sheet says otherwise than the ledger."""

    key: str = Field(description="导入时 taken、left 用它指明这一格")
    number: int = Field(description="台账序号")
    unit: str
    column: str
    old: str = Field(description="台账现在")
    new: str = Field(description="表里")
    clears: bool = Field(description="表里清空了")


class SheetChecked(Schema):
    """What taking a sheet would do. The lists are the first 200 of each; `counts` are of all."""

    sheet: int = Field(description="交来的表的编号")
    rows: int = Field(description="数据行数")
    understood: list[SheetMeant]
    sheets: list[str] = Field(description="工作簿里像台账的各表")
    missing: list[str] = Field(description="缺了就不能导入的栏目；有的，先说明各列是什么")
    counts: dict[str, int] = Field(
        description="new 新增、changed 变更、same 不变、errors 错误、conflicts 两边都改过或清空、gone 表里已无等"
    )
    states: dict[str, int] = Field(description="新增的各处在哪个环节")
    errors: list[Fault]
    kept: list[Fault] = Field(description="有出入但不能改、保持台账的格")
    hints: list[Fault] = Field(description="照样写入、请留意的格：完成时限晚于专项结束")
    gone: list[str] = Field(description="以前导入过、这次没有的外部编号；不会删除")
    edits: list[CellDifference] = Field(description="照表改的格")
    conflicts: list[CellDifference] = Field(description="两边都改过或表里清空的格；默认保持台账")
    marked: bool = Field(description="有标出错误的表可取")


def understood(sheet: LedgerSheet) -> list[SheetMeant]:
    """How each sheet of the workbook was understood."""
    return [_meant(one) for one in sheet.maps]


def _meant(one: Any) -> SheetMeant:
    columns = [ColumnMeant(letter=t.letter, header=t.text, column=t.column, how=t.how, sample=t.sample) for t in one.titles]
    passed = [RowPassed(row=row.row, why=row.why, text=row.text) for row in one.passed if row.why is not Why.BLANK][:60]
    return SheetMeant(
        sheet=one.sheet, header_row=one.top, header_rows=one.depth, columns=columns, rows=one.rows, passed=passed,
        units_from_above=one.downward, remembered=one.remembered,
    )  # fmt: skip


def _cells(rows: Sequence[Any]) -> list[CellDifference]:
    same = ("key", "number", "unit", "old", "new", "clears")
    return [CellDifference(column=_(one.column), **{name: getattr(one, name) for name in same}) for one in rows]


def _faults(rows: Sequence[Any]) -> list[Fault]:
    return [Fault(**fault_of(one)) for one in rows]


def checked_told(asked: Asked, check: KeptCheck) -> SheetChecked:
    """A check as it is told."""
    found = check.findings
    none: dict[str, Any] = {"counts": {}, "states": {}, **{name: [] for name in ("errors", "kept", "hints", "gone", "edits", "conflicts")}}
    lists: dict[str, Any] = none if found is None else {
        "counts": dict(found.counts), "states": dict(found.states), "errors": _faults(found.errors), "kept": _faults(found.kept), "hints": _faults(found.hints),
        "gone": list(found.gone), "edits": _cells(found.edits), "conflicts": _cells(found.conflicts),
    }  # fmt: skip
    return SheetChecked(
        sheet=asked.file.pk, rows=check.rows, understood=understood(check.sheet), sheets=list(check.sheet.names),
        missing=[_(one) for one in check.sheet.missing], marked=bool(found and found.counts["errors"]), **lists,
    )  # fmt: skip
