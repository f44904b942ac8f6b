"""Words of 举一反三: other units are asked whether they have the same problem (M96)."""

from bihuan.foundation.kernel import Term, _


class AnswerState(Term):
    """What a unit answered to a check order."""

    ASKED = "asked", _("待自查")
    NONE_FOUND = "none_found", _("未发现同类问题")
    FOUND = "found", _("发现同类问题")


class CheckAction(Term):
    """What is done with a check order, and with what a unit answers."""

    ORDER = "order_check", _("布置举一反三")
    WITHDRAW = "withdraw_check", _("撤回举一反三")
    ASK = "ask_sibling", _("请单位自查")
    ANSWER_NONE = "answer_none", _("报未发现同类问题")
    ANSWER_FOUND = "answer_found", _("报发现同类问题")
    RETURN = "return_answer", _("退回重查")


class CheckWord(Term):
    """What is done with the answers as a whole."""

    EXPORT = "export_check", _("导出举一反三汇总")
