"""Words about opening the identity of a reporter."""

from bihuan.foundation.kernel import Term, _


class IdentityNeed(Term):
    """What the identity is needed for: one of few, for the reporter is told it (P12)."""

    VERIFY = "verify", _("向举报人核实情况")
    ANSWER = "answer", _("向举报人当面反馈结果")
    PROTECT = "protect", _("保护举报人的安全")
    LAWFUL = "lawful", _("有权机关依法调取")


class IdentityState(Term):
    """Where an opening stands."""

    ASKED = "asked", _("待第一名保管人开启")
    BEGUN = "begun", _("待第二名保管人开启")
    OPENED = "opened", _("已开启，待申请人查看")
    SEEN = "seen", _("已查看")
    REFUSED = "refused", _("不予开启")
    LAPSED = "lapsed", _("逾期失效")


class IdentityAction(Term):
    """What is done about it."""

    ASK = "ask_identity", _("申请查阅举报人身份")
    BEGIN = "begin_identity", _("第一名保管人开启身份信息")
    FINISH = "finish_identity", _("第二名保管人开启身份信息")
    SEE = "see_identity", _("查看举报人身份")
    REFUSE = "refuse_identity", _("不予查阅举报人身份")
    LAPSE = "lapse_identity", _("查阅举报人身份的申请失效")


class IdentityDuty(Term):
    """What somebody is to it."""

    ASKER = "identity_asker", _("申请人")
    CUSTODIAN = "custodian", _("身份信息保管人")
    FIRST = "first_custodian", _("已经开启过的保管人")
    MACHINE = "machine", _("定时任务")
