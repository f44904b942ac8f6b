"""Words for sorting a clue (分办), and what a clue is opened for."""

from bihuan.foundation.kernel import Term, _


class Mode(Term):
    """What kind of problem is told of (第十四条: sorted by what it is about)."""

    DISCIPLINE = "discipline", _("涉嫌违反党纪")
    DUTY = "duty", _("涉嫌职务违法犯罪")
    CONDUCT = "conduct", _("作风问题、不担当不作为")
    APPEAL = "appeal", _("申诉、业务或者信访事项")
    OTHER = "other", _("其他")


class Subject(Term):
    """Whom it is about, as far as competence goes."""

    OWN = "own", _("本级管理的人员")
    BELOW = "below", _("下级管理的人员")
    ABOVE = "above", _("上级管理的人员")
    UNIT = "unit", _("单位或者集体")
    NOBODY_OURS = "nobody_ours", _("不属于监督对象")


class Competence(Term):
    """Whose it is to handle."""

    HERE = "here", _("本单位办理")
    BELOW = "below", _("下级纪检监察机构办理")
    ABOVE = "above", _("报上级纪检监察机关")
    ELSEWHERE = "elsewhere", _("移送其他主管单位")


class ReadFor(Term):
    """What somebody opens a clue for. A list and no free words: they go into the book, where no word of a clue belongs."""

    HANDLE = "handle", _("承办：分办、核查、作结论")
    DISCUSS = "discuss", _("集体研究处置意见")
    APPROVE = "approve", _("审批")
    ANSWER = "answer", _("答复、提问举报人")
    ADD = "add", _("核对补充材料、重复举报")
    CHECK = "check", _("督促检查办理情况")
