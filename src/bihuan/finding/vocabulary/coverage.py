"""Words of the coverage of units by lists (M81)."""

from bihuan.foundation.kernel import Term, _


class Cover(Term):
    """How a list stands in a unit, or for a person. Nothing of it is a lamp about anybody."""

    FILLED = "filled", _("有")
    PART = "part", _("部分")
    NONE = "none", _("确认没有")
    EMPTY = "empty", _("空")


class NoneState(Term):
    """What became of a confirmation that a list holds nothing. Told by the ledger and by whoever withdrew it, stored nowhere."""

    STANDS = "stands", _("确认没有")
    FALLEN = "fallen", _("已有问题")
    WITHDRAWN = "withdrawn", _("已撤回")


class NoneAction(Term):
    """What is done with such a confirmation."""

    CONFIRM = "confirm_none", _("确认清单没有问题")
    WITHDRAW = "withdraw_none", _("撤回没有问题的确认")
