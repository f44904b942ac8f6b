"""The clue ledger in its customary columns (D29; domain.md H2), as paper and as sheet, masked by role: nobody finds the reporter in it, and what was
decided stands there for those only who decide."""

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bihuan.clues.vocabulary.keeping import PrintKind
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Paper, Para, Table
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.files.rules.guarding import guarded
from bihuan.foundation.kernel import Term, _

VEIL = "＊"
_WIDE = 60


class Column(Term):
    """The columns in their order."""

    NUMBER = "number", _("线索编号")
    RECEIVED = "received", _("收到日期")
    SOURCE = "source", _("来源、方式")
    REPORTER = "reporter", _("反映人")
    NAMED = "named", _("实名、匿名")
    REPEATED = "repeated", _("是否重复")
    ABOUT = "about", _("被反映人、单位")
    KIND = "kind", _("问题类别")
    COMPETENCE = "competence", _("管理权限")
    TEXT = "text", _("主要内容")
    RECEIVER = "receiver", _("移送、交办单位")
    DISPOSAL = "disposal", _("处置方式")
    APPROVED = "approved", _("批准人、日期")
    HANDLER = "handler", _("承办人")
    DUE = "due", _("办理期限")
    STATE = "state", _("状态")
    RESULT = "result", _("办理结果")
    ANSWERED = "answered", _("反馈日期")


ALWAYS = frozenset({Column.REPORTER})
"""Masked for everybody."""
DECIDED = frozenset({Column.KIND, Column.COMPETENCE, Column.RECEIVER, Column.DISPOSAL, Column.APPROVED, Column.HANDLER, Column.RESULT})
"""Masked for whoever only opens and registers."""
SAID = frozenset({Column.ABOUT, Column.TEXT})
"""Masked for him, too, where somebody else registered it."""
_DAY = 2.8
_WIDTHS = {
    Column.TEXT: 6.0, Column.ABOUT: 3.0, Column.RECEIVER: 2.0, Column.SOURCE: 1.6, Column.RECEIVED: _DAY, Column.DUE: _DAY, Column.APPROVED: _DAY,
    Column.NUMBER: 2.6, Column.ANSWERED: _DAY,
}  # fmt: skip
_SMALL = 7.5
MOST = 300
"""So many characters of a report are its 主要内容: one of 20,000 would make of the ledger a pile of pages that nobody reads across."""


@dataclass(frozen=True)
class Line:
    """One clue: its cells, and which of them its reader does not see."""

    cells: dict[Column, str]
    masked: Collection[Column]

    def shown(self) -> tuple[str, ...]:
        """The cells as they are written."""
        cells = self.cells | {Column.TEXT: _short(self.cells.get(Column.TEXT, ""))}
        return tuple(VEIL if one in self.masked else cells.get(one, "") or "—" for one in Column)


def _short(text: str) -> str:
    return text if len(text) <= MOST else f"{text[:MOST]}……（以下略，共 {len(text)} 字）"


def mask(*, decides: bool, registered_it: bool) -> frozenset[Column]:
    """Which columns of one clue its reader does not see."""
    if decides:
        return ALWAYS
    return ALWAYS | DECIDED | (frozenset() if registered_it else SAID)


def _title(body: str) -> str:
    return f"{body}{PrintKind.LEDGER.label}"


def ledger_paper(lines: Sequence[Line], body: str, today: date, number: str) -> Paper:
    """The ledger across, small."""
    widths = tuple(_WIDTHS.get(one, 1.2) for one in Column)
    note = f"“{VEIL}”处内容按职责不显示；反映人身份隔离保存。文书编号 {number}"
    table = Table(tuple(one.label for one in Column), tuple(one.shown() for one in lines), widths, landscape=True, size=_SMALL, note=note)
    return Paper(Kind.LEDGER, _title(body), (table if lines else Para(("没有符合条件的线索。",)),), as_of=official_date(today))


def ledger_sheet(lines: Sequence[Line], body: str, mark: str) -> bytes:
    """The same as Excel; `mark` stands in the last row."""
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    font = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "top", "text_wrap": True}
    head, text = book.add_format(font | {"bold": True, "bg_color": "#F3E9E7", "align": "center"}), book.add_format(font)
    sheet = book.add_worksheet("问题线索台账")
    last = len(Column) - 1
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.merge_range(0, 0, 0, last, guarded(_title(body)), book.add_format({"font_name": "黑体", "font_size": 16, "align": "center"}))
    for place, column in enumerate(Column):
        sheet.set_column(place, place, min(_WIDE, 8 * _WIDTHS.get(column, 1.2)))
        sheet.write_string(1, place, column.label, head)
    for row, line in enumerate(lines, 2):
        for place, value in enumerate(line.shown()):
            sheet.write_string(row, place, guarded(value), text)
    sheet.freeze_panes(2, 1)
    sheet.repeat_rows(1)
    sheet.write_string(len(lines) + 3, 0, mark)
    book.close()
    return stream.getvalue()
