"""Words about what is handed to the personnel body (M147, M154–M156). The platform changes no grade."""

from bihuan.foundation.kernel import Term, _


class ReferralKind(Term):
    """What is handed over."""

    REWARD = "reward", _("考核优秀、优先使用建议人选名单")
    BASIC = "basic", _("年度考核等次建议（基本称职）")
    UP_DOWN = "up_down", _("能上能下建议")
    RECORD = "record", _("考核用个人情况（依书面要求）")


class ReferralState(Term):
    """Where it stands."""

    SENT = "sent", _("已送出")
    ANSWERED = "answered", _("已答复")


class ReferralAction(Term):
    """What is done with it."""

    SEND = "send_referral", _("送组织人事部门")
    ANSWER = "answer_referral", _("登记答复")
    ASK_RECORD = "ask_record", _("书面要求提供个人情况")
    TAKE_RECORD = "take_record", _("导出个人情况")


class Reward(Term):
    """The three rewards of the source (M147)."""

    EXCELLENT = "excellent", _("年度考核优秀等次建议")
    PROMOTE = "promote", _("优先提拔使用建议")
    CIVIL_SERVANT = "civil_servant", _("优秀公务员建议人选")
