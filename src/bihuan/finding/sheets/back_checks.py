"""The list of problems traced backward as Excel (D18)."""

from collections.abc import Sequence

from bihuan.finding.queries.back_checks import Entry
from bihuan.foundation.files.rules.tables import Table, workbook
from bihuan.foundation.kernel import _

FILE_NAME = _("问题倒查清单.xlsx")
_HEAD = (("序号", 8), ("单位", 24), ("问题", 48), ("所查事件", 40), ("提出机构", 14), ("倒查编号", 10), ("倒查结论", 48), ("状态", 12))


def back_check_sheet(entries: Sequence[Entry]) -> bytes:
    """One row a problem, with the event that was traced and the conclusion."""
    return workbook(Table("问题倒查清单", _HEAD, map(_row, entries)))


def _row(one: Entry) -> tuple[str, ...]:
    row, check = one.node.problem, one.node.back_check
    assert row is not None
    return (
        f"{row.number:04d}", row.unit.name, row.text, one.event, one.node.get_body_display(), str(check.number), check.conclusion or "倒查中",
        row.get_state_display(),
    )  # fmt: skip
