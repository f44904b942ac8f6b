"""Words of opinion letters and of what was gathered (M58, M59)."""

from bihuan.foundation.kernel import Term, _


class LetterState(Term):
    """Where a letter stands."""

    DRAFTED = "drafted", _("待发出")
    SENT = "sent", _("待回复")
    REPLIED = "replied", _("已回复")
    WITHDRAWN = "withdrawn", _("已撤回")


class LetterAction(Term):
    """What is done with a letter."""

    DRAFT = "draft_letter", _("起草征求意见函")
    SEND = "send_letter", _("发出征求意见函")
    RENEW = "renew_reply_code", _("换发回复码")
    REMIND = "remind_letter", _("提醒回复")
    REPLY = "reply_letter", _("回复征求意见函")
    TAKE_REPLY = "take_reply", _("登记纸质回复")
    WITHDRAW = "withdraw_letter", _("撤回征求意见函")


class ReplyWay(Term):
    """How a reply came."""

    CODE = "code", _("凭回复码")
    ACCOUNT = "account", _("本人登录")
    PAPER = "paper", _("纸质回复代录")


class GatheringAction(Term):
    """What is done with a gathering."""

    HOLD = "hold_gathering", _("登记征求意见活动")
    AMEND = "amend_gathering", _("更正征求意见活动")
