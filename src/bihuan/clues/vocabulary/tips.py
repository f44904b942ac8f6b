"""Words about what the public hands in."""

from bihuan.foundation.kernel import Term, _


class TipState(Term):
    """Where a report stands before it is a clue."""

    WAITING = "waiting", _("待拆封")
    REGISTERED = "registered", _("已登记")
    NO_CLUE = "no_clue", _("不作为线索")
    OPINION = "opinion", _("意见建议")
