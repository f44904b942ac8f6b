"""Words of the lists that are views of the ledger: their kinds and their columns (D24–D27)."""

from bihuan.foundation.kernel import Term, _


class ListKind(Term):
    """The lists that the plans ask for besides the six of a person. None is filled in: each is read from the ledger."""

    DEPARTMENT = "department", _("部门问题整改清单")
    RESPONSIBILITY = "responsibility", _("责任清单")
    PERSONAL = "personal", _("个人整改清单")
    SELF_CHECKS = "self_checks", _("自查自纠台账")
    WHOLE = "whole", _("汇总清单")


class ListColumn(Term):
    """Columns of these lists, in the words of the plans."""

    NUMBER = "number", _("序号")
    UNIT = "unit", _("责任单位")
    OWNER = "owner", _("问题主体")
    SOURCE = "source", _("来源")
    TEXT = "text", _("问题")
    CATALOGUE = "catalogue", _("对照条目")
    CAUSE = "cause", _("原因")
    MEASURES = "measures", _("整改措施")
    TASK = "task", _("任务书")
    TIMETABLE = "timetable", _("时间表")
    LEADER = "leader", _("牵头领导")
    DOER = "doer", _("责任人")
    DUE = "due", _("完成时限")
    STATE = "state", _("整改状态")
    FOUND = "found", _("自查日期")
    CLOSING = "closing", _("销号日期")
