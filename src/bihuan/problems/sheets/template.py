"""The empty ledger sheet: columns of the issue, drop-downs, and a page that explains every column."""

import io
from collections.abc import Sequence
from typing import Any

from bihuan.foundation.kernel import _
from bihuan.problems.rules.sheet import Column
from bihuan.problems.rules.sheet.shape import CUSTOMARY, SHEET
from bihuan.problems.rules.sheet.taking_over import START
from bihuan.problems.sheets.look import Look, choices_of, drop_downs, head
from bihuan.problems.sheets.writing import Extra
from bihuan.problems.vocabulary import Source

FILE_NAME = _("问题台账模板.xlsx")
_ROWS = 5000
"""So many rows of the template have drop-downs."""
_HELP = (
    (_("单位"), _("必填。本专项列入的单位；名称有重复的写“上级单位/单位”。")),
    (_("责任人"), _("名册里本单位的人。留空表示单位层面的问题。同一单位有同名的，写“姓名（职务）”或“姓名（手机号）”。")),
    (_("来源"), "、".join(word.label for word in Source) + "。"),
    (
        _("来源写“自查”的"),
        _(
            "只用于原有台账里本人自己查出的。导入后问题上写明“导入的台账里写明是自查”，处理时看得到；新的自查由本人写进自查清单，不用这张表。"
        ),
    ),
    (_("问题"), _("必填。写清人、时间、事情，最多 2000 字。")),
    (_("类别、具体表现"), _("问题目录里的名称，可从下拉框选；留空的导入后再归类。")),
    (
        _("原因剖析、整改措施"),
        _("可以先空着。措施一行一条。原因性质（个人、管理、制度）可加一列“原因性质”写明，不写的按文字推定并提示核对。"),
    ),
    (_("完成时限"), _("日期单元格，或写成 2026-03-01、2026/3/1、2026年3月1日。留空的按专项设置推定。")),
    (_("状态"), _("新问题可写“已建账”“已剖析”“整改中”或留空；已有问题的状态以台账为准，这里只供参考。")),
    (_("外部编号"), _("别的系统里的编号。有编号的按编号认，没有的按单位、责任人、来源、问题四项完全相同来认。")),
    (_("再次导入"), _("可以反复导入：没有变化的不动，有变化的修改，空着的格不改，表里没有的只提示、不删除。有一处错误就整份不收。")),
)


def ledger_template(
    units: Sequence[str] = (), categories: Sequence[str] = (), manifestations: Sequence[str] = (), extras: Sequence[Extra] = ()
) -> bytes:
    """The template; with a campaign's units, categories and manifestations they can be chosen; `extras` are its own columns."""
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    look, columns = Look(book), list(CUSTOMARY)
    sheet = book.add_worksheet(SHEET)
    head(book, sheet, columns, look)
    for place, one in enumerate(extras, len(columns)):
        sheet.set_column(place, place, one.width, look.of_kind(one.kind))
        sheet.write_string(0, place, one.label, look.head)
    _explain(book, look, extras)
    states = [one.label for one in START]  # a new row stands no further: the others are reached by their steps
    lists = {Column.STATE: states, Column.UNIT: units, Column.CATEGORY: categories, Column.MANIFESTATION: manifestations}
    drop_downs(
        book,
        sheet,
        _ROWS,
        choices_of(columns, lists) + [(place, one.label, one.words) for place, one in enumerate(extras, len(columns)) if one.words],
    )
    book.close()
    return stream.getvalue()


_KINDS = {
    "day": _("日期，写法与完成时限相同。"),
    "number": _("数字，不写单位。"),
    "amount": _("金额，最多两位小数，不写单位。"),
    "text": _("文字。"),
}


def _explain(book: Any, look: Look, extras: Sequence[Extra] = ()) -> None:
    sheet = book.add_worksheet("填写说明")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 80)
    for row, (column, meaning) in enumerate((*_HELP, *((one.label, "、".join(one.words) or _KINDS[one.kind]) for one in extras))):
        sheet.write_string(row, 0, column, look.bold)
        sheet.write_string(row, 1, meaning, look.note)
