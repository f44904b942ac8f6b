"""Which columns each list has, how wide they are, what it says of itself (D24–D27, A34)."""

from collections.abc import Mapping, Sequence

from bihuan.foundation.kernel import _
from bihuan.problems.vocabulary.lists import ListColumn as C
from bihuan.problems.vocabulary.lists import ListKind as K

COLUMNS: Mapping[K, Sequence[C]] = {
    K.DEPARTMENT: (C.NUMBER, C.TEXT, C.CAUSE, C.MEASURES, C.LEADER, C.DOER, C.DUE, C.STATE),
    K.RESPONSIBILITY: (C.DOER, C.UNIT, C.NUMBER, C.TEXT, C.MEASURES, C.LEADER, C.DUE, C.STATE),
    K.PERSONAL: (C.NUMBER, C.TEXT, C.TASK, C.TIMETABLE, C.DOER, C.LEADER, C.STATE),
    K.SELF_CHECKS: (C.NUMBER, C.UNIT, C.OWNER, C.TEXT, C.CATALOGUE, C.FOUND, C.MEASURES, C.DOER, C.DUE, C.STATE, C.CLOSING),
    K.WHOLE: (C.NUMBER, C.UNIT, C.OWNER, C.SOURCE, C.TEXT, C.CAUSE, C.MEASURES, C.LEADER, C.DOER, C.DUE, C.STATE, C.CLOSING),
}
ABOUT: Mapping[K, str] = {
    K.DEPARTMENT: _("一个部门一张：问题、原因、措施、责任人、时限、状态。部门主要负责人自己的问题列在最前面。"),
    K.RESPONSIBILITY: _("谁负责整改什么，按人归集，按姓名排列，由台账自动生成。"),
    K.PERSONAL: _("一个人一张：任务书、时间表、责任人。三样不齐的，单位不能确认。"),
    K.SELF_CHECKS: _("全部自查问题的台账，随时是最新的。"),
    K.WHOLE: _("各单位清单的汇总。单位改了一处，这里跟着变，不用再报一遍。"),
}
WIDTHS: Mapping[C, float] = {
    C.NUMBER: 1.5, C.UNIT: 2.4, C.OWNER: 1.9, C.SOURCE: 1.4, C.TEXT: 5.0, C.CATALOGUE: 2.8, C.CAUSE: 2.8, C.MEASURES: 3.6, C.TASK: 4.6,
    C.TIMETABLE: 2.4, C.LEADER: 1.9, C.DOER: 1.5, C.DUE: 2.4, C.STATE: 1.9, C.FOUND: 2.4, C.CLOSING: 2.4,
}  # fmt: skip
"""Relative widths, on paper and in sheets: a number of five digits, a day and a heading of four signs stand on one line."""
USUAL, SMALL, MANY_COLUMNS = 10.5, 9.0, 9
"""五号 on paper; 小五 for more columns than these, or days and numbers would break."""
MOST_ON_PAPER = 3000
"""Rows of a list as a document: more belong into a sheet, or one unit's into a document of their own."""
MOST_IN_A_SHEET = 50_000


def by_unit(kind: K) -> bool:
    """Is this list one unit's?"""
    return kind is K.DEPARTMENT


def by_person(kind: K) -> bool:
    """Is this list one person's?"""
    return kind is K.PERSONAL
