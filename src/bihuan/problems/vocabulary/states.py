"""Where a problem stands, what counts as open, done or out, and how its clock stands."""

from bihuan.foundation.kernel import Term, _


class State(Term):
    """Where a problem stands on its way from the record to the look-back."""

    RECORDED = "recorded", _("已建账")
    ANALYSED = "analysed", _("已剖析")
    RECTIFYING = "rectifying", _("整改中")
    SUSPENDED = "suspended", _("已中止")
    CORRECTED = "corrected", _("已立改")
    ASKED = "asked", _("待确认")
    CONFIRMED = "confirmed", _("待核验")
    VERIFIED = "verified", _("待销号")
    PUBLICISED = "publicised", _("公示中")
    CLOSED = "closed", _("已销号")
    LOOKED_BACK = "looked_back", _("已回头看")
    DISPUTED = "disputed", _("归属待定")
    MERGED = "merged", _("已并入")
    VOID = "void", _("已作废")
    CLOSED_BEFORE = "closed_before", _("接续前已销号")


DONE = (State.CLOSED, State.LOOKED_BACK)
OUT = (State.MERGED, State.VOID)
"""Out of all counts, figures, to-dos and lamps: the trace stays, and a filter that names them finds them."""
APART = (State.CLOSED_BEFORE,)
"""Closed in a sheet before the campaign was taken over: nobody here verified it, so it is counted by itself and never as closed or proved."""
UNCOUNTED = (*OUT, *APART)
"""What no list, count or figure of the campaign's own work holds; each opens by its own filter."""
OPEN = tuple(state for state in State if state not in (*DONE, *UNCOUNTED))
STILL = (State.SUSPENDED, State.PUBLICISED, State.DISPUTED)
"""The clock stands still: nobody's delay counts while an item is suspended, published, or nobody knows yet whose it is."""
TICKING = tuple(state for state in OPEN if state not in STILL)
"""The clock runs: only these can be near or overdue."""


class Path(Term):
    """The two ways to close-out."""

    FULL = "full", _("完整流程")
    QUICK = "quick", _("立行立改")


class Lamp(Term):
    """The state of a clock, from dates only; it is about the item, never about the person."""

    ON_TIME = "on_time", _("正常")
    NEAR = "near", _("临期")
    OVERDUE = "overdue", _("超期")
    STILL = "still", _("停表")
    CLOSED = "closed", _("已销号")
    NONE = "none", _("不计")
