"""A ledger sheet as rows of text under our columns. Nothing is computed, nothing is run."""

from collections.abc import Mapping
from dataclasses import dataclass

from bihuan.foundation.files.rules.workbooks import read_sheet
from bihuan.problems.rules.sheet import Column, RawRow
from bihuan.problems.rules.sheet.shape import SHEET
from bihuan.problems.rules.sheet.values import unguarded

# What offices call the columns besides our own word; the first is ours.
HEADERS: dict[Column, tuple[str, ...]] = {
    Column.NUMBER: ("序号", "顺序号"),
    Column.UNIT: ("单位", "责任单位", "单位名称", "所在单位"),
    Column.PERSON: ("责任人", "姓名", "问题责任人"),
    Column.SOURCE: ("来源", "问题来源"),
    Column.TEXT: ("问题", "具体问题", "问题描述", "问题内容", "存在问题", "存在的问题"),
    Column.CATEGORY: ("类别", "问题类别", "问题类型"),
    Column.MANIFESTATION: ("具体表现", "问题表现", "表现"),
    Column.CAUSE: ("原因剖析", "原因分析", "问题原因"),
    Column.MEASURES: ("整改措施", "措施"),
    Column.LEADER: ("责任领导", "牵头领导"),
    Column.DUE: ("完成时限", "整改时限", "完成期限"),
    Column.PROGRESS: ("整改进展", "进展情况", "整改进展情况", "进展"),
    Column.STATE: ("状态", "整改状态", "环节"),
    Column.EXTERNAL: ("外部编号", "外部系统编号"),
    Column.CAUSE_KIND: ("原因性质",),
    Column.WEIGHT: ("程度", "问题程度"),
    Column.FOUND: ("发现日期", "发现时间"),
    Column.OWN: ("台账编号",),
}
CALLED = {column.label: names for column, names in HEADERS.items()}
"""Our word for a column → the words it may be found by."""
NEEDED = (Column.UNIT, Column.TEXT)


@dataclass(frozen=True)
class LedgerSheet:
    """The rows, and the headers that nobody knows: they are told and left alone."""

    rows: tuple[RawRow, ...]
    unknown: tuple[str, ...]
    name: str


def read_ledger(data: bytes, name: str) -> LedgerSheet:
    """The rows of sheet 问题台账 (or the first sheet that has its columns). Raises a subclass of UnreadableFile."""
    sheet = read_sheet(data, name, HEADERS, NEEDED, sheet=SHEET)
    rows = tuple(RawRow(row.number, _unguarded(row.cells), sheet.name) for row in sheet.rows)
    return LedgerSheet(rows, sheet.unknown, sheet.name)


def _unguarded(cells: Mapping[Column, str]) -> Mapping[Column, str]:
    """The texts without the apostrophe that an export put before some of them; most rows have none."""
    if "'" not in "".join(cells.values()):
        return cells
    return {column: unguarded(text) for column, text in cells.items()}
