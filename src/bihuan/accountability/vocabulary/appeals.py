"""Words about appeals (P03)."""

from bihuan.foundation.kernel import Term, _


class AppealState(Term):
    """Where an appeal stands."""

    FILED = "filed", _("已提出")
    ACCEPTED = "accepted", _("已受理")
    UPHELD = "upheld", _("维持原决定")
    CHANGED = "changed", _("变更原决定")
    REVOKED = "revoked", _("撤销原决定")
    WITHDRAWN = "withdrawn", _("本人撤回")
    PASSED_ON = "passed_on", _("转有权机关办理")


class AppealAction(Term):
    """What is done with an appeal."""

    FILE = "file_appeal", _("提出申诉")
    ACCEPT = "accept_appeal", _("受理申诉")
    UPHOLD = "uphold_decision", _("维持决定")
    CHANGE = "change_decision", _("变更决定")
    REVOKE = "revoke_decision", _("撤销决定")
    WITHDRAW = "withdraw_appeal", _("撤回申诉")
    PASS_ON = "pass_on_appeal", _("转有权机关办理")
    RECORD_UPHELD = "record_upheld", _("登记有权机关维持原决定")
    RECORD_CHANGED = "record_changed", _("登记有权机关变更原决定")
    RECORD_REVOKED = "record_revoked", _("登记有权机关撤销原决定")


class AppealNeed(Term):
    """What a step of an appeal asks for."""

    OTHER_BODY = "other_body", _("申诉由作出决定的机构以外的机构办理")
    IN_TIME = "in_time", _("申诉期限已过")
