"""The list of talk problems as Excel."""

from collections.abc import Sequence

from bihuan.finding.models.talks import TalkItem
from bihuan.foundation.files.rules.tables import Table, workbook
from bihuan.foundation.kernel import _

FILE_NAME = _("谈话问题清单.xlsx")
_HEAD = (("序号", 8), ("单位", 24), ("姓名", 12), ("问题", 60), ("谈话人", 12), ("谈话日期", 12), ("本人意见", 14), ("状态", 12))


def talk_list_sheet(items: Sequence[TalkItem]) -> bytes:
    """One row a problem, with its talk."""
    return workbook(Table("谈话问题清单", _HEAD, map(_row, items)))


def _row(one: TalkItem) -> tuple[str, ...]:
    row, talk = one.problem, one.talk
    return (
        f"{row.number:04d}", row.unit.name, talk.person.name, row.text, talk.talker.name, talk.held_on.isoformat(), talk.get_state_display(),
        row.get_state_display(),
    )  # fmt: skip
