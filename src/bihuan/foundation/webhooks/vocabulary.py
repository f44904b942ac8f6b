"""Words of webhooks."""

from bihuan.foundation.kernel import Term, _


class HookAction(Term):
    """What is done to a subscription."""

    SUBSCRIBE = "subscribe", _("登记推送")
    UNSUBSCRIBE = "unsubscribe", _("停止推送")


class HookDuty(Term):
    """Who keeps subscriptions."""

    SYSTEM = "system_administrator", _("系统管理员")
    MACHINE = "machine", _("命令行")
