"""The self-check list as Excel in the customary columns (D10). Rows stand by unit and name; nothing is counted or sorted by person."""

from collections.abc import Iterable

from bihuan.finding.models import SelfCheckItem
from bihuan.finding.vocabulary.self_checks import Dimension, PutIn
from bihuan.foundation.files.rules.tables import LINED, Table, workbook
from bihuan.foundation.kernel import _

FILE_NAME = _("自查问题清单.xlsx")
HEAD = (
    _("序号"), _("单位"), _("姓名"), _("台账序号"), _("摆进去"), _("方面"), _("对照"), _("类别"), _("具体表现"), _("问题"), _("整改任务"), _("完成时限"),
    _("责任人"), _("首次提交"),
)  # fmt: skip
_WIDTHS = (6, 20, 10, 10, 14, 8, 24, 16, 24, 60, 40, 12, 10, 12)


def list_sheet(items: Iterable[SelfCheckItem]) -> bytes:
    """One sheet; unit, name and number stay in sight."""
    rows = (_row(at, one) for at, one in enumerate(items, 1))
    return workbook(Table(_("自查问题清单"), list(zip(HEAD, _WIDTHS, strict=True)), rows, {**LINED, "num_format": "@"}, fixed=3))


def _row(at: int, one: SelfCheckItem) -> tuple[str, ...]:
    return (
        str(at), one.self_check.unit.name, one.self_check.person.name, f"{one.problem.number:04d}" if one.problem else "", PutIn(one.put_in).label,
        Dimension(one.dimension).label if one.dimension else "", one.against_what, one.category.name if one.category else "",
        one.manifestation.text if one.manifestation else "", one.text, one.task, one.due_on.isoformat() if one.due_on else "",
        one.doer.name if one.doer else "", f"{one.found_at:%Y-%m-%d}" if one.found_at else "",
    )  # fmt: skip
