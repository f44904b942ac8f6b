"""Sheets of the joint check: reports' problems coming in, the combined list going out."""

from collections.abc import Sequence

from bihuan.finding.queries.feedback import JointFigures, OfUnit
from bihuan.finding.rules.feedback import SHEET, FeedbackRow
from bihuan.finding.vocabulary.feedback import FeedbackColumn
from bihuan.foundation.files.rules.tables import TYPED, Table, workbook
from bihuan.foundation.files.rules.workbooks import read_sheet
from bihuan.foundation.kernel import _

FILE_NAME = _("反馈问题.xlsx")
COMBINED_NAME = _("组织联查汇总.xlsx")
_HEADERS = {
    FeedbackColumn.UNIT: ("单位", "责任单位", "单位名称", "被反馈单位", "涉及单位"),
    FeedbackColumn.TEXT: ("问题", "问题描述", "具体问题", "反馈问题", "存在问题", "主要问题"),
    FeedbackColumn.MATTER: ("事项", "问题类型", "问题事项", "类型"),
    FeedbackColumn.PERSON: ("责任人", "姓名", "当事人", "涉及人员"),
    FeedbackColumn.NUMBER: ("编号", "序号", "问题编号"),
    FeedbackColumn.FOUND: ("发现日期", "日期", "发现时间", "反馈日期"),
}
_WIDTHS = {FeedbackColumn.UNIT: 24, FeedbackColumn.TEXT: 60, FeedbackColumn.MATTER: 24}
_GATHERED = (("单位", 28), ("事项", 36), ("问题数", 10))
_EACH = (("序号", 8), ("单位", 24), ("事项", 24), ("问题", 60), ("来源", 12), ("责任人", 12), ("完成时限", 12), ("状态", 10))


def read_feedback(data: bytes, name: str) -> tuple[FeedbackRow, ...]:
    """The rows of a sheet. Raises a subclass of UnreadableFile."""
    sheet = read_sheet(data, name, _HEADERS, (FeedbackColumn.UNIT, FeedbackColumn.TEXT))
    rows = (FeedbackRow(row.number, {FeedbackColumn(key): text for key, text in row.cells.items()}, sheet.name) for row in sheet.rows)
    return tuple(row for row in rows if row.text(FeedbackColumn.UNIT) or row.text(FeedbackColumn.TEXT))


def feedback_template() -> bytes:
    """The empty sheet."""
    return workbook(Table(SHEET, [(one.label, _WIDTHS.get(one, 14)) for one in FeedbackColumn], look=TYPED, open_ended=True))


def combined_sheet(units: Sequence[OfUnit], figures: JointFigures) -> bytes:
    """The combined list as Excel: by unit and matter on the first sheet, each instance on the second (D22)."""
    gathered = [(unit.name, one.matter or "（未归并）", len(one.problems)) for unit in units for one in unit.matters.values()]
    gathered.append(("合计", f"{figures.matters} 项，{figures.units} 个单位", figures.instances))
    each = [
        (str(row.number), unit.name, one.matter or "（未归并）", row.text, row.get_source_display(), row.person.name if row.person else "",
         row.due_on.isoformat() if row.due_on else "", row.get_state_display())
        for unit in units for one in unit.matters.values() for row in one.problems
    ]  # fmt: skip
    return workbook(Table("汇总", _GATHERED, gathered), Table("明细", _EACH, each))
