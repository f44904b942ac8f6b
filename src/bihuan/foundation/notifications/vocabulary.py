"""Words of the daily digest."""

from bihuan.foundation.kernel import Term, _


class DigestAction(Term):
    """What is done to the hours, and to one's own choice."""

    SET_HOURS = "set_digest_hours", _("设定提醒时间")
    CHOOSE = "choose_digest", _("选择收信方式")


class DigestDuty(Term):
    """Who sets the hours, and whose choice it is."""

    SYSTEM = "system_administrator", _("系统管理员")
    MACHINE = "machine", _("命令行")
    OWNER = "account_owner", _("本人")


class MailState(Term):
    """What became of the mail of a digest."""

    NONE = "none", _("不发邮件")
    DUE = "due", _("待发")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已交邮件服务器")
    FAILED = "failed", _("没有发出")
    UNKNOWN = "unknown", _("发送中断，不能确定是否发出；不会重发")
    WITHHELD = "withheld", _("到了免打扰时间，没有发")
